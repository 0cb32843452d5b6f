// Tables of facts: which columns, and the rows of the lists they lie in.
#ifndef PLIM_CLI_FACTS_TABLE_H
#define PLIM_CLI_FACTS_TABLE_H

#include "facts/store.h"
#include "check/checked.h"

// Columns in the order they were asked for, the keys of the lists on the way put before them. All
// of them lie in spaces from the root down to `space`, whose elements are the rows; the root's own
// facts are one row. Zero it; lives in the arena.
struct facts_table {
    struct arena *arena;
    const struct space_def *space; // the innermost so far; NULL before the first column
    const struct column_def **columns;
    size_t count, room;
    const struct space_def **chain; // facts_table_begin: the spaces on the way, without the root
    uint32_t depth;
};

// Adds what a path leads to: a fact, the facts of a record, the values of a list. False where the
// expression is no plain path, then *beside is NULL, or leads into a list that lies beside the one
// of the other columns, which is then *beside.
bool facts_table_add(struct facts_table *table, const struct expr *expr,
                     const struct space_def **beside);

// Adds the keys. Nothing is added afterwards.
void facts_table_begin(struct facts_table *table);

// The name of a column: vm.disk.path.
const char *facts_table_name(const struct facts_table *table, size_t column);

// Calls take for every row with the row of each column in its space, TABLE_ABSENT where the list it
// lies in is unknown.
enum { TABLE_ABSENT = UINT32_MAX };
void facts_table_rows(const struct facts_table *table, const struct store *store,
                      void (*take)(void *state, const uint32_t *rows), void *state);

#endif
