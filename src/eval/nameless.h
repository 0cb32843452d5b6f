// Elements whose key is unknown. Lists with a key are in its order, so that where such an element
// stands is unknown too, and any key may turn out to be its own.
#ifndef PLIM_EVAL_NAMELESS_H
#define PLIM_EVAL_NAMELESS_H

#include "eval/rounds.h"

// Whether a space has rows with unknown keys, or the row is one. Spaces without a key have none.
bool nameless_any(struct run *run, const struct space_def *space);
bool nameless_row(struct run *run, const struct space_def *space, uint32_t row);

// Whether one is among the children of a parent's row.
bool nameless_among(struct run *run, const struct space_def *space, uint32_t parent);

// The element's row that a loop stands at in a lane of env.
uint32_t nameless_position(struct env *env, const struct loop *loop, uint32_t lane);

// Marks the owners of those rounds of a sequence whose place among the others is unknown.
void nameless_mark(const struct round *round, const struct sequence *sequence, uint64_t *owners);

// Whether the order of the elements of a list at a lane is unknown.
static inline bool is_disordered(const struct vector *lists, uint32_t lane) {
    const struct segment *segment = &lists->at.segments[lists->n == 1 ? 0 : lane];
    return vector_known(lists, lane) && segment->disordered && segment->count > 1;
}

#endif
