// Expressions compared with each other: whether they are the same, and what they read.
#include "lint/same.h"

// ---- the same ----

// Elements that stand for each other: each fold has a variable of its own.
struct pairing {
    const struct pairing *outer;
    uint32_t a, b;
};

static bool same(const struct pairing *pairs, const struct expr *a, const struct expr *b);

static bool same_slot(const struct pairing *pairs, uint32_t a, uint32_t b) {
    for (; pairs != NULL; pairs = pairs->outer)
        if (pairs->a == a || pairs->b == b)
            return pairs->a == a && pairs->b == b;
    return a == b;
}

static bool same_list(const struct pairing *pairs, const struct loop *a, const struct loop *b) {
    if (a->space != b->space || a->optional != b->optional || a->let_count + b->let_count > 0)
        return false;
    return a->space != NULL ? same(pairs, a->parent, b->parent) : same(pairs, a->values, b->values);
}

// The loops from the given one on, and the element.
static bool same_rounds(const struct pairing *pairs, const struct sequence *a,
                        const struct sequence *b, uint32_t from) {
    if (from == a->loop_count)
        return same(pairs, a->element, b->element);
    const struct loop *left = &a->loops[from], *right = &b->loops[from];
    const struct pairing inner = {pairs, left->slot, right->slot};
    if (!same_list(pairs, left, right) || (left->guard == NULL) != (right->guard == NULL))
        return false;
    return (left->guard == NULL || same(&inner, left->guard, right->guard)) &&
           same_rounds(&inner, a, b, from + 1);
}

static bool same_sequence(const struct pairing *pairs, const struct sequence *a,
                          const struct sequence *b) {
    if (a == NULL || b == NULL)
        return a == b;
    return a->loop_count == b->loop_count && same_rounds(pairs, a, b, 0);
}

static bool same_constant(const struct expr *a, const struct expr *b) {
    return decimal_compare(a->number, b->number) == 0 && a->time == b->time &&
           a->truth == b->truth && a->text == b->text;
}

static bool same_head(const struct expr *a, const struct expr *b) {
    return a->kind == b->kind && a->op == b->op && a->fold == b->fold && a->count == b->count &&
           a->column == b->column && a->space == b->space && a->function == b->function &&
           a->type.kind == b->type.kind && same_constant(a, b);
}

static bool same(const struct pairing *pairs, const struct expr *a, const struct expr *b) {
    if (!same_head(a, b) || !same_sequence(pairs, a->sequence, b->sequence))
        return false;
    if (a->kind == EXPR_SLOT ? !same_slot(pairs, a->index, b->index) : a->index != b->index)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!same(pairs, a->items[i], b->items[i]))
            return false;
    return true;
}

bool expr_same(const struct expr *a, const struct expr *b) {
    return a == b || same(NULL, a, b);
}

// ---- what is read ----

static void look_for_facts(void *state, const struct expr *expr) {
    bool *reads = state;
    *reads = *reads || expr_reads_facts(expr);
}

static bool loops_read_facts(const struct expr *expr) {
    for (uint32_t i = 0; expr->sequence != NULL && i < expr->sequence->loop_count; i++)
        if (expr->sequence->loops[i].space != NULL)
            return true;
    return false;
}

bool expr_reads_facts(const struct expr *expr) {
    bool reads = expr->kind == EXPR_NOW || expr->kind == EXPR_ROOT || expr->kind == EXPR_SLOT ||
                 loops_read_facts(expr);
    if (!reads)
        expr_each_child(expr, look_for_facts, &reads);
    return reads || (expr->kind == EXPR_CALL && expr_reads_facts(expr->function->body));
}

// ---- small questions ----

bool expr_applies(const struct expr *expr, enum builtin op) {
    return expr->kind == EXPR_APPLY && expr->op == op;
}

bool expr_is_bool(const struct expr *expr, bool truth) {
    return expr->kind == EXPR_CONSTANT && expr->type.kind == TYPE_BOOL && expr->truth == truth;
}

bool expr_is_zero(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT && type_is_numeric(&expr->type) && expr->number.nano == 0;
}

bool op_is_order(enum builtin op) {
    return op == BUILTIN_LESS || op == BUILTIN_AT_MOST || op == BUILTIN_GREATER ||
           op == BUILTIN_AT_LEAST;
}

bool op_is_comparison(enum builtin op) {
    return op == BUILTIN_EQUAL || op == BUILTIN_UNEQUAL || op_is_order(op);
}

enum builtin op_swapped(enum builtin op) {
    if (op == BUILTIN_LESS || op == BUILTIN_GREATER)
        return op == BUILTIN_LESS ? BUILTIN_GREATER : BUILTIN_LESS;
    if (op == BUILTIN_AT_MOST || op == BUILTIN_AT_LEAST)
        return op == BUILTIN_AT_MOST ? BUILTIN_AT_LEAST : BUILTIN_AT_MOST;
    return op;
}

enum builtin op_negated(enum builtin op) {
    if (op == BUILTIN_EQUAL || op == BUILTIN_UNEQUAL)
        return op == BUILTIN_EQUAL ? BUILTIN_UNEQUAL : BUILTIN_EQUAL;
    if (op == BUILTIN_LESS || op == BUILTIN_AT_LEAST)
        return op == BUILTIN_LESS ? BUILTIN_AT_LEAST : BUILTIN_LESS;
    return op == BUILTIN_AT_MOST ? BUILTIN_GREATER : BUILTIN_AT_MOST;
}
