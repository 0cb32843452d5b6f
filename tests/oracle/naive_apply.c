// Operators and functions over single values.
#include <string.h>

#include "base/time.h"
#include "base/utf8.h"
#include "base/version.h"
#include "check/pattern.h"
#include "naive.h"

int naive_order(const struct type *type, const struct value *a, const struct value *b) {
    if (type_is_numeric(type))
        return decimal_compare(a->number, b->number);
    if (type->kind == TYPE_TIME)
        return (a->time > b->time) - (a->time < b->time);
    if (type->kind == TYPE_BOOL)
        return (int)a->truth - (int)b->truth;
    return type->kind == TYPE_VERSION ? version_compare(a->text, b->text)
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

// ---- texts ----

static struct value change_case(struct naive *n, const char *text, char first) {
    char *copy = arena_copy(n->arena, text, strlen(text));
    for (char *c = copy; *c; c++)
        if (*c >= first && *c <= first + 25)
            *c = (char)(first == 'A' ? *c - 'A' + 'a' : *c - 'a' + 'A');
    return value_text(copy);
}

static struct value trim(struct naive *n, const char *text) {
    size_t from = strspn(text, " \t\r\n"), to = strlen(text);
    while (to > from && strchr(" \t\r\n", text[to - 1]))
        to--;
    return value_text(arena_copy(n->arena, text + from, to - from));
}

static struct value replace(struct naive *n, const char *text, const char *old, const char *new) {
    const char *out = "";
    for (const char *at; *old && (at = strstr(text, old)); text = at + strlen(old))
        out = arena_printf(n->arena, "%s%.*s%s", out, (int)(at - text), text, new);
    return value_text(arena_printf(n->arena, "%s%s", out, text));
}

static bool ends_with(const char *text, const char *end) {
    size_t size = strlen(text), tail = strlen(end);
    return tail <= size && memcmp(text + size - tail, end, tail) == 0;
}

static struct value match(struct naive *n, const struct expr *expr, const char *text,
                          const char *by) {
    enum pattern_kind kind = expr->op == BUILTIN_LIKE ? PATTERN_LIKE : PATTERN_MATCHES;
    struct pattern_error error;
    struct pattern *pattern = pattern_compile(kind, by, strlen(by), &error);
    if (!pattern)
        return naive_fault(n, expr, "not a valid pattern");
    struct pattern_scratch *scratch = pattern_scratch_new();
    int matched = pattern_match(pattern, scratch, text, strlen(text));
    pattern_scratch_free(scratch);
    pattern_free(pattern);
    return matched < 0 ? naive_fault(n, expr, "the pattern's budget is exhausted")
                       : value_truth(matched > 0);
}

static struct value number_of(struct naive *n, const struct expr *expr, const char *text) {
    struct decimal number;
    return decimal_parse(text, strlen(text), &number) == DECIMAL_OK
               ? value_number(number)
               : naive_fault(n, expr, "not a number");
}

// The number after n - 1 points; the numbers that a version lacks are 0.
static struct value version_number(struct naive *n, const struct expr *expr,
                                   const struct value *v) {
    int64_t part;
    if (v[1].number.nano < decimal_from_int(1).nano)
        return naive_fault(n, expr, "versions have no such part");
    int64_t at = (int64_t)(v[1].number.nano / decimal_from_int(1).nano);
    return version_part(v[0].text, at, &part) ? value_number(decimal_from_int(part))
                                              : naive_fault(n, expr, "not a version");
}

static struct value known_function(struct naive *n, const struct expr *expr,
                                   const struct value *v) {
    switch ((int)expr->op) {
    case BUILTIN_CONCAT:
        return value_text(arena_printf(n->arena, "%s%s", v[0].text, v[1].text));
    case BUILTIN_LOWER:
        return change_case(n, v[0].text, 'A');
    case BUILTIN_UPPER:
        return change_case(n, v[0].text, 'a');
    case BUILTIN_LENGTH:
        return value_number(decimal_from_int((int64_t)utf8_length(v[0].text, strlen(v[0].text))));
    case BUILTIN_STARTS_WITH:
        return value_truth(strncmp(v[0].text, v[1].text, strlen(v[1].text)) == 0);
    case BUILTIN_ENDS_WITH:
        return value_truth(ends_with(v[0].text, v[1].text));
    case BUILTIN_CONTAINS:
        return value_truth(strstr(v[0].text, v[1].text) != NULL);
    case BUILTIN_TRIM:
        return trim(n, v[0].text);
    case BUILTIN_REPLACE:
        return replace(n, v[0].text, v[1].text, v[2].text);
    case BUILTIN_MATCHES:
    case BUILTIN_LIKE:
        return match(n, expr, v[0].text, v[1].text);
    case BUILTIN_VERSION_PART:
        return version_number(n, expr, v);
    case BUILTIN_NUMBER:
        return number_of(n, expr, v[0].text);
    case BUILTIN_TEXT:
        return value_text(naive_shown(n, &expr->items[0]->type, &v[0]));
    default: // VERSION
        return version_valid(v[0].text, strlen(v[0].text)) ? value_text(v[0].text)
                                                           : naive_fault(n, expr, "not a version");
    }
}

static struct value function(struct naive *n, const struct expr *expr, const struct value *v) {
    bool known = true;
    const struct reasons *reasons = NULL;
    for (uint32_t i = 0; i < expr->count; i++) {
        known &= v[i].known;
        reasons = reasons_join(n->arena, reasons, v[i].reasons);
    }
    return known ? known_function(n, expr, v) : value_unknown(reasons);
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
