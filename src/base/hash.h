// Hash tables over things that their users keep and number.
#ifndef PLIM_BASE_HASH_H
#define PLIM_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

// A slot: a number + 1 and the hash of its thing; link 0 where it is free.
struct hash_slot {
    uint32_t hash, link;
};

// Finds numbers by what they stand for: open addressing with linear probing. The slots hold the
// hashes themselves, so that looking for a missing thing mostly costs one look into memory. Zero
// it, and make room before anything is looked for. The slots live in an arena.
struct hash {
    struct hash_slot *slots;
    size_t size; // of slots: a power of two, or 0; at most three quarters are taken
    size_t count;
};

// Both halves of a product, so that every bit of the factors reaches every bit of the result.
static inline uint64_t hash_mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Drawn when the process starts, so that no input can be made to fill one bucket. Nothing that is
// put out depends on them.
extern uint64_t hash_seeds[2];

// The hash of two words: of a thing within another.
static inline uint32_t hash_words(uint64_t a, uint64_t b) {
    uint64_t hash = hash_mix(a ^ hash_seeds[0], b ^ hash_seeds[1]);
    return (uint32_t)(hash ^ hash >> 32);
}

// The hash of bytes, eight at a time (after wyhash), with the seed of one table.
static inline uint32_t hash_bytes(const void *seed, const char *bytes, size_t length) {
    static const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15), other = UINT64_C(0xe7037ed1a0b428db);
    uint64_t hash = hash_mix((uintptr_t)seed ^ hash_seeds[0], length ^ hash_seeds[1]), word = 0;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = hash_mix(hash ^ word, odd);
    }
    word = 0;
    for (size_t i = 0; i < length; i++)
        word = word << 8 | (unsigned char)bytes[i];
    hash = hash_mix(hash ^ word, other);
    return (uint32_t)(hash ^ hash >> 32);
}

// Makes room for that many things.
void hash_reserve(struct hash *table, struct arena *arena, size_t count);

// The slot of what is wanted, or the free one where it belongs. `is` says whether a number stands
// for what is wanted; it becomes part of the caller.
static inline __attribute__((always_inline)) struct hash_slot *
hash_find(const struct hash *table, uint32_t hash, bool (*is)(const void *wanted, uint32_t number),
          const void *wanted) {
    for (size_t at = hash;; at++) {
        struct hash_slot *slot = &table->slots[at & (table->size - 1)];
        if (slot->link == 0 || (slot->hash == hash && is(wanted, slot->link - 1)))
            return slot;
    }
}

// Takes a free slot. The slots move once too many are taken; the old ones stay in the arena.
void hash_take(struct hash *table, struct arena *arena, struct hash_slot *slot, uint32_t hash,
               uint32_t number);

// The number of what is wanted; where it is not there it takes `next`, and is to be kept as that.
static inline __attribute__((always_inline)) uint32_t
hash_number(struct hash *table, struct arena *arena, uint32_t hash,
            bool (*is)(const void *wanted, uint32_t number), const void *wanted, uint32_t next) {
    hash_reserve(table, arena, table->count + 1);
    struct hash_slot *slot = hash_find(table, hash, is, wanted);
    if (slot->link != 0)
        return slot->link - 1;
    hash_take(table, arena, slot, hash, next);
    return next;
}

#endif
