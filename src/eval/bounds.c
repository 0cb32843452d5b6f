// Bounds: intervals of numbers whose facts are partly unknown, for one lane.
#include "eval/bounds.h"

#include <string.h>

#include "eval/coverage.h"
#include "eval/evaluate.h"
#include "eval/rounds.h"

static const struct bounds unbounded;

static struct bounds point(struct decimal value) {
    return (struct bounds){true, true, value, value};
}

// The bounds of an unknown value: what the constraints of its column allow. Only elements of
// aggregates have them; a fact that is compared itself stays unknown.
static struct bounds constraint_bounds(const struct expr *expr) {
    const struct field *field = expr->column->field;
    return (struct bounds){field->has_min, field->has_max, field->min, field->max};
}

static bool is_point(struct bounds a) {
    return a.has_low && a.has_high && decimal_compare(a.low, a.high) == 0;
}

// What arithmetic makes of the bounds of its operands.
typedef struct bounds bounds_fn(struct bounds a, struct bounds b);

static struct bounds negation(struct bounds a, struct bounds none) {
    (void)none;
    struct bounds negated = {a.has_high, a.has_low, {0}, {0}};
    negated.has_low &= decimal_negate(a.high, &negated.low);
    negated.has_high &= decimal_negate(a.low, &negated.high);
    return negated;
}

static struct bounds sum(struct bounds a, struct bounds b) {
    struct bounds sum = {a.has_low && b.has_low, a.has_high && b.has_high, {0}, {0}};
    sum.has_low = sum.has_low && decimal_add(a.low, b.low, &sum.low);
    sum.has_high = sum.has_high && decimal_add(a.high, b.high, &sum.high);
    return sum;
}

static struct bounds difference(struct bounds a, struct bounds b) {
    return sum(a, negation(b, unbounded));
}

// By a known positive value only: then both sides stay in order.
static struct bounds scale(struct bounds a, struct decimal by,
                           bool (*operation)(struct decimal, struct decimal, struct decimal *)) {
    if (by.nano <= 0)
        return unbounded;
    a.has_low = a.has_low && operation(a.low, by, &a.low);
    a.has_high = a.has_high && operation(a.high, by, &a.high);
    return a;
}

static struct bounds product(struct bounds a, struct bounds b) {
    if (is_point(b))
        return scale(a, b.low, decimal_multiply);
    return is_point(a) ? scale(b, a.low, decimal_multiply) : unbounded;
}

// Times are counted in nanoseconds, durations in seconds.
static struct bounds shift_of(struct bounds duration) {
    return scale(duration, decimal_from_int(DECIMAL_ONE), decimal_multiply);
}

static struct bounds later(struct bounds time, struct bounds by) {
    return sum(time, shift_of(by));
}

static struct bounds earlier(struct bounds time, struct bounds by) {
    return difference(time, shift_of(by));
}

static struct bounds time_between(struct bounds a, struct bounds b) {
    return scale(difference(a, b), decimal_from_int(DECIMAL_ONE), decimal_divide);
}

static struct bounds quotient(struct bounds a, struct bounds b) {
    return is_point(b) ? scale(a, b.low, decimal_divide) : unbounded;
}

// ---- comparisons ----

typedef enum truth decide_fn(struct bounds a, struct bounds b);

// Whether a < b surely, and a <= b surely.
static bool surely_less(struct bounds a, struct bounds b) {
    return a.has_high && b.has_low && decimal_compare(a.high, b.low) < 0;
}

static bool surely_at_most(struct bounds a, struct bounds b) {
    return a.has_high && b.has_low && decimal_compare(a.high, b.low) <= 0;
}

// A comparison fails surely where the opposite one holds surely.
static enum truth decide(bool holds, bool fails) {
    return holds ? TRUTH_TRUE : fails ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

static enum truth is_equal(struct bounds a, struct bounds b) {
    bool apart = surely_less(a, b) || surely_less(b, a);
    return decide(is_point(a) && is_point(b) && !apart, apart);
}

static enum truth is_unequal(struct bounds a, struct bounds b) {
    return kleene_not[is_equal(a, b)];
}

static enum truth is_less(struct bounds a, struct bounds b) {
    return decide(surely_less(a, b), surely_at_most(b, a));
}

static enum truth is_at_most(struct bounds a, struct bounds b) {
    return decide(surely_at_most(a, b), surely_less(b, a));
}

static enum truth is_greater(struct bounds a, struct bounds b) {
    return is_less(b, a);
}

static enum truth is_at_least(struct bounds a, struct bounds b) {
    return is_at_most(b, a);
}

// ---- rows ----

static const struct {
    bounds_fn *carry;
    decide_fn *decide;
} rules[BUILTIN_COUNT_OF] = {
#define NO_BOUNDS .carry = NULL
#define CARRIES(name) .carry = name
#define DECIDES(name) .decide = name
#define BUILTIN(id, word, form, a, b, c, result, function, bounds, ...) [BUILTIN_##id] = {bounds},
#include "check/builtins.def"
#undef BUILTIN
#undef DECIDES
#undef CARRIES
#undef NO_BOUNDS
};

static struct bounds inside(struct env *env, const struct expr *expr, bool aggregated);

// Only builtins whose row carries bounds pass them on; the operands of others may be texts or
// lists.
static struct bounds arithmetic_bounds(struct env *env, const struct expr *expr, bool aggregated) {
    bounds_fn *carry = rules[expr->op].carry;
    if (carry == NULL)
        return unbounded;
    struct bounds a = inside(env, expr->items[0], aggregated);
    struct bounds b = expr->count > 1 ? inside(env, expr->items[1], aggregated) : unbounded;
    return carry(a, b);
}

// An aggregate in the making. An element that may not belong counts from nothing to all of itself.
// sure_best is the MIN or MAX of the elements that surely belong, all_best with those that may; the
// true value lies between.
struct aggregate {
    const struct expr *expr;
    struct bounds total;
    struct bounds sure_best, all_best;
    bool any_sure, any;
};

static struct bounds with_zero(struct bounds a) {
    struct decimal zero = {0};
    if (a.has_low && a.low.nano > 0)
        a.low = zero;
    if (a.has_high && a.high.nano < 0)
        a.high = zero;
    return a;
}

// Any number of elements within a.
static struct bounds times_any(struct bounds a) {
    struct bounds none = point((struct decimal){0});
    none.has_low = a.has_low && a.low.nano >= 0;
    none.has_high = a.has_high && a.high.nano <= 0;
    return none;
}

// The greater of two values that lie in a and b.
static struct bounds greater_of(struct bounds a, struct bounds b) {
    struct bounds best = a;
    if (!a.has_low || (b.has_low && decimal_compare(b.low, a.low) > 0))
        best.low = b.low;
    if (b.has_high && a.has_high && decimal_compare(b.high, a.high) > 0)
        best.high = b.high;
    best.has_low = a.has_low || b.has_low;
    best.has_high = a.has_high && b.has_high;
    return best;
}

// The least is the greatest of the negated.
static struct bounds best_of(enum fold fold, struct bounds a, struct bounds b) {
    if (fold == FOLD_MAX)
        return greater_of(a, b);
    return negation(greater_of(negation(a, unbounded), negation(b, unbounded)), unbounded);
}

static void take_element(struct aggregate *aggregate, struct bounds element, bool sure) {
    enum fold fold = aggregate->expr->fold;
    aggregate->total = sum(aggregate->total, sure ? element : with_zero(element));
    aggregate->all_best = aggregate->any ? best_of(fold, aggregate->all_best, element) : element;
    aggregate->any = true;
    if (sure) {
        aggregate->sure_best =
            aggregate->any_sure ? best_of(fold, aggregate->sure_best, element) : element;
        aggregate->any_sure = true;
    }
}

static struct bounds element_bounds(struct aggregate *aggregate, struct env *env, uint32_t lane) {
    if (aggregate->expr->fold == FOLD_COUNT)
        return point(decimal_from_int(1));
    struct env *single = env_at_lane(env, lane);
    struct bounds bounds = inside(single, aggregate->expr->sequence->element, true);
    env_end(single);
    return bounds;
}

static void visit(void *state, const struct round *round) {
    struct aggregate *aggregate = state;
    struct vector values = {.valid = bits_none, .n = BATCH};
    if (aggregate->expr->fold != FOLD_COUNT)
        values = evaluate_lanes(round->env, aggregate->expr->sequence->element);
    for (uint32_t lane = 0; lane < round->env->n; lane++) {
        if (!bit_get(round->maybe, lane))
            continue;
        struct bounds element = bit_get(values.valid, lane)
                                    ? point(vector_decimal(&values, lane))
                                    : element_bounds(aggregate, round->env, lane);
        take_element(aggregate, element, bit_get(round->sure, lane));
    }
}

// A list that is absent may hold any number of elements, each within what constraints allow: the
// loops from it on have unknown elements.
static void absent(void *state, const struct absence *absence) {
    struct aggregate *aggregate = state;
    const struct sequence *sequence = aggregate->expr->sequence;
    struct env *single = env_at_lane(absence->env, absence->lane);
    for (const struct loop *loop = absence->loop; loop < sequence->loops + sequence->loop_count;
         loop++) {
        struct binding binding = {.slot = loop->slot, .positions = lanes_zero};
        binding.values = vector_unknown(single->arena, rep_of(&loop->type), 1);
        env_bind(single, binding);
    }
    struct bounds element = element_bounds(aggregate, single, 0);
    env_end(single);
    aggregate->total = sum(aggregate->total, times_any(element));
    aggregate->all_best =
        aggregate->any ? best_of(aggregate->expr->fold, aggregate->all_best, element) : element;
    aggregate->any = true;
}

// COUNT and SUM add up what may be there; MAX is at least the best of what surely belongs and at
// most the best of all, MIN the other way round. Without a sure element there may be none.
static struct bounds aggregate_bounds(struct env *env, const struct expr *expr) {
    struct aggregate aggregate = {.expr = expr, .total = point((struct decimal){0})};
    rounds_of_sequence(env, expr->sequence, visit, absent, &aggregate);
    if (expr->fold == FOLD_COUNT || expr->fold == FOLD_SUM)
        return aggregate.total;
    if (!aggregate.any_sure || (expr->fold != FOLD_MIN && expr->fold != FOLD_MAX))
        return unbounded;
    struct bounds low = expr->fold == FOLD_MAX ? aggregate.sure_best : aggregate.all_best;
    struct bounds high = expr->fold == FOLD_MAX ? aggregate.all_best : aggregate.sure_best;
    return (struct bounds){low.has_low, high.has_high, low.low, high.high};
}

// What an element of a list literal is written as; NULL of other lists.
static const struct expr *written_element(const struct binding *binding) {
    const struct loop *loop = binding->loop;
    bool literal = loop && !loop->space && loop->values->kind == EXPR_ITEMS;
    return literal ? loop->values->items[binding_position(binding, 0)] : NULL;
}

// Of a let or a parameter the bounds of what it stands for, in the environment that it was written
// in, where they are kept: each use of the parameter asks for them.
static struct bounds source_bounds(struct env *env, const struct expr *source, bool aggregated) {
    enum memo_kind kind = aggregated ? MEMO_ELEMENT_BOUNDS : MEMO_BOUNDS;
    const struct bounds *kept = memo_find(env, kind, source);
    if (kept != NULL)
        return *kept;
    struct bounds *made = arena_alloc(env->arena, sizeof *made);
    *made = inside(env, source, aggregated);
    memo_add(env, kind, source, made);
    return *made;
}

static struct bounds slot_bounds(struct env *env, const struct expr *expr, bool aggregated) {
    struct env *holder;
    const struct binding *binding = env_find(env, expr->index, &holder);
    if (!binding->source) {
        const struct expr *written = written_element(binding);
        return written ? inside(env, written, aggregated) : unbounded;
    }
    return source_bounds(env_of_source(env, holder), binding->source, aggregated);
}

// `aggregated`: the expression is an element of an aggregate, where constraints of facts count.
static struct bounds inside(struct env *env, const struct expr *expr, bool aggregated) {
    struct vector value = evaluate(env, expr);
    if (run_is_spent(env->run) || (value.rep != REP_INT && value.rep != REP_DECIMAL))
        return unbounded; // of a text, or of what else is no number, there are no bounds
    if (bit_get(value.valid, 0))
        return point(vector_decimal(&value, 0));
    switch (expr->kind) {
    case EXPR_COLUMN:
        return aggregated ? constraint_bounds(expr) : unbounded;
    case EXPR_SLOT:
        return slot_bounds(env, expr, aggregated);
    case EXPR_APPLY:
        return arithmetic_bounds(env, expr, aggregated);
    case EXPR_DEFAULT:
        return inside(env, expr->items[1], aggregated);
    case EXPR_FOLD:
        return aggregate_bounds(env, expr);
    case EXPR_IF: {
        struct vector condition = evaluate(env, expr->items[0]);
        if (!bit_get(condition.valid, 0))
            return unbounded;
        return inside(env, expr->items[bit_get(condition.at.bits, 0) ? 1 : 2], aggregated);
    }
    case EXPR_CALL: {
        struct env *body = call_begin(env, expr);
        struct bounds bounds = inside(body, expr->function->body, aggregated);
        env_end(body);
        return bounds;
    }
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_LOOKUP:
    case EXPR_KNOWN:
    case EXPR_ITEMS:
    case EXPR_SEQUENCE:
    case EXPR_TEMPLATE:
        break;
    }
    return unbounded;
}

struct bounds bounds_of(struct env *env, const struct expr *expr) {
    struct coverage *counting = coverage_pause(env->run);
    struct bounds bounds = inside(env, expr, false);
    env->run->coverage = counting;
    return bounds;
}

struct bounds bounds_of_element(struct env *env, const struct expr *element) {
    return inside(env, element, true);
}

enum bounds_end bounds_opposite(enum bounds_end end) {
    return end == END_LOW ? END_HIGH : end == END_HIGH ? END_LOW : ENDS_BOTH;
}

enum bounds_end bounds_deciding(struct env *env, const struct expr *expr) {
    struct bounds a = bounds_of(env, expr->items[0]), b = bounds_of(env, expr->items[1]);
    bool below = surely_at_most(a, b), above = surely_at_most(b, a);
    return below == above ? ENDS_BOTH : below ? END_HIGH : END_LOW;
}

enum bounds_end bounds_operand_end(const struct expr *expr, uint32_t item, enum bounds_end end) {
    if (expr->kind != EXPR_APPLY || rules[expr->op].carry == NULL)
        return ENDS_BOTH;
    bool turns =
        rules[expr->op].carry == negation ||
        (item == 1 && (rules[expr->op].carry == difference || rules[expr->op].carry == earlier ||
                       rules[expr->op].carry == time_between));
    return turns ? bounds_opposite(end) : end;
}

enum truth bounds_comparison(struct env *env, const struct expr *expr, uint32_t lane) {
    struct env *single = env_at_lane(env, lane);
    enum truth truth = rules[expr->op].decide(bounds_of(single, expr->items[0]),
                                              bounds_of(single, expr->items[1]));
    env_end(single);
    return truth;
}
