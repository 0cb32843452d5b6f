// The last steps of a load: rows in their order, offsets, and what stands in for an absent list.
#ifndef PLIM_FACTS_ARRANGE_H
#define PLIM_FACTS_ARRANGE_H

#include "facts/build.h"
#include "lang/diagnostic.h"

// Puts the rows of every space in the order of their parents and keys, makes the offsets, and warns
// of elements of one list that have the same key. Nothing may be added to the build afterwards.
void arrange(struct build *build, struct diagnostics *diagnostics);

#endif
