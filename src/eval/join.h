// Joins: where the rounds of a loop count only for an equality, `some d in dest.vm has d.name ==
// vm.name`, the elements are looked up by it instead of being visited one by one.
#ifndef PLIM_EVAL_JOIN_H
#define PLIM_EVAL_JOIN_H

#include "eval/lists.h"
#include "eval/rounds.h"

struct join_search;

// What may be looked up for the loop at that level, over the lanes of env in `maybe`; NULL where
// there is nothing, or where visiting all elements is cheaper. An index is made once as many
// elements were visited as it has, a few times over.
const struct join_search *join_find(const struct rounds *rounds, uint32_t level, struct env *env,
                                    const struct lists *lists, const uint64_t *maybe);

// Elements in ascending order: those that each span has left. A span without `at` has all numbers.
struct join_candidates {
    struct join_span {
        const uint32_t *at;
        uint32_t next, end;
    } spans[16];
    uint32_t count;
};

// Of one list, that of a lane, the elements for which the equalities may hold.
struct join_candidates join_candidates(const struct join_search *search, uint32_t lane,
                                       const struct stretch *stretch);
bool candidates_next(struct join_candidates *candidates, uint32_t *element);

#endif
