// Constant expressions: written-out values and arithmetic on them, computed when they are checked.
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

static const struct expr *not_constant(struct checker *c, const struct expr *expr) {
    cure(c,
         mistake(c, CODE_NOT_CONSTANT, expr->node->span, "%s is no constant", shown(c, expr->node)),
         "write a value, or + - * / mod of values; compute anything else with a define");
    return expr_poison(c, expr->node);
}

static const struct expr *no_result(struct checker *c, const struct expr *expr) {
    mistake(c, CODE_NUMBER_RANGE, expr->node->span, "%s has no value: %s", shown(c, expr->node),
            expr->op == BUILTIN_DIVIDE || expr->op == BUILTIN_MODULO
                ? "it divides by zero, or is too large"
                : "it is too large");
    return expr_poison(c, expr->node);
}

static struct expr *constant_like(struct checker *c, const struct expr *expr) {
    struct expr *made = expr_new(c, EXPR_CONSTANT, expr->node, expr->type);
    return made;
}

// ---- arithmetic ----

static const struct {
    enum builtin op;
    bool (*compute)(struct decimal a, struct decimal b, struct decimal *out);
} operations[] = {
    {BUILTIN_ADD, decimal_add},           {BUILTIN_SUBTRACT, decimal_subtract},
    {BUILTIN_MULTIPLY, decimal_multiply}, {BUILTIN_DIVIDE, decimal_divide},
    {BUILTIN_MODULO, decimal_modulo},
};

static bool keeps_type(const struct expr *expr, struct decimal number) {
    int64_t whole;
    return expr->type.kind != TYPE_INT || decimal_to_int(number, &whole);
}

static const struct expr *fold_numbers(struct checker *c, const struct expr *expr,
                                       const struct expr *a, const struct expr *b) {
    struct decimal number = {0};
    bool done = expr->op == BUILTIN_NEGATE && decimal_negate(a->number, &number);
    for (size_t i = 0; b != NULL && i < sizeof operations / sizeof *operations; i++)
        if (operations[i].op == expr->op)
            done = operations[i].compute(a->number, b->number, &number);
    if (!done || !keeps_type(expr, number))
        return no_result(c, expr);
    struct expr *made = constant_like(c, expr);
    made->number = number;
    return made;
}

// A duration in seconds has as many billionths as a time has nanoseconds.
static const struct expr *fold_time(struct checker *c, const struct expr *expr,
                                    const struct expr *time, const struct expr *duration) {
    struct decimal from = {time->time}, moved;
    bool done = expr->op == BUILTIN_TIME_ADD ? decimal_add(from, duration->number, &moved)
                                             : decimal_subtract(from, duration->number, &moved);
    if (!done || moved.nano > INT64_MAX || moved.nano < INT64_MIN)
        return no_result(c, expr);
    struct expr *made = constant_like(c, expr);
    made->time = (int64_t)moved.nano;
    return made;
}

static bool is_arithmetic(enum builtin op) {
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (operations[i].op == op)
            return true;
    return op == BUILTIN_NEGATE;
}

static const struct expr *fold_apply(struct checker *c, const struct expr *expr) {
    bool of_time = expr->op == BUILTIN_TIME_ADD || expr->op == BUILTIN_TIME_SUBTRACT;
    if (!of_time && !is_arithmetic(expr->op))
        return not_constant(c, expr);
    const struct expr *operands[2] = {NULL, NULL};
    for (uint32_t i = 0; i < expr->count; i++) {
        operands[i] = fold_constant(c, expr->items[i]);
        if (is_poison(operands[i]))
            return operands[i];
    }
    return of_time ? fold_time(c, expr, operands[0], operands[1])
                   : fold_numbers(c, expr, operands[0], operands[1]);
}

static const struct expr *fold_items(struct checker *c, const struct expr *expr) {
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++) {
        items[i] = fold_constant(c, expr->items[i]);
        if (is_poison(items[i]))
            return items[i];
    }
    struct expr *made = expr_at(c, expr, expr->node);
    made->items = items;
    return made;
}

const struct expr *fold_constant(struct checker *c, const struct expr *expr) {
    if (is_poison(expr) || expr->kind == EXPR_CONSTANT)
        return expr;
    if (expr->kind == EXPR_ITEMS)
        return fold_items(c, expr);
    return expr->kind == EXPR_APPLY ? fold_apply(c, expr) : not_constant(c, expr);
}
