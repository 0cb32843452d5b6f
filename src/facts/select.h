// Selecting elements of root lists by their keys.
#ifndef PLIM_FACTS_SELECT_H
#define PLIM_FACTS_SELECT_H

#include "facts/store.h"
#include "lang/diagnostic.h"

// The elements of a root list whose key matches a glob.
struct selection {
    const char *root, *glob;
};

// Lets the lists of the root that no file gave be those of their defaults, and keeps of every list
// that is named the elements that one of its selections matches: first of the lists that others
// stand for, so that those follow. A selection that matches nothing, or cannot, is an error, and so
// is one of a list with an element whose key is unknown, unless it is *.
void select_rows(struct store *store, const struct selection *selections, size_t count,
                 struct diagnostics *diagnostics);

#endif
