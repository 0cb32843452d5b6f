// A store that shares with another one whatever is not changed in it.
#ifndef PLIM_FACTS_VIEW_H
#define PLIM_FACTS_VIEW_H

#include "facts/column.h"

// The changed store. What a change touches is copied first: a chunk where a value is put, and from
// the first row that moves on where rows come or go. The base does not change, so that threads may
// share it, and has to outlive the view. A list of the root whose default the base uses stays that
// default.
struct view {
    struct store store;
    const struct store *base;
    bool *own;   // by space id: its array of columns is the view's
    bool *alias; // by space id: a list of the root that stands for its default
};

// The view is the store's; freed with its arena (view_free).
struct view *view_new(const struct store *base);
void view_free(struct view *view);

// Puts a value, or takes it away where the cell is unknown.
void view_put(struct view *view, const struct column_def *def, uint32_t row, struct cell cell);

// Makes a list of a parent's row known or unknown.
void view_set_present(struct view *view, const struct space_def *def, uint32_t parent,
                      bool present);

// Removes `removed` rows of a parent's list from `row` on and inserts new ones there, all of whose
// values are unknown.
void view_splice(struct view *view, const struct space_def *def, uint32_t parent, uint32_t row,
                 uint32_t removed, uint32_t inserted);

// Says whether a list of the root stands for its default from now on.
void view_stand_in(struct view *view, const struct space_def *def, bool stands_in);

// Ends a change: lists that stand for their default follow it.
void view_settle(struct view *view);

#endif
