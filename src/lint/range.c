// Between which numbers an expression lies, and which conditions that settles.
#include "lint/same.h"

static struct range exactly(struct decimal value) {
    return (struct range){true, true, value, value};
}

static struct range at_least_zero(void) {
    return (struct range){.has_low = true};
}

static struct range either(struct range a, struct range b) {
    struct range out = {a.has_low && b.has_low, a.has_high && b.has_high, a.low, a.high};
    if (decimal_compare(b.low, a.low) < 0)
        out.low = b.low;
    if (decimal_compare(b.high, a.high) > 0)
        out.high = b.high;
    return out;
}

static struct range sum(struct range a, struct range b) {
    struct range out = {0};
    out.has_low = a.has_low && b.has_low && decimal_add(a.low, b.low, &out.low);
    out.has_high = a.has_high && b.has_high && decimal_add(a.high, b.high, &out.high);
    return out;
}

static struct range negation(struct range a) {
    struct range out = {0};
    out.has_low = a.has_high && decimal_negate(a.high, &out.low);
    out.has_high = a.has_low && decimal_negate(a.low, &out.high);
    return out;
}

static bool is_not_negative(const struct range *a) {
    return a->has_low && a->low.nano >= 0;
}

// Of factors that are not negative; elsewhere nothing is said.
static struct range product(struct range a, struct range b) {
    struct range out = {0};
    if (!is_not_negative(&a) || !is_not_negative(&b))
        return out;
    out.has_low = decimal_multiply(a.low, b.low, &out.low);
    out.has_high = a.has_high && b.has_high && decimal_multiply(a.high, b.high, &out.high);
    return out;
}

static struct range of_apply(const struct expr *expr, const struct assumed *assumed) {
    struct range a = {0}, b = {0};
    if (expr->count > 0)
        a = expr_range(expr->items[0], assumed);
    if (expr->count > 1)
        b = expr_range(expr->items[1], assumed);
    if (expr->op == BUILTIN_ADD)
        return sum(a, b);
    if (expr->op == BUILTIN_SUBTRACT)
        return sum(a, negation(b));
    if (expr->op == BUILTIN_MULTIPLY)
        return product(a, b);
    if (expr->op == BUILTIN_NEGATE)
        return negation(a);
    if (expr->op == BUILTIN_HOUR)
        return (struct range){true, true, decimal_from_int(0), decimal_from_int(23)};
    if (expr->op == BUILTIN_LENGTH || expr->op == BUILTIN_ABS)
        return at_least_zero();
    return (struct range){0};
}

static struct range of_fold(const struct expr *expr, const struct assumed *assumed) {
    struct range element = expr_range(expr->sequence->element, assumed);
    if (expr->fold == FOLD_COUNT)
        return at_least_zero();
    if (expr->fold == FOLD_SUM)
        return is_not_negative(&element) ? at_least_zero() : (struct range){0};
    bool within = expr->fold == FOLD_MIN || expr->fold == FOLD_MAX || expr->fold == FOLD_AVG;
    return within ? element : (struct range){0};
}

static struct range of_field(const struct field *field) {
    return (struct range){field->has_min, field->has_max, field->min, field->max};
}

// The number of a constant.
static struct decimal number_of(const struct expr *expr) {
    return expr->type.kind == TYPE_TIME ? (struct decimal){expr->time} : expr->number;
}

// A param may be set to anything within its limits.
static struct range of_param(const struct param *param) {
    struct range out = {.has_low = param->min != NULL, .has_high = param->max != NULL};
    if (out.has_low)
        out.low = number_of(param->min);
    if (out.has_high)
        out.high = number_of(param->max);
    return out;
}

struct range expr_range(const struct expr *expr, const struct assumed *assumed) {
    if (!type_is_numeric(&expr->type) && expr->type.kind != TYPE_TIME)
        return (struct range){0};
    switch (expr->kind) {
    case EXPR_CONSTANT:
        return exactly(number_of(expr));
    case EXPR_PARAM:
        return of_param(&assumed->policy->params[expr->index]);
    case EXPR_COLUMN:
        return type_is_numeric(&expr->type) ? of_field(expr->column->field) : (struct range){0};
    case EXPR_APPLY:
        return of_apply(expr, assumed);
    case EXPR_FOLD:
        return of_fold(expr, assumed);
    case EXPR_IF:
        return either(expr_range(expr->items[1], assumed), expr_range(expr->items[2], assumed));
    case EXPR_DEFAULT:
        return assumed->missing ? expr_range(expr->items[1], assumed)
                                : either(expr_range(expr->items[0], assumed),
                                         expr_range(expr->items[1], assumed));
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_SLOT:
    case EXPR_LOOKUP:
    case EXPR_KNOWN:
    case EXPR_CALL:
    case EXPR_ITEMS:
    case EXPR_SEQUENCE:
    case EXPR_TEMPLATE:
        break;
    }
    return (struct range){0};
}

// ---- conditions ----

static bool is_below(const struct range *a, const struct range *b, bool or_equal) {
    if (!a->has_high || !b->has_low)
        return false;
    int order = decimal_compare(a->high, b->low);
    return order < 0 || (or_equal && order == 0);
}

static bool is_one(const struct range *a) {
    return a->has_low && a->has_high && decimal_compare(a->low, a->high) == 0;
}

static enum settled if_true(bool truth, bool otherwise_false) {
    return truth ? SETTLED_TRUE : otherwise_false ? SETTLED_FALSE : SETTLED_NOT;
}

static enum settled negated(enum settled settled) {
    return settled == SETTLED_NOT    ? SETTLED_NOT
           : settled == SETTLED_TRUE ? SETTLED_FALSE
                                     : SETTLED_TRUE;
}

static enum settled of_ranges(enum builtin op, const struct range *a, const struct range *b) {
    if (op == BUILTIN_GREATER || op == BUILTIN_AT_LEAST)
        return of_ranges(op_swapped(op), b, a);
    if (op == BUILTIN_LESS)
        return if_true(is_below(a, b, false), is_below(b, a, true));
    if (op == BUILTIN_AT_MOST)
        return if_true(is_below(a, b, true), is_below(b, a, false));
    if (op == BUILTIN_UNEQUAL)
        return negated(of_ranges(BUILTIN_EQUAL, a, b));
    return if_true(is_one(a) && is_one(b) && decimal_compare(a->low, b->low) == 0,
                   is_below(a, b, false) || is_below(b, a, false));
}

// What an expression is for certain, or NULL: a constant, or the fallback in place of a fact.
static const struct expr *certain(const struct expr *expr, const struct assumed *assumed) {
    while (assumed->missing && expr->kind == EXPR_DEFAULT)
        expr = expr->items[1];
    return expr->kind == EXPR_CONSTANT ? expr : NULL;
}

static enum settled of_texts(const struct expr *expr, const struct assumed *assumed) {
    const struct expr *a = certain(expr->items[0], assumed);
    const struct expr *b = certain(expr->items[1], assumed);
    if (a == NULL || b == NULL || !type_is_textual(&a->type) || !type_is_textual(&b->type))
        return SETTLED_NOT;
    if (expr->op == BUILTIN_EQUAL)
        return a->text == b->text ? SETTLED_TRUE : SETTLED_FALSE;
    if (expr->op == BUILTIN_UNEQUAL)
        return a->text != b->text ? SETTLED_TRUE : SETTLED_FALSE;
    return SETTLED_NOT;
}

static bool has_all_choices(const struct type *type, const struct expr *list) {
    uint32_t found = 0;
    for (uint32_t i = 0; type->kind == TYPE_ENUM && i < type->choice_count; i++)
        for (uint32_t j = 0; j < list->count; j++)
            if (list->items[j]->kind == EXPR_CONSTANT && list->items[j]->text == type->choices[i]) {
                found++;
                break;
            }
    return found > 0 && found == type->choice_count;
}

// Whether a choice is in a list of all that it can be, or any text in an empty list.
static enum settled of_membership(const struct expr *expr, const struct assumed *assumed) {
    const struct expr *value = certain(expr->items[0], assumed), *list = expr->items[1];
    if (list->kind != EXPR_ITEMS)
        return SETTLED_NOT;
    if (list->count == 0)
        return SETTLED_FALSE;
    if (has_all_choices(&expr->items[0]->type, list))
        return SETTLED_TRUE;
    bool found = false, all_certain = true;
    for (uint32_t i = 0; i < list->count; i++) {
        all_certain = all_certain && list->items[i]->kind == EXPR_CONSTANT;
        found = found || (value != NULL && expr_same(value, list->items[i]));
    }
    return value != NULL && type_is_textual(&value->type) && all_certain ? if_true(found, true)
                                                                         : SETTLED_NOT;
}

static enum settled of_operator(const struct expr *expr, const struct assumed *assumed) {
    if (expr->op == BUILTIN_NOT)
        return negated(expr_settled(expr->items[0], assumed));
    if (expr->op == BUILTIN_IN)
        return of_membership(expr, assumed);
    if (expr->op == BUILTIN_AND || expr->op == BUILTIN_OR) {
        enum settled decides = expr->op == BUILTIN_AND ? SETTLED_FALSE : SETTLED_TRUE;
        enum settled a = expr_settled(expr->items[0], assumed);
        enum settled b = expr_settled(expr->items[1], assumed);
        return a == decides || b == decides ? decides : a == b ? a : SETTLED_NOT;
    }
    if (!op_is_comparison(expr->op))
        return SETTLED_NOT;
    struct range a = expr_range(expr->items[0], assumed);
    struct range b = expr_range(expr->items[1], assumed);
    enum settled settled = of_ranges(expr->op, &a, &b);
    return settled != SETTLED_NOT ? settled : of_texts(expr, assumed);
}

enum settled expr_settled(const struct expr *expr, const struct assumed *assumed) {
    if (expr->kind == EXPR_CONSTANT && expr->type.kind == TYPE_BOOL)
        return expr->truth ? SETTLED_TRUE : SETTLED_FALSE;
    if (expr->kind == EXPR_DEFAULT && assumed->missing)
        return expr_settled(expr->items[1], assumed);
    return expr->kind == EXPR_APPLY ? of_operator(expr, assumed) : SETTLED_NOT;
}
