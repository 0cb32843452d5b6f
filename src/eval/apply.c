// Builtins over plain values: operators by kernels, functions lane by lane.
#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "base/time.h"
#include "base/utf8.h"
#include "base/version.h"
#include "eval/bounds.h"
#include "eval/evaluate.h"
#include "eval/kernel.h"
#include "eval/logic.h"
#include "eval/match.h"

// The operands in a common number of lanes.
struct operands {
    struct vector at[3];
    uint32_t n;
};

static struct operands operands_of(struct env *env, const struct expr *expr) {
    struct operands operands = {.n = 1};
    for (uint32_t i = 0; i < expr->count; i++) {
        operands.at[i] = evaluate(env, expr->items[i]);
        if (operands.at[i].n > 1)
            operands.n = operands.at[i].n;
    }
    for (uint32_t i = 0; i < expr->count; i++)
        operands.at[i] = vector_spread(env->arena, operands.at[i], operands.n);
    return operands;
}

// Room for a result that is known where all operands are.
static struct cells result_of(struct arena *arena, const struct operands *operands, uint32_t count,
                              enum rep rep) {
    struct cells out = cells_new(arena, rep, operands->n);
    for (uint32_t w = 0; w < words_for(out.n); w++) {
        out.valid[w] = operands->at[0].valid[w];
        for (uint32_t i = 1; i < count; i++)
            out.valid[w] &= operands->at[i].valid[w];
    }
    return out;
}

static struct vector logic(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct cells out = cells_new(env->arena, REP_BIT, operands.n);
    for (uint32_t w = 0; w < words_for(out.n); w++) {
        struct truths a = truths_at(&operands.at[0], w);
        if (expr->op == BUILTIN_NOT)
            a = truths_not(a);
        else
            a = expr->op == BUILTIN_AND ? truths_and(a, truths_at(&operands.at[1], w))
                                        : truths_or(a, truths_at(&operands.at[1], w));
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

// Decimals of an expression of type int become 64-bit numbers again; what does not fit is unknown.
static struct vector narrow_int(struct arena *arena, struct vector decimals) {
    struct cells out = cells_new(arena, REP_INT, decimals.n);
    memcpy(out.valid, decimals.valid, words_for(out.n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < out.n; i++) {
        out.at.ints[i] = 0;
        if (bit_get(out.valid, i) && !decimal_to_int(decimals.at.decimals[i], &out.at.ints[i]))
            bit_clear(out.valid, i);
    }
    return cells_vector(out);
}

static struct vector run_kernel(struct arena *arena, const struct expr *expr,
                                struct operands *operands) {
    enum rep rep = operands->at[0].rep;
    kernel_fn *kernel = kernel_arithmetic(expr->op, rep);
    bool is_int = expr->type.kind == TYPE_INT;
    if (kernel) {
        struct cells out = result_of(arena, operands, 2, rep);
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

static struct vector arithmetic(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    widen_unlike(env->arena, &operands);
    return run_kernel(env->arena, expr, &operands);
}

// 0 - x, which overflows where -x does.
static struct vector negate(struct env *env, const struct expr *expr) {
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
static struct vector time_difference(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct cells out = result_of(env->arena, &operands, 2, REP_DECIMAL);
    for (uint32_t i = 0; i < out.n; i++)
        out.at.decimals[i].nano = (__int128)operands.at[0].at.ints[i] - operands.at[1].at.ints[i];
    return cells_vector(out);
}

static struct vector time_shift(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct vector duration = vector_widen(env->arena, operands.at[1]);
    struct cells out = result_of(env->arena, &operands, 2, REP_INT);
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

static bool order_holds(enum builtin op, int order) {
    switch ((int)op) {
    case BUILTIN_EQUAL:
        return order == 0;
    case BUILTIN_UNEQUAL:
        return order != 0;
    case BUILTIN_LESS:
        return order < 0;
    case BUILTIN_AT_MOST:
        return order <= 0;
    case BUILTIN_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

// Texts in the order of their bytes, versions part by part.
static void compare_texts(struct run *run, const struct expr *expr, const struct operands *operands,
                          struct cells *out) {
    bool versions = expr->items[0]->type.kind == TYPE_VERSION;
    for (uint32_t i = 0; i < out->n; i++) {
        bit_clear(out->at.bits, i);
        if (!bit_get(out->valid, i))
            continue;
        const char *a = run_text(run, operands->at[0].at.ids[i]),
                   *b = run_text(run, operands->at[1].at.ids[i]);
        if (order_holds(expr->op, versions ? version_compare(a, b) : strcmp(a, b)))
            bit_set(out->at.bits, i);
    }
}

// A comparison that is unknown may be decided by the bounds of the aggregates in it.
static void decide_by_bounds(struct env *env, const struct expr *expr, struct cells *out) {
    for (uint32_t i = 0; i < out->n; i++) {
        if (bit_get(out->valid, i))
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
    struct cells out = result_of(env->arena, &operands, 2, REP_BIT);
    if (ordered_text)
        compare_texts(env->run, expr, &operands, &out);
    else
        kernel_comparison(expr->op, operands.at[0].rep)(&operands.at[0], &operands.at[1], &out);
    if (expr->has_fold && type_is_numeric(&expr->items[0]->type))
        decide_by_bounds(env, expr, &out);
    sides[0] = operands.at[0];
    sides[1] = operands.at[1];
    return cells_vector(out);
}

static struct vector match(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    struct cells out = result_of(env->arena, &operands, 2, REP_BIT);
    memset(out.at.bits, 0, words_for(out.n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < out.n; i++) {
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

// One lane of a function: the operands are known. False makes the lane unknown.
union scalar {
    bool truth;
    int64_t whole;
    struct decimal decimal;
    uint32_t id;
};
typedef bool function_fn(struct run *run, const struct vector *arguments, uint32_t lane,
                         union scalar *out);

static const char *text_argument(struct run *run, const struct vector *argument, uint32_t lane) {
    return run_text(run, argument->at.ids[lane]);
}

static bool make_text(struct run *run, const struct text *text, union scalar *out) {
    out->id = run_text_id(run, text_data(text), text->size);
    return true;
}

static bool fn_concat(struct run *run, const struct vector *arguments, uint32_t lane,
                      union scalar *out) {
    struct text joined = {0};
    text_add(&joined, text_argument(run, &arguments[0], lane));
    text_add(&joined, text_argument(run, &arguments[1], lane));
    make_text(run, &joined, out);
    text_clear(&joined);
    return true;
}

// ASCII letters only: the case of others depends on the language.
static bool change_case(struct run *run, const struct vector *argument, uint32_t lane, char first,
                        union scalar *out) {
    struct text changed = {0};
    for (const char *c = text_argument(run, argument, lane); *c; c++)
        text_add_char(&changed, *c >= first && *c < first + 26 ? (char)(*c ^ 0x20) : *c);
    make_text(run, &changed, out);
    text_clear(&changed);
    return true;
}

static bool fn_lower(struct run *run, const struct vector *arguments, uint32_t lane,
                     union scalar *out) {
    return change_case(run, arguments, lane, 'A', out);
}

static bool fn_upper(struct run *run, const struct vector *arguments, uint32_t lane,
                     union scalar *out) {
    return change_case(run, arguments, lane, 'a', out);
}

static bool fn_length(struct run *run, const struct vector *arguments, uint32_t lane,
                      union scalar *out) {
    uint32_t id = arguments[0].at.ids[lane];
    out->whole = (int64_t)utf8_length(run_text(run, id), run_text_length(run, id));
    return true;
}

static bool fn_starts_with(struct run *run, const struct vector *arguments, uint32_t lane,
                           union scalar *out) {
    const char *start = text_argument(run, &arguments[1], lane);
    out->truth = strncmp(text_argument(run, &arguments[0], lane), start, strlen(start)) == 0;
    return true;
}

static bool fn_ends_with(struct run *run, const struct vector *arguments, uint32_t lane,
                         union scalar *out) {
    const char *whole = text_argument(run, &arguments[0], lane),
               *end = text_argument(run, &arguments[1], lane);
    size_t size = strlen(whole), tail = strlen(end);
    out->truth = tail <= size && strcmp(whole + size - tail, end) == 0;
    return true;
}

static bool fn_contains(struct run *run, const struct vector *arguments, uint32_t lane,
                        union scalar *out) {
    out->truth = strstr(text_argument(run, &arguments[0], lane),
                        text_argument(run, &arguments[1], lane)) != NULL;
    return true;
}

static bool fn_trim(struct run *run, const struct vector *arguments, uint32_t lane,
                    union scalar *out) {
    const char *first = text_argument(run, &arguments[0], lane);
    first += strspn(first, " \t\r\n");
    size_t size = strlen(first);
    while (size && strchr(" \t\r\n", first[size - 1]))
        size--;
    out->id = run_text_id(run, first, size);
    return true;
}

static bool fn_replace(struct run *run, const struct vector *arguments, uint32_t lane,
                       union scalar *out) {
    const char *at = text_argument(run, &arguments[0], lane),
               *old = text_argument(run, &arguments[1], lane);
    size_t size = strlen(old);
    struct text replaced = {0};
    for (const char *found; size && (found = strstr(at, old)); at = found + size) {
        text_add_bytes(&replaced, at, (size_t)(found - at));
        text_add(&replaced, text_argument(run, &arguments[2], lane));
    }
    text_add(&replaced, at);
    make_text(run, &replaced, out);
    text_clear(&replaced);
    return true;
}

static bool fn_version(struct run *run, const struct vector *arguments, uint32_t lane,
                       union scalar *out) {
    (void)run;
    out->id = arguments[0].at.ids[lane];
    return true;
}

static bool fn_number(struct run *run, const struct vector *arguments, uint32_t lane,
                      union scalar *out) {
    uint32_t id = arguments[0].at.ids[lane];
    return decimal_parse(run_text(run, id), run_text_length(run, id), &out->decimal) == DECIMAL_OK;
}

static bool fn_abs(struct run *run, const struct vector *arguments, uint32_t lane,
                   union scalar *out) {
    (void)run;
    return decimal_absolute(arguments[0].at.decimals[lane], &out->decimal);
}

static bool fn_floor(struct run *run, const struct vector *arguments, uint32_t lane,
                     union scalar *out) {
    (void)run;
    return decimal_floor(arguments[0].at.decimals[lane], &out->decimal);
}

static bool fn_ceil(struct run *run, const struct vector *arguments, uint32_t lane,
                    union scalar *out) {
    (void)run;
    return decimal_ceiling(arguments[0].at.decimals[lane], &out->decimal);
}

static bool fn_round(struct run *run, const struct vector *arguments, uint32_t lane,
                     union scalar *out) {
    (void)run;
    return decimal_round(arguments[0].at.decimals[lane], &out->decimal);
}

// Functions by builtin, with the rep of their results.
static const struct {
    function_fn *function;
    enum rep rep;
} functions[BUILTIN_COUNT_OF] = {
    [BUILTIN_CONCAT] = {fn_concat, REP_TEXT},
    [BUILTIN_ABS] = {fn_abs, REP_DECIMAL},
    [BUILTIN_FLOOR] = {fn_floor, REP_DECIMAL},
    [BUILTIN_CEIL] = {fn_ceil, REP_DECIMAL},
    [BUILTIN_ROUND] = {fn_round, REP_DECIMAL},
    [BUILTIN_LOWER] = {fn_lower, REP_TEXT},
    [BUILTIN_UPPER] = {fn_upper, REP_TEXT},
    [BUILTIN_LENGTH] = {fn_length, REP_INT},
    [BUILTIN_STARTS_WITH] = {fn_starts_with, REP_BIT},
    [BUILTIN_ENDS_WITH] = {fn_ends_with, REP_BIT},
    [BUILTIN_CONTAINS] = {fn_contains, REP_BIT},
    [BUILTIN_TRIM] = {fn_trim, REP_TEXT},
    [BUILTIN_REPLACE] = {fn_replace, REP_TEXT},
    [BUILTIN_VERSION] = {fn_version, REP_TEXT},
    [BUILTIN_NUMBER] = {fn_number, REP_DECIMAL},
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

static struct vector call_function(struct env *env, const struct expr *expr) {
    struct operands operands = operands_of(env, expr);
    for (uint32_t i = 0; i < expr->count; i++)
        if (operands.at[i].rep == REP_INT)
            operands.at[i] = vector_widen(env->arena, operands.at[i]);
    struct cells out = result_of(env->arena, &operands, expr->count, functions[expr->op].rep);
    memset(out.at.any, 0, rep_bytes(out.rep, out.n));
    for (uint32_t i = 0; i < out.n; i++) {
        if (!bit_get(out.valid, i))
            continue;
        union scalar scalar = {0};
        if (functions[expr->op].function(env->run, operands.at, i, &scalar))
            store_scalar(&out, i, scalar);
        else
            bit_clear(out.valid, i);
    }
    struct vector result = cells_vector(out);
    return expr->type.kind == TYPE_INT && out.rep == REP_DECIMAL ? narrow_int(env->arena, result)
                                                                 : result;
}

struct vector apply(struct env *env, const struct expr *expr) {
    switch (expr->op) {
    case BUILTIN_AND:
    case BUILTIN_OR:
    case BUILTIN_NOT:
        return logic(env, expr);
    case BUILTIN_EQUAL:
    case BUILTIN_UNEQUAL:
    case BUILTIN_LESS:
    case BUILTIN_AT_MOST:
    case BUILTIN_GREATER:
    case BUILTIN_AT_LEAST:
        return compare_sides(env, expr, (struct vector[2]){0});
    case BUILTIN_MATCHES:
    case BUILTIN_LIKE:
        return match(env, expr);
    case BUILTIN_ADD:
    case BUILTIN_SUBTRACT:
    case BUILTIN_MULTIPLY:
    case BUILTIN_DIVIDE:
    case BUILTIN_MODULO:
        return arithmetic(env, expr);
    case BUILTIN_NEGATE:
        return negate(env, expr);
    case BUILTIN_TIME_ADD:
    case BUILTIN_TIME_SUBTRACT:
        return time_shift(env, expr);
    case BUILTIN_TIME_DIFFERENCE:
        return time_difference(env, expr);
    case BUILTIN_CONCAT:
    case BUILTIN_ABS:
    case BUILTIN_FLOOR:
    case BUILTIN_CEIL:
    case BUILTIN_ROUND:
    case BUILTIN_LOWER:
    case BUILTIN_UPPER:
    case BUILTIN_LENGTH:
    case BUILTIN_STARTS_WITH:
    case BUILTIN_ENDS_WITH:
    case BUILTIN_CONTAINS:
    case BUILTIN_TRIM:
    case BUILTIN_REPLACE:
    case BUILTIN_VERSION:
    case BUILTIN_NUMBER:
        return call_function(env, expr);
    case BUILTIN_IN:
    case BUILTIN_SPLIT:
    case BUILTIN_JOIN:
    case BUILTIN_MISSING:
    case BUILTIN_SAME_ELEMENTS:
    case BUILTIN_ASCENDING:
    case BUILTIN_UNIQUE:
    case BUILTIN_COUNT_OF:
        break;
    }
    assert(false && "builtins over lists are list.c's");
    return vector_unknown(env->arena, rep_of(&expr->type), 1);
}
