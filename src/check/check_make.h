// Making expressions of the checked tree.
#ifndef PLIM_CHECK_CHECK_MAKE_H
#define PLIM_CHECK_CHECK_MAKE_H

#include "check/check_state.h"

// Making expressions (check_make.c).

struct expr *expr_new(struct checker *c, enum expr_kind kind, const struct node *node,
                      struct type type);
// Computes what follows from its parts: uses, has_fold, size, depth. Reports an expansion beyond
// the limit.
struct expr *expr_done(struct checker *c, struct expr *expr);
struct expr *expr_poison(struct checker *c, const struct node *node);
struct expr *expr_apply(struct checker *c, enum builtin op, const struct node *node,
                        struct type type, const struct expr *a,
                        const struct expr *b); // b may be NULL
const struct expr *expr_list(struct checker *c, enum expr_kind kind, const struct node *node,
                             struct type type, const struct expr **items, uint32_t count);
struct expr *expr_slot(struct checker *c, const struct node *node, uint32_t slot, struct type type);
struct expr *expr_at(struct checker *c, const struct expr *expr,
                     const struct node *node); // a copy written elsewhere
const struct expr *expr_retyped(struct checker *c, const struct expr *expr,
                                struct type type); // a copy of another type
const struct expr *expr_and(struct checker *c, const struct expr *a,
                            const struct expr *b); // a may be NULL
uint32_t frame_slot(struct checker *c, const struct node *node);
// Around a loop: false (after a message) where loops nest too deep.
void frame_enter(struct checker *c, const struct node *node);
void frame_leave(struct checker *c);
void frame_nest(struct checker *c, const struct node *node,
                uint32_t inner); // that many loops in a define called here
void frame_refuse(struct checker *c, enum code code, const struct node *node, const char *message,
                  const char *cure);

static inline bool is_poison(const struct expr *expr) {
    return expr->type.kind == TYPE_POISON;
}
static inline struct type type_of(enum type_kind kind) {
    return (struct type){.kind = kind};
}
struct type type_list(struct checker *c, struct type element);
const char *interned(struct checker *c, const char *text);

// Ids (check_number.c).

// Gives the next id to an expression, until they are numbered.
void number_made(struct checker *c, struct expr *expr);
// Numbers the expressions of a policy, or a single one, anew: those that checking made and dropped
// get no number.
void number_policy(struct checker *c, const struct policy *policy);
void number_expression(struct checker *c, const struct expr *expr);

#endif
