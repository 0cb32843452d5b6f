// The names of a program in order of place, each once.
#ifndef PLIM_WORKSPACE_INDEX_H
#define PLIM_WORKSPACE_INDEX_H

#include "lang/uses.h"

// Spans are those of the program, over all its sources.
struct index {
    const struct use *items;
    uint32_t count;
};

// Sorts what was noted. A define that was checked for several arguments, or a list that was
// spliced, notes its names again: one of each is kept, the one whose type is known.
void index_make(struct index *index, const struct uses *uses);

// The name that an offset lies in or ends, or NULL.
const struct use *index_at(const struct index *index, uint32_t offset);

// The names within a span: *begin and the end of those.
uint32_t index_within(const struct index *index, struct span span, uint32_t *begin);

#endif
