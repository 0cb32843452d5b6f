// The order of the rows of a space.
#ifndef PLIM_FACTS_ORDER_H
#define PLIM_FACTS_ORDER_H

#include "facts/build.h"

// What decides the order: the parent's row, then the key (unknown keys last), then the row itself.
struct order {
    const struct store *store;
    const struct space_def *def;
    const uint32_t *parents; // by row; NULL: all the same
};

// Before (below 0), after or equal: cells of one column as row order has them.
int order_compare_cells(const struct store *store, struct cell a, struct cell b);

bool order_is_kept(const struct order *order, uint32_t rows);

// The rows in their order, on the heap.
uint32_t *order_sort(const struct order *order, uint32_t rows);

#endif
