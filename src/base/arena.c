// Regions of memory that are freed whole.
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_POISONS
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define ARENA_POISONS
#endif

#ifdef ARENA_POISONS
#include <sanitizer/asan_interface.h>
#define POISON(at, size) ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
#define GAP ALIGNMENT // between what is allocated, so that a step beyond it is noticed
#else
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#define GAP 0
#endif

enum { ALIGNMENT = 16, FIRST_BLOCK = 4096, LAST_BLOCK = 1024 * 1024 };
enum { LARGE = LAST_BLOCK / 4, FIRST_CAPACITY = 2 };

// The blocks are one list: those in use, the current one last, then those that a rewind left over.
// What would leave much of a block unused is a list of its own, the latest first.
struct block {
    struct block *next;
    size_t room;
    alignas(ALIGNMENT) char data[];
};

// The head has no room. It stands before the first block, so that a mark of an empty arena has a
// block to name.
struct arena {
    struct block *current;
    size_t used; // of the current block
    size_t next_size;
    size_t total, taken; // of the blocks, and of what is allocated out of them
    struct block *large;
    struct block head;
};

static int lack_status; // 0: it aborts

void out_of_memory_ends(int status) {
    lack_status = status;
}

// Nothing more is asked of the C library, which may want memory, too.
void out_of_memory(void) {
    static const char message[] = "plimsoll: out of memory\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    if (written > 0 && lack_status != 0)
        _exit(lack_status);
    abort();
}

struct arena *arena_new(void) {
    struct arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL)
        out_of_memory();
    arena->current = &arena->head;
    arena->next_size = FIRST_BLOCK;
    arena->total = sizeof *arena;
    return arena;
}

// Frees the large blocks that are newer than the given one.
static void free_large(struct arena *arena, const struct block *until) {
    while (arena->large != until) {
        struct block *block = arena->large;
        arena->large = block->next;
        arena->total -= sizeof *block + block->room;
        free(block);
    }
}

void arena_free(struct arena *arena) {
    if (arena == NULL)
        return;
    free_large(arena, NULL);
    for (struct block *block = arena->head.next, *next; block != NULL; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

// The C library takes what it clears from the system as it is, so that memory that nothing is put
// into stays unused.
static struct block *new_block(struct arena *arena, size_t room, bool zeroed) {
    struct block *block = zeroed ? calloc(1, sizeof *block + room) : malloc(sizeof *block + room);
    if (block == NULL)
        out_of_memory();
    block->room = room;
    POISON(block->data, room);
    arena->total += sizeof *block + room;
    return block;
}

// Takes the first block with enough room out of those left over.
static struct block *spare_block(struct arena *arena, size_t size) {
    for (struct block **link = &arena->current->next; *link != NULL; link = &(*link)->next) {
        struct block *block = *link;
        if (block->room >= size) {
            *link = block->next;
            return block;
        }
    }
    return NULL;
}

static void next_block(struct arena *arena, size_t size) {
    struct block *block = spare_block(arena, size);
    if (block == NULL) {
        while (arena->next_size < LAST_BLOCK && arena->next_size - sizeof *block < size)
            arena->next_size *= 2;
        block = new_block(arena, arena->next_size - sizeof *block, false);
        if (arena->next_size < LAST_BLOCK)
            arena->next_size *= 2;
    }
    block->next = arena->current->next;
    arena->current->next = block;
    arena->current = block;
    arena->used = 0;
}

static void *large_block(struct arena *arena, size_t size, bool zeroed) {
    struct block *block = new_block(arena, size, zeroed);
    block->next = arena->large;
    arena->large = block;
    arena->taken += size;
    return block->data;
}

// Size 0 takes room too, so that its pointer is unique.
static size_t rounded(size_t size) {
    if (size > PTRDIFF_MAX - 2 * sizeof(struct block))
        out_of_memory();
    return size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

void *arena_alloc(struct arena *arena, size_t size) {
    size_t step = rounded(size);
    char *at;
    if (step > LARGE) {
        at = large_block(arena, step, false);
    } else {
        if (step + GAP > arena->current->room - arena->used)
            next_block(arena, step + GAP);
        at = arena->current->data + arena->used;
        arena->used += step + GAP;
        arena->taken += step;
    }
    UNPOISON(at, size);
    return at;
}

static size_t product(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        out_of_memory();
    return bytes;
}

void *arena_zero(struct arena *arena, size_t count, size_t size) {
    size_t bytes = product(count, size), step = rounded(bytes);
    if (step <= LARGE)
        return memset(arena_alloc(arena, bytes), 0, bytes);
    char *at = large_block(arena, step, true);
    UNPOISON(at, bytes);
    return at;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t size) {
    if (size == SIZE_MAX)
        out_of_memory();
    char *copy = arena_alloc(arena, size + 1);
    if (size > 0)
        memcpy(copy, bytes, size);
    copy[size] = '\0';
    return copy;
}

char *arena_text(struct arena *arena, const char *text) {
    return text != NULL ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_join(struct arena *arena, const char *first, const char *between, const char *last) {
    size_t begin = strlen(first), middle = strlen(between), end = strlen(last);
    char *text = arena_alloc(arena, begin + middle + end + 1);
    memcpy(text, first, begin);
    memcpy(text + begin, between, middle);
    memcpy(text + begin + middle, last, end + 1);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...) {
    char small[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(small, sizeof small, format, args);
    if (length < 0)
        out_of_memory();
    size_t size = (size_t)length + 1;
    char *text = arena_alloc(arena, size);
    if (size <= sizeof small)
        memcpy(text, small, size);
    else
        vsnprintf(text, size, format, again);
    va_end(again);
    va_end(args);
    return text;
}

struct arena_mark arena_mark(struct arena *arena) {
    return (struct arena_mark){arena->current, arena->large, arena->used, arena->taken};
}

// What was used since the mark; the rest is poisoned already, and may be large.
static void poison_since(const struct arena *arena, struct arena_mark mark) {
    for (struct block *block = mark.block;; block = block->next, mark.used = 0) {
        size_t used = block == arena->current ? arena->used : block->room;
        POISON(block->data + mark.used, used - mark.used);
        if (block == arena->current)
            break;
    }
}

void arena_rewind(struct arena *arena, struct arena_mark mark) {
    poison_since(arena, mark);
    arena->current = mark.block;
    arena->used = mark.used;
    arena->taken = mark.taken;
    free_large(arena, mark.large);
}

void arena_release(struct arena *arena, void *memory) {
    for (struct block **at = &arena->large; *at != NULL; at = &(*at)->next)
        if ((void *)(*at)->data == memory) {
            struct block *block = *at;
            *at = block->next;
            arena->total -= sizeof *block + block->room;
            free(block);
            return;
        }
}

size_t arena_size(const struct arena *arena) {
    return arena->total;
}

size_t arena_taken(const struct arena *arena) {
    return arena->taken;
}

void *arena_grow(struct arena *arena, const void *items, size_t count, size_t *capacity,
                 size_t item_size) {
    size_t more = *capacity == 0 ? FIRST_CAPACITY : product(*capacity, 2);
    void *copy = arena_alloc(arena, product(more, item_size));
    if (count > 0)
        memcpy(copy, items, product(count, item_size));
    *capacity = more;
    return copy;
}
