// Hash tables: their slots and seeds.
#include "config.h"

#include "base/hash.h"

#include <time.h>
#include <unistd.h>

enum { FIRST_SLOTS = 8 };

uint64_t hash_seeds[2];

// Without entropy, what differs from run to run has to do.
__attribute__((constructor)) static void draw_seeds(void) {
    if (getentropy(hash_seeds, sizeof hash_seeds) == 0)
        return;
    hash_seeds[0] = hash_mix((uintptr_t)&hash_seeds ^ (uint64_t)time(NULL), UINT64_MAX);
    hash_seeds[1] = hash_mix((uintptr_t)draw_seeds ^ (uint64_t)getpid(), ~hash_seeds[0]);
}

static void put(struct hash *table, struct hash_slot slot) {
    size_t at = slot.hash;
    while (table->slots[at & (table->size - 1)].link != 0)
        at++;
    table->slots[at & (table->size - 1)] = slot;
}

static void resize(struct hash *table, struct arena *arena, size_t size) {
    struct hash_slot *old = table->slots;
    size_t count = table->size;
    table->slots = ARENA_ARRAY(arena, struct hash_slot, size);
    table->size = size;
    for (size_t i = 0; i < count; i++)
        if (old[i].link != 0)
            put(table, old[i]);
}

static bool has_room(size_t size, size_t count) {
    return count <= size / 4 * 3;
}

void hash_reserve(struct hash *table, struct arena *arena, size_t count) {
    size_t size = table->size == 0 ? FIRST_SLOTS : table->size;
    while (!has_room(size, count))
        size *= 2;
    if (size != table->size)
        resize(table, arena, size);
}

void hash_take(struct hash *table, struct arena *arena, struct hash_slot *slot, uint32_t hash,
               uint32_t number) {
    *slot = (struct hash_slot){hash, number + 1};
    table->count++;
    if (!has_room(table->size, table->count))
        resize(table, arena, 2 * table->size);
}
