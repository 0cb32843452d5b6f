// Sorting arrays.
#ifndef PLIM_BASE_SORT_H
#define PLIM_BASE_SORT_H

#include <stdlib.h>

// Sorts COUNT elements of SIZE bytes as qsort does, but takes NULL for an array without elements.
static inline void sort_array(void *array, size_t count, size_t size,
                              int (*compare)(const void *left, const void *right)) {
    if (count > 1)
        qsort(array, count, size, compare);
}

#endif
