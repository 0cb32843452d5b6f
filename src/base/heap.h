// Arrays on the heap, for what is needed for a while or grows; memory that lacks ends the program
// (out_of_memory). They are freed with free.
#ifndef PLIM_BASE_HEAP_H
#define PLIM_BASE_HEAP_H

#include <stddef.h>

// Zeroed items; of none there is room for one.
void *heap_array(size_t count, size_t size);

// Items that hold anything until they are set.
void *heap_blank(size_t count, size_t size);

// Memory that is used for one thing after the other. Zero it; its `at` is freed with free.
struct heap_room {
    void *at;
    size_t size;
};

// Room for items that hold anything, instead of those that were in it before.
void *heap_reuse(struct heap_room *room, size_t count, size_t size);

// Grows an array to hold at least count items, the new ones zeroed; room is in items.
void *heap_grow(void *items, size_t *room, size_t count, size_t size);

#endif
