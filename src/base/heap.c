// Arrays on the heap.
#include "base/heap.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void *heap_array(size_t count, size_t size) {
    void *items = calloc(count == 0 ? 1 : count, size);
    if (items == NULL)
        out_of_memory();
    return items;
}

void *heap_blank(size_t count, size_t size) {
    size_t bytes;
    void *items =
        __builtin_mul_overflow(count == 0 ? 1 : count, size, &bytes) ? NULL : malloc(bytes);
    if (items == NULL)
        out_of_memory();
    return items;
}

void *heap_reuse(struct heap_room *room, size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count == 0 ? 1 : count, size, &bytes))
        out_of_memory();
    if (bytes > room->size) {
        free(room->at);
        room->at = malloc(bytes);
        room->size = bytes;
    }
    if (room->at == NULL)
        out_of_memory();
    return room->at;
}

void *heap_grow(void *items, size_t *room, size_t count, size_t size) {
    if (count <= *room)
        return items;
    size_t grown = *room == 0 ? 64 : *room;
    while (grown < count)
        grown *= 2;
    items = realloc(items, grown * size);
    if (items == NULL)
        out_of_memory();
    memset((char *)items + *room * size, 0, (grown - *room) * size);
    *room = grown;
    return items;
}
