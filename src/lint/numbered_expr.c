// Hash tables over expressions.
#include "lint/numbered_expr.h"

#include "lint/same.h"

struct wanted_expr {
    const struct numbered_exprs *all;
    const struct expr *expr;
};

static bool is_expr(const void *wanted, uint32_t number) {
    const struct wanted_expr *want = wanted;
    return expr_same(want->all->items[number], want->expr);
}

uint32_t numbered_expr(struct numbered_exprs *all, const struct expr *expr) {
    const struct wanted_expr want = {all, expr};
    uint32_t number =
        hash_number(&all->table, all->arena, expr_hash(expr), is_expr, &want, all->count);
    if (number == all->count)
        ARENA_PUSH(all->arena, all->items, all->count, all->room) = expr;
    return number;
}
