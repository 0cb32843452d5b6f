// Operators and functions over single values.
#include <string.h>

#include "base/time.h"
#include "naive.h"

int naive_order(const struct type *type, const struct value *a, const struct value *b) {
    if (type_is_numeric(type))
        return decimal_compare(a->number, b->number);
    if (type->kind == TYPE_TIME)
        return (a->time > b->time) - (a->time < b->time);
    if (type->kind == TYPE_BOOL)
        return (int)a->truth - (int)b->truth;
    return type->kind == TYPE_VERSION ? naive_version_order(a->text, b->text)
                                      : strcmp(a->text, b->text);
}

// ---- logic ----

static struct value logic(struct naive *n, enum builtin op, const struct value *a,
                          const struct value *b) {
    if (op == BUILTIN_NOT)
        return a->known ? value_truth(!a->truth) : value_unknown(a->reasons);
    bool decides = op == BUILTIN_OR;
    if ((a->known && a->truth == decides) || (b->known && b->truth == decides))
        return value_truth(decides);
    if (a->known && b->known)
        return value_truth(!decides);
    return value_unknown(reasons_join(n->arena, a->reasons, b->reasons));
}

// ---- comparisons ----

static bool holds(enum builtin op, int order) {
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

// What holds for every pair of numbers, one of each range: orders that are possible are asked one
// by one.
static enum truth compare_ranges(enum builtin op, struct range a, struct range b) {
    bool less = !(a.has_low && b.has_high && a.low.nano >= b.high.nano);
    bool greater = !(a.has_high && b.has_low && a.high.nano <= b.low.nano);
    bool equal = !(a.has_low && b.has_high && a.low.nano > b.high.nano) &&
                 !(a.has_high && b.has_low && a.high.nano < b.low.nano);
    bool can = (less && holds(op, -1)) || (equal && holds(op, 0)) || (greater && holds(op, 1));
    bool cannot =
        (less && !holds(op, -1)) || (equal && !holds(op, 0)) || (greater && !holds(op, 1));
    return can && cannot ? UNKNOWN_ : can ? TRUE_ : FALSE_;
}

static struct value compare(struct naive *n, const struct expr *expr, const struct value *a,
                            const struct value *b) {
    const struct type *type = &expr->items[0]->type;
    if (a->known && b->known)
        return value_truth(holds(expr->op, naive_order(type, a, b)));
    enum truth truth = UNKNOWN_;
    if (expr->has_fold && (type_is_numeric(type) || type->kind == TYPE_TIME))
        truth = compare_ranges(expr->op, a->range, b->range);
    if (truth != UNKNOWN_)
        return value_truth(truth == TRUE_);
    return value_unknown(reasons_join(n->arena, a->reasons, b->reasons));
}

// ---- arithmetic ----

static struct range range_of(enum builtin op, struct range a, struct range b) {
    switch ((int)op) {
    case BUILTIN_ADD:
        return range_add(a, b);
    case BUILTIN_SUBTRACT:
        return range_add(a, range_negate(b));
    case BUILTIN_NEGATE:
        return range_negate(a);
    case BUILTIN_MULTIPLY:
        return range_multiply(a, b);
    case BUILTIN_DIVIDE:
        return range_divide(a, b);
    default:
        return (struct range){0};
    }
}

static bool calculate(enum builtin op, struct decimal a, struct decimal b, struct decimal *out) {
    switch ((int)op) {
    case BUILTIN_ADD:
        return decimal_add(a, b, out);
    case BUILTIN_SUBTRACT:
        return decimal_subtract(a, b, out);
    case BUILTIN_MULTIPLY:
        return decimal_multiply(a, b, out);
    case BUILTIN_DIVIDE:
        return decimal_divide(a, b, out);
    case BUILTIN_MODULO:
        return decimal_modulo(a, b, out);
    case BUILTIN_NEGATE:
        return decimal_negate(a, out);
    case BUILTIN_ABS:
        return decimal_absolute(a, out);
    case BUILTIN_FLOOR:
        return decimal_floor(a, out);
    case BUILTIN_CEIL:
        return decimal_ceiling(a, out);
    default:
        return decimal_round(a, out);
    }
}

static const char *number_cause(const struct expr *expr, const struct value *b) {
    bool divides = expr->op == BUILTIN_DIVIDE || expr->op == BUILTIN_MODULO;
    if (divides && b->number.nano == 0)
        return expr->op == BUILTIN_DIVIDE ? "division by zero" : "mod by zero";
    return expr->type.kind == TYPE_INT ? "the result does not fit 64 bits"
                                       : "the result does not fit 128 bits";
}

static struct value arithmetic(struct naive *n, const struct expr *expr, const struct value *a,
                               const struct value *b) {
    struct value result = {0};
    struct decimal number = {0};
    int64_t whole;
    if (!a->known || !b->known)
        result = value_unknown(reasons_join(n->arena, a->reasons, b->reasons));
    else if (calculate(expr->op, a->number, b->number, &number) &&
             (expr->type.kind != TYPE_INT || decimal_to_int(number, &whole)))
        return value_number(number);
    else
        result = naive_fault(n, expr, number_cause(expr, b));
    result.range = range_of(expr->op, a->range, b->range);
    result.inside = range_of(expr->op, a->inside, b->inside);
    return result;
}

// ---- times ----

static struct value shift(struct naive *n, const struct expr *expr, const struct value *time,
                          const struct value *by) {
    __int128 step = expr->op == BUILTIN_TIME_ADD ? by->number.nano : -by->number.nano;
    __int128 moved = time->time + step;
    int64_t first, last;
    time_parse("1678-01-01T00:00:00Z", 20, true, &first);
    time_parse("2261-12-31T23:59:59.999999999Z", 30, true, &last);
    if (moved < first || moved > last)
        return naive_fault(n, expr, "the time is outside the years 1678 to 2261");
    return value_time((int64_t)moved);
}

static struct value difference(const struct value *a, const struct value *b) {
    return value_number((struct decimal){(__int128)a->time - b->time});
}

// A second is so many nanoseconds.
static struct range time_range(enum builtin op, struct range a, struct range b) {
    if (op == BUILTIN_TIME_DIFFERENCE)
        return range_divide(range_add(a, range_negate(b)),
                            range_point(decimal_from_int(DECIMAL_ONE)));
    b = range_multiply(b, range_point(decimal_from_int(DECIMAL_ONE)));
    return range_add(a, op == BUILTIN_TIME_ADD ? b : range_negate(b));
}

static struct value time_arithmetic(struct naive *n, const struct expr *expr, const struct value *a,
                                    const struct value *b) {
    struct value result = value_unknown(reasons_join(n->arena, a->reasons, b->reasons));
    if (a->known && b->known)
        result = expr->op == BUILTIN_TIME_DIFFERENCE ? difference(a, b) : shift(n, expr, a, b);
    if (result.known)
        return result;
    result.range = time_range(expr->op, a->range, b->range);
    result.inside = time_range(expr->op, a->inside, b->inside);
    return result;
}

// ---- the rest ----

static struct value function(struct naive *n, const struct expr *expr, const struct value *v) {
    bool known = true;
    const struct reasons *reasons = NULL;
    for (uint32_t i = 0; i < expr->count; i++) {
        known &= v[i].known;
        reasons = reasons_join(n->arena, reasons, v[i].reasons);
    }
    return known ? naive_known(n, expr, v) : value_unknown(reasons);
}

struct value naive_apply(struct naive *n, const struct expr *expr, const struct value *v) {
    const struct value *b = expr->count > 1 ? &v[1] : &v[0];
    switch ((int)expr->op) {
    case BUILTIN_AND:
    case BUILTIN_OR:
    case BUILTIN_NOT:
        return logic(n, expr->op, &v[0], b);
    case BUILTIN_EQUAL:
    case BUILTIN_UNEQUAL:
    case BUILTIN_LESS:
    case BUILTIN_AT_MOST:
    case BUILTIN_GREATER:
    case BUILTIN_AT_LEAST:
        return compare(n, expr, &v[0], b);
    case BUILTIN_ADD:
    case BUILTIN_SUBTRACT:
    case BUILTIN_MULTIPLY:
    case BUILTIN_DIVIDE:
    case BUILTIN_MODULO:
    case BUILTIN_NEGATE:
    case BUILTIN_ABS:
    case BUILTIN_FLOOR:
    case BUILTIN_CEIL:
    case BUILTIN_ROUND:
        return arithmetic(n, expr, &v[0], b);
    case BUILTIN_TIME_ADD:
    case BUILTIN_TIME_SUBTRACT:
    case BUILTIN_TIME_DIFFERENCE:
        return time_arithmetic(n, expr, &v[0], b);
    default:
        return function(n, expr, v);
    }
}
