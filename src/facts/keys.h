// Finding an element of an earlier file by its key.
#ifndef PLIM_FACTS_KEYS_H
#define PLIM_FACTS_KEYS_H

#include "facts/build.h"

// The first row of an earlier input with this parent and key, or ROW_NONE. Indexes those rows
// first.
uint32_t keys_find(struct build *build, const struct space_def *def, uint32_t parent,
                   struct cell key);

#endif
