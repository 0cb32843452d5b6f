// Expressions compared with each other: whether they are the same.
#include "lint/same.h"

#include "base/hash.h"

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

// ---- a hash that is the same of what is the same ----

static uint32_t hash_head(uint32_t hash, const struct expr *expr) {
    const uint64_t words[] = {
        (uint64_t)expr->kind << 32 | (uint64_t)expr->type.kind,
        (uint64_t)expr->op << 32 | (uint64_t)expr->fold,
        expr->count,
        (uintptr_t)expr->column,
        (uintptr_t)expr->space,
        (uintptr_t)expr->function,
        (uint64_t)expr->number.nano,
        (uint64_t)expr->time ^ (uint64_t)expr->truth,
        (uintptr_t)expr->text,
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        hash = hash_words(hash, words[i]);
    return hash;
}

// The slots of its folds, which are bound, have no number that matters.
static uint32_t hash_within(uint32_t hash, const struct expr *expr, uint64_t bound);

static uint32_t hash_rounds(uint32_t hash, const struct sequence *sequence, uint64_t bound) {
    for (uint32_t i = 0; i < sequence->loop_count; i++) {
        const struct loop *loop = &sequence->loops[i];
        hash = hash_words(hash, (uintptr_t)loop->space);
        hash = hash_within(hash, loop->space != NULL ? loop->parent : loop->values, bound);
        bound |= slot_bit(loop->slot);
        hash = loop->guard != NULL ? hash_within(hash, loop->guard, bound) : hash_words(hash, 0);
    }
    return hash_within(hash, sequence->element, bound);
}

static uint32_t hash_within(uint32_t hash, const struct expr *expr, uint64_t bound) {
    hash = hash_head(hash, expr);
    if (expr->sequence != NULL)
        hash = hash_rounds(hash, expr->sequence, bound);
    if (expr->kind != EXPR_SLOT || (bound & slot_bit(expr->index)) == 0)
        hash = hash_words(hash, expr->index);
    for (uint32_t i = 0; i < expr->count; i++)
        hash = hash_within(hash, expr->items[i], bound);
    return hash;
}

uint32_t expr_hash(const struct expr *expr) {
    return hash_within(0, expr, 0);
}

// ---- small questions ----

bool expr_applies(const struct expr *expr, enum builtin op) {
    return expr->kind == EXPR_APPLY && expr->op == op;
}

bool expr_is_connective(const struct expr *expr) {
    return expr_applies(expr, BUILTIN_AND) || expr_applies(expr, BUILTIN_OR) ||
           expr_applies(expr, BUILTIN_NOT);
}

bool expr_is_bool(const struct expr *expr, bool truth) {
    return expr->kind == EXPR_CONSTANT && expr->type.kind == TYPE_BOOL && expr->truth == truth;
}

bool expr_is_zero(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT && type_is_numeric(&expr->type) && expr->number.nano == 0;
}

const char *expr_text(const struct expr *expr) {
    bool text = expr->kind == EXPR_CONSTANT && type_is_textual(&expr->type);
    return text ? expr->text : NULL;
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
