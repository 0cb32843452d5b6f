// Elements in the making: list vectors, put together one element at a time.
#ifndef PLIM_EVAL_ELEMENTS_H
#define PLIM_EVAL_ELEMENTS_H

#include "eval/run.h"

// Elements in the order they come, each with its owner: the lane whose list it belongs to. In the
// rep of the first until one needs decimals. To begin, all but run, arena, rep and perhaps the
// bitmaps by owner is zero. Those that are kept count as steps of the run, and once these are
// spent, no more are.
struct elements {
    struct run *run;
    struct arena *arena;
    enum rep rep;
    uint64_t *incomplete; // by owner: its list has further elements that are unknown; or NULL
    uint64_t *disordered; // by owner: the order of its list is unknown; or NULL
    uint32_t *owners;
    struct decimal *decimals; // numbers of either rep, bools as 0 and 1
    uint32_t *ids;
    bool *known, *sure;
    size_t count, room;
    bool any_decimal;
};

// Adds the value at a lane to its owner's list; `sure` where it certainly belongs there.
void elements_add(struct elements *all, uint32_t owner, bool sure, const struct vector *values,
                  uint32_t lane);

// A list vector of n lanes, all of them known.
struct vector elements_lists(const struct elements *all, uint32_t n);

// The same, unknown where the bit of a lane is clear.
struct vector elements_lists_where(const struct elements *all, uint32_t n, const uint64_t *known);

#endif
