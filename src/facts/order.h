// The order of the rows of a space.
#ifndef PLIM_FACTS_ORDER_H
#define PLIM_FACTS_ORDER_H

#include "facts/build.h"

// What decides the order: the parent's row, then the key (unknown keys last), then the row itself.
struct order {
    const struct store *store;
    const struct space_def *def;
    const uint32_t *parents; // by row; NULL: all the same
    struct heap_room *room;  // to work in
    bool ties; // found: rows of one parent that may have the same key; there are none where it is
               // false
};

// Before (below 0), after or equal: cells of one column as row order has them.
int order_compare_cells(const struct store *store, struct cell a, struct cell b);

// Whether the rows are in their order; then finds ties.
bool order_is_kept(struct order *order, uint32_t rows);

// The rows in their order, on the heap; finds ties.
uint32_t *order_sort(struct order *order, uint32_t rows);
// The order of rows that order_is_kept found in theirs, so that `parents` ascend, once these have
// moved: row i of the parent_rows was row parent_from[i]. Puts the parents in the new order.
uint32_t *order_follow(uint32_t *parents, uint32_t rows, const uint32_t *parent_from,
                       uint32_t parent_rows, struct heap_room *room);

#endif
