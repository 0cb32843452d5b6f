// A fact store as a facts file.
#ifndef PLIM_REPORT_FACTS_H
#define PLIM_REPORT_FACTS_H

#include "base/json.h"
#include "facts/store.h"

// Adds the known facts of a store as JSON: members in the order of the model, elements in that of
// the store. Reading it gives the same facts, and writing those the same bytes. A list of the root
// that only stands for another is left out. Where a host was picked from a fleet, the reasons for
// its missing facts stand under the name it was picked for, too.
void facts_write(const struct store *store, struct text *out);

// The parts of such a file that others write too: which model it is for, and a number of a type,
// exactly.
void facts_write_head(struct json *json, const struct model *model);
void facts_write_number(struct json *json, const char *name, const struct type *type,
                        struct decimal value);

#endif
