// Builtins: each by the function of its row.
#include "eval/apply.h"

#include <string.h>

#include "eval/evaluate.h"

static const struct {
    lane_fn *lane;
    batch_fn *batch;
} functions[BUILTIN_COUNT_OF] = {
#define LANE(name) .lane = name
#define BATCH(name) .batch = name
#define BUILTIN(id, word, form, a, b, c, result, function, ...) [BUILTIN_##id] = {function},
#include "check/builtins.def"
#undef BUILTIN
#undef BATCH
#undef LANE
};

struct operands operands_of(struct env *env, const struct expr *expr) {
    bool looks_into = builtin_looks_into(expr->op);
    struct operands operands = {.n = 1};
    for (uint32_t i = 0; i < expr->count; i++) {
        operands.at[i] =
            looks_into ? evaluate_texts(env, expr->items[i]) : evaluate(env, expr->items[i]);
        if (operands.at[i].n > 1)
            operands.n = operands.at[i].n;
    }
    for (uint32_t i = 0; i < expr->count; i++)
        operands.at[i] = vector_spread(env->arena, operands.at[i], operands.n);
    return operands;
}

struct cells operands_result(struct arena *arena, const struct operands *operands, uint32_t count,
                             enum rep rep) {
    struct cells out = cells_new(arena, rep, operands->n);
    for (uint32_t w = 0; w < words_for(out.n); w++) {
        out.valid[w] = operands->at[0].valid[w];
        for (uint32_t i = 1; i < count; i++)
            out.valid[w] &= operands->at[i].valid[w];
    }
    return out;
}

struct vector narrow_int(struct arena *arena, struct vector decimals) {
    struct cells out = cells_new(arena, REP_INT, decimals.n);
    memcpy(out.valid, decimals.valid, words_for(out.n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < out.n; i++) {
        out.at.ints[i] = 0;
        if (bit_get(out.valid, i) && !decimal_to_int(decimals.at.decimals[i], &out.at.ints[i]))
            bit_clear(out.valid, i);
    }
    return cells_vector(out);
}

// What functions over lanes return, by the kind of their result.
static const enum rep result_reps[] = {
    [KIND_BOOL] = REP_BIT,       [KIND_INT] = REP_INT,   [KIND_WHOLE] = REP_DECIMAL,
    [KIND_NUMBER] = REP_DECIMAL, [KIND_TEXT] = REP_TEXT, [KIND_VERSION] = REP_TEXT,
    [KIND_WEEKDAY] = REP_TEXT,
};

static void store_scalar(struct cells *out, uint32_t lane, union scalar scalar) {
    if (out->rep == REP_BIT && scalar.truth)
        bit_set(out->at.bits, lane);
    else if (out->rep == REP_INT)
        out->at.ints[lane] = scalar.whole;
    else if (out->rep == REP_DECIMAL)
        out->at.decimals[lane] = scalar.decimal;
    else if (out->rep == REP_TEXT)
        out->at.ids[lane] = scalar.id;
}

// A call reads its texts.
static uint64_t lane_work(const struct run *run, const struct operands *operands, uint32_t count,
                          uint32_t lane) {
    uint64_t work = CALL_STEPS;
    for (uint32_t i = 0; i < count; i++)
        if (operands->at[i].rep == REP_TEXT)
            work += run_text_length(run, operands->at[i].at.ids[lane]);
    return work;
}

static struct vector call_lanes(struct env *env, const struct expr *expr, lane_fn *function) {
    struct operands operands = operands_of(env, expr);
    for (uint32_t i = 0; i < expr->count; i++)
        if (operands.at[i].rep == REP_INT)
            operands.at[i] = vector_widen(env->arena, operands.at[i]);
    enum rep rep = result_reps[builtin_rows[expr->op].result];
    struct cells out = operands_result(env->arena, &operands, expr->count, rep);
    memset(out.at.any, 0, rep_bytes(out.rep, out.n));
    bool texts = operands.at[0].rep == REP_TEXT;
    for (uint32_t i = 0; i < out.n; i++) {
        if (texts)
            run_fetch_texts(env->run, &operands.at[0], i);
        if (!bit_get(out.valid, i))
            continue;
        if (!run_step(env->run, lane_work(env->run, &operands, expr->count, i))) {
            bit_clear(out.valid, i);
            continue;
        }
        union scalar scalar = {0};
        if (function(env->run, operands.at, i, &scalar))
            store_scalar(&out, i, scalar);
        else
            bit_clear(out.valid, i);
    }
    struct vector result = cells_vector(out);
    return expr->type.kind == TYPE_INT && out.rep == REP_DECIMAL ? narrow_int(env->arena, result)
                                                                 : result;
}

// Once the budget is spent, the value no longer matters: the run is refused.
struct vector apply(struct env *env, const struct expr *expr) {
    run_step(env->run, env->n);
    batch_fn *batch = functions[expr->op].batch;
    return batch != NULL ? batch(env, expr) : call_lanes(env, expr, functions[expr->op].lane);
}
