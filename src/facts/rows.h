// Naming rows to people by their keys.
#ifndef PLIM_FACTS_ROWS_H
#define PLIM_FACTS_ROWS_H

#include "facts/build.h"

// Adds the path of a row while the store is being made: source.vm["web01"].disk["vda"], then
// ".member" if it is not NULL. Rows without a key stand as [?].
void rows_show_path(struct text *out, const struct build *build, const struct space_def *def,
                    uint32_t row, const char *member);

// Adds a value as people write it: texts in quotes, quantities with units.
void rows_show_cell(struct text *out, const struct store *store, const struct column_def *def,
                    struct cell cell);

#endif
