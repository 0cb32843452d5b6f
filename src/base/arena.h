// Regions of memory that are freed whole.
#ifndef PLIM_BASE_ARENA_H
#define PLIM_BASE_ARENA_H

#include <stddef.h>

// A region: allocations are bumped out of growing blocks and are freed together. Memory is aligned
// for any object (16 bytes, so that __int128 fits). Not shared between threads while allocating.
// Out of memory prints one line on stderr and aborts, so no function here ever returns NULL.
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); // NULL is fine

// Uninitialised memory; size 0 gives a unique valid pointer. The caller has checked sizes that come
// from input.
void *arena_alloc(struct arena *arena, size_t size);

// Zeroed memory for count elements; an overflowing product aborts.
void *arena_zero(struct arena *arena, size_t count, size_t size);

// A NUL-terminated copy of size bytes.
char *arena_copy(struct arena *arena, const char *bytes, size_t size);
// A copy of a text; NULL of NULL.
char *arena_text(struct arena *arena, const char *text);

// Three texts in a row; for those that are made by the thousand, as printf takes ten times as long.
char *arena_join(struct arena *arena, const char *first, const char *between, const char *last);

// A printf-formatted text in the arena.
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// A place to return to: everything allocated since arena_mark is given back by arena_rewind. Blocks
// are kept for reuse, but for the allocations above 256 KiB, which are freed. Marks nest.
struct arena_mark {
    void *block;
    void *large;
    size_t used, taken;
};
struct arena_mark arena_mark(struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

// Gives back an allocation above 256 KiB before the rest; a smaller one stays. Not for what is
// older than a mark that will be returned to.
void arena_release(struct arena *arena, void *memory);

// Bytes held from the system.
size_t arena_size(const struct arena *arena);
// Bytes that were allocated and not given back by a rewind, whatever blocks they lie in.
size_t arena_taken(const struct arena *arena);

// A typed allocation reads better: struct node *n = ARENA_NEW(arena, struct node).
#define ARENA_NEW(arena, type) ((type *)arena_zero((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_zero((arena), (count), sizeof(type)))

// Grows an arena array to hold at least one element more: doubles the capacity by copying. Use as
// ARENA_PUSH(arena, list->items, list->count, list->capacity) = item;
#define ARENA_PUSH(arena, items, count, capacity)                                                  \
    (*((count) == (capacity)                                                                       \
       ? ((items) = arena_grow((arena), (items), (count), &(capacity), sizeof *(items))),          \
       &(items)[(count)++] : &(items)[(count)++]))
void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity,
                 size_t item_size);

// Ends the process with one line on stderr, for the callers of malloc that are not an arena.
void out_of_memory(void) __attribute__((noreturn));
// From here on a program ends with that status, which is not 0, where memory is lacking.
void out_of_memory_ends(int status);

#endif
