// The operators: by kernels over numbers, bitmaps of truth, and lane by lane over texts.
#include <string.h>

#include "base/time.h"
#include "base/version.h"
#include "eval/apply.h"
#include "eval/bounds.h"
#include "eval/evaluate.h"
#include "eval/kernel.h"
#include "eval/logic.h"
#include "eval/match.h"

struct vector fn_not(struct env *env, const struct expr *expr) {
    struct vector value = evaluate(env, expr->items[0]);
    struct cells out = cells_new(env->arena, REP_BIT, value.n);
    for (uint32_t w = 0; w < words_for(out.n); w++) {
        struct truths truths = truths_not(truths_at(&value, w));
        out.at.bits[w] = truths.sure;
        out.valid[w] = ~(truths.sure ^ truths.maybe);
    }
    return cells_vector(out);
}

// The right side, where the left does not decide alone. Coverage counts it everywhere.
static struct vector right_side(struct env *env, const struct expr *expr,
                                const struct vector *left) {
    if (left->n != env->n || env->run->coverage != NULL)
        return evaluate(env, expr->items[1]);
    uint64_t *open = arena_alloc(env->arena, words_for(env->n) * sizeof *open);
    for (uint32_t w = 0; w < words_for(env->n); w++) {
        struct truths truths = truths_at(left, w);
        open[w] = expr->op == BUILTIN_AND ? truths.maybe : ~truths.sure;
    }
    return evaluate_asked(env, expr->items[1], open);
}

struct vector fn_logic(struct env *env, const struct expr *expr) {
    struct vector left = evaluate(env, expr->items[0]), right = right_side(env, expr, &left);
    uint32_t n = left.n > right.n ? left.n : right.n;
    left = vector_spread(env->arena, left, n);
    right = vector_spread(env->arena, right, n);
    struct cells out = cells_new(env->arena, REP_BIT, n);
    for (uint32_t w = 0; w < words_for(n); w++) {
        struct truths a = truths_at(&left, w), b = truths_at(&right, w);
        a = expr->op == BUILTIN_AND ? truths_and(a, b) : truths_or(a, b);
        out.at.bits[w] = a.sure;
        out.valid[w] = ~(a.sure ^ a.maybe);
    }
    return cells_vector(out);
}

static void widen_unlike(struct arena *arena, struct operands *operands) {
    if (operands->at[0].rep == operands->at[1].rep)
        return;
    for (int i = 0; i < 2; i++)
        operands->at[i] = vector_widen(arena, operands->at[i]);
}

static struct vector run_kernel(struct arena *arena, const struct expr *expr,
                                struct operands *operands) {
    enum rep rep = operands->at[0].rep;
    kernel_fn *kernel = kernel_arithmetic(expr->op, rep);
    bool is_int = expr->type.kind == TYPE_INT;
    if (kernel) {
        struct cells out = operands_result(arena, operands, 2, rep);
        bool overflow = kernel(&operands->at[0], &operands->at[1], &out);
        struct vector result = cells_vector(out);
        if (rep == REP_DECIMAL)
            return is_int ? narrow_int(arena, result) : result;
        if (!overflow || is_int || expr->op == BUILTIN_MODULO)
            return result;
    }
    for (int i = 0; i < 2; i++)
        operands->at[i] = vector_widen(arena, operands->at[i]);
    return run_kernel(arena, expr, operands);
}

struct vector fn_arithmetic(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    widen_unlike(env->arena, &operands);
    return run_kernel(env->arena, expr, &operands);
}

// 0 - x, which overflows where -x does.
struct vector fn_negate(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct vector value = operands.at[0];
    struct cells zeros = cells_new(env->arena, value.rep, value.n);
    memset(zeros.valid, 0xff, words_for(value.n) * sizeof(uint64_t));
    memset(zeros.at.any, 0, rep_bytes(value.rep, value.n));
    struct operands difference = {.n = value.n, .at = {cells_vector(zeros), value}};
    struct expr subtract = *expr;
    subtract.op = BUILTIN_SUBTRACT;
    return run_kernel(env->arena, &subtract, &difference);
}

// Times are whole nanoseconds, durations decimals of a second, whose ninth digit is a nanosecond.
struct vector fn_time_difference(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct cells out = operands_result(env->arena, &operands, 2, REP_DECIMAL);
    for (uint32_t i = 0; i < out.n; i++)
        out.at.decimals[i].nano = (__int128)operands.at[0].at.ints[i] - operands.at[1].at.ints[i];
    return cells_vector(out);
}

struct vector fn_time_shift(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct vector duration = vector_widen(env->arena, operands.at[1]);
    struct cells out = operands_result(env->arena, &operands, 2, REP_INT);
    for (uint32_t i = 0; i < out.n; i++) {
        __int128 time = operands.at[0].at.ints[i], shift = duration.at.decimals[i].nano;
        __int128 moved = 0;
        bool fits = expr->op == BUILTIN_TIME_ADD ? !__builtin_add_overflow(time, shift, &moved)
                                                 : !__builtin_sub_overflow(time, shift, &moved);
        if (!fits || moved < TIME_FIRST || moved > TIME_LAST)
            bit_clear(out.valid, i);
        out.at.ints[i] = (int64_t)moved;
    }
    return cells_vector(out);
}

// Whether a comparison holds where the left side comes before, with, or after the right.
static const bool order_holds[][3] = {
    [BUILTIN_EQUAL] = {false, true, false},   [BUILTIN_UNEQUAL] = {true, false, true},
    [BUILTIN_LESS] = {true, false, false},    [BUILTIN_AT_MOST] = {true, true, false},
    [BUILTIN_GREATER] = {false, false, true}, [BUILTIN_AT_LEAST] = {false, true, true},
};

// Texts in the order of their bytes, versions part by part.
static void compare_texts(struct run *run, const struct expr *expr, const struct operands *operands,
                          struct cells *out) {
    bool versions = expr->items[0]->type.kind == TYPE_VERSION;
    for (uint32_t i = 0; i < out->n; i++) {
        bit_clear(out->at.bits, i);
        if (!bit_get(out->valid, i))
            continue;
        int order =
            run_text_order(run, operands->at[0].at.ids[i], operands->at[1].at.ids[i], versions);
        if (order_holds[expr->op][(order > 0) - (order < 0) + 1])
            bit_set(out->at.bits, i);
    }
}

// A comparison that is unknown may be decided by the bounds of the aggregates in it.
static void decide_by_bounds(struct env *env, const struct expr *expr, struct cells *out) {
    for (uint32_t i = 0; i < out->n; i++) {
        bool matters = out->n < env->n || bit_get(env_asked(env), i);
        if (bit_get(out->valid, i) || !matters)
            continue;
        enum truth truth = bounds_comparison(env, expr, i);
        if (truth == TRUTH_UNKNOWN)
            continue;
        bit_set(out->valid, i);
        if (truth == TRUTH_TRUE)
            bit_set(out->at.bits, i);
        else
            bit_clear(out->at.bits, i);
    }
}

struct vector compare_sides(struct env *env, const struct expr *expr, struct vector sides[2]) {
    struct operands operands = operands_of(env, expr);
    widen_unlike(env->arena, &operands);
    bool ordered_text = operands.at[0].rep == REP_TEXT &&
                        (expr->items[0]->type.kind == TYPE_VERSION ||
                         (expr->op != BUILTIN_EQUAL && expr->op != BUILTIN_UNEQUAL));
    struct cells out = operands_result(env->arena, &operands, 2, REP_BIT);
    if (ordered_text)
        compare_texts(env->run, expr, &operands, &out);
    else
        kernel_comparison(expr->op, operands.at[0].rep)(&operands.at[0], &operands.at[1], &out);
    if (expr->has_fold &&
        (type_is_numeric(&expr->items[0]->type) || expr->items[0]->type.kind == TYPE_TIME))
        decide_by_bounds(env, expr, &out);
    sides[0] = operands.at[0];
    sides[1] = operands.at[1];
    return cells_vector(out);
}

struct vector fn_compare(struct env *env, const struct expr *expr) {
    return compare_sides(env, expr, (struct vector[2]){0});
}

struct vector fn_match(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct cells out = operands_result(env->arena, &operands, 2, REP_BIT);
    memset(out.at.bits, 0, words_for(out.n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < out.n; i++) {
        run_fetch_texts(env->run, &operands.at[0], i);
        if (!bit_get(out.valid, i))
            continue;
        enum match result =
            match_text(env->run, expr, operands.at[1].at.ids[i], operands.at[0].at.ids[i]);
        if (result == MATCH_YES)
            bit_set(out.at.bits, i);
        else if (result != MATCH_NO)
            bit_clear(out.valid, i);
    }
    return cells_vector(out);
}
