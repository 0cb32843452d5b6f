// Lists of the root that stand beside the list they would stand for.
#ifndef PLIM_FACTS_STAND_IN_H
#define PLIM_FACTS_STAND_IN_H

#include "facts/store.h"
#include "lang/diagnostic.h"

// A list with a default that both are given is a choice from its default: an element that the
// default has not is an error, and that it has fewer is a warning.
void stand_in_check(const struct store *store, struct diagnostics *diagnostics);

#endif
