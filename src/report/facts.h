// A fact store as a facts file.
#ifndef PLIM_REPORT_FACTS_H
#define PLIM_REPORT_FACTS_H

#include "base/text.h"
#include "facts/store.h"

// Adds the known facts of a store as JSON: members in the order of the model, elements in that of
// the store. Reading it gives the same facts, and writing those the same bytes. A list of the root
// that only stands for another is left out. The reasons why facts of a host are missing that was
// picked from a fleet are given under the name it was picked for as well.
void facts_write(const struct store *store, struct text *out);

#endif
