// What a loop may look up: equalities between something of its elements and something from outside
// of it, found in the conditions that its rounds have to fulfil.
#ifndef PLIM_EVAL_JOIN_PLAN_H
#define PLIM_EVAL_JOIN_PLAN_H

#include "check/checked.h"

// A step from an element to what is compared: the elements of a list of it (loop, without guard and
// lets), or the body of a define (call, with the parameters `binds`).
struct join_step {
    const struct join_step *next;
    const struct loop *loop;
    const struct expr *call;
    uint64_t binds;
};

// An equality: an element's values, one or more, are those of `key` at the end of `inside`; what
// they are compared with is `value` at the end of `outside`, which has only calls.
struct join_leaf {
    uint32_t number;
    const struct join_step *inside, *outside;
    const struct expr *key, *value;
};

// Which elements may count: those that a leaf finds, those of both terms, or those of either.
enum join_kind { JOIN_LEAF, JOIN_BOTH, JOIN_EITHER };
struct join_term {
    enum join_kind kind;
    const struct join_leaf *leaf;
    const struct join_term *a, *b;
};

enum { JOIN_LEAVES = 8 };

struct join_plan {
    const struct join_term *term;
    uint32_t leaf_count;
};

// What the first of the loops may look up. A round counts where the guards may hold and so may
// `body` (negated: may be false); body may be NULL. NULL where there is nothing.
const struct join_plan *join_plan_new(struct arena *arena, const struct loop *loops, uint32_t count,
                                      const struct expr *body, bool negated);

#endif
