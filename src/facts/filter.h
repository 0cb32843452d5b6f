// Lists of the root that stand for others, and selections from them.
#ifndef PLIM_FACTS_FILTER_H
#define PLIM_FACTS_FILTER_H

#include "facts/store.h"

// Gives a list, and the lists below it, the arrays of another list with the same layout.
void filter_alias(struct store *store, const struct space_def *def, const struct space_def *other);

// Keeps only the rows of a list of the root whose bit is set, and what lies below them. The arrays
// are made anew, so that a list which shared them keeps its rows.
void filter_rows(struct store *store, const struct space_def *def, const uint64_t *keep);

#endif
