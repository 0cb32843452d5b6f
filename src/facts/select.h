// Selecting elements of root lists by their keys.
#ifndef PLIM_FACTS_SELECT_H
#define PLIM_FACTS_SELECT_H

#include "facts/column.h"
#include "lang/diagnostic.h"

// Lets the lists of the root that no file gave be those of their defaults, and keeps of every list
// that is named the elements that one of the store's selections matches: first of the lists that
// others stand for, so that those follow. A selection that matches nothing, or cannot, is an error,
// and so is one of a list with an element whose key is unknown, unless it is *.
void select_rows(struct store *store, struct diagnostics *diagnostics);

// Whether a selection from a list takes elements with the key; whether there is one that none took.
bool select_takes(const struct store *store, const struct space_def *def, struct cell key);
bool select_leaves(const struct store *store, const struct space_def *def, struct cell key);

#endif
