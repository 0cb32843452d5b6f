// Expressions that are told apart by number, as base/numbered.h does with keys.
#ifndef PLIM_LINT_NUMBERED_EXPR_H
#define PLIM_LINT_NUMBERED_EXPR_H

#include "base/numbered.h"
#include "check/checked.h"

// Those that expr_same cannot tell apart have one number.
struct numbered_exprs {
    struct arena *arena;
    struct hash table;
    const struct expr **items;
    uint32_t count;
    size_t room;
};
uint32_t numbered_expr(struct numbered_exprs *all, const struct expr *expr);

#endif
