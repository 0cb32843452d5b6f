// Packing: whether things of given sizes fit into given spaces, each whole into one.
#ifndef PLIM_EVAL_PACKING_H
#define PLIM_EVAL_PACKING_H

#include "base/arena.h"
#include "base/decimal.h"
#include "eval/logic.h"

// What was found. misfit is the index of a thing that found no room where the answer is not true:
// the first, from the greatest on, that first-fit decreasing could not place. steps is the work
// that was done.
struct packing {
    enum truth fits;
    uint32_t misfit;
    uint64_t steps;
};

// Decides it (bin packing with spaces of different sizes, which is NP-hard): true where first-fit
// decreasing finds a way, false where a bound proves that there is none (the sum, the greatest
// ones, how many of at least a size each space can take), else by a search of at most
// PACKING_STEPS, after which it is unknown. Things of no size fit anywhere; a space below 0 takes
// nothing else. The sizes and spaces are sorted.
enum { PACKING_STEPS = 1000000, PACKING_SEARCHED = 500 };
struct packing packing_decide(struct arena *arena, const struct decimal *sizes, uint32_t size_count,
                              const struct decimal *spaces, uint32_t space_count);

#endif
