// Keys that are told apart by number, so that what is the same is found without a search.
#ifndef PLIM_BASE_NUMBERED_H
#define PLIM_BASE_NUMBERED_H

#include "base/decimal.h"
#include "base/hash.h"

enum { NUMBER_NONE = UINT32_MAX };

// What stands for a thing: words, of which those that are not used are 0.
struct number_key {
    uint64_t words[4];
};

// A pointer and a decimal as words of a key.
static inline uint64_t key_pointer(const void *pointer) {
    return (uint64_t)(uintptr_t)pointer;
}
struct number_key key_of_decimal(uint64_t a, uint64_t b, struct decimal value);

// Keys by number: 0, 1, 2 … in the order in which they were first added. Zero it, with its arena.
struct numbered {
    struct arena *arena;
    struct hash table;
    struct number_key *keys;
    uint32_t count;
    size_t room;
};

// The number of a key, which is that of `count` before where it is new.
uint32_t numbered_add(struct numbered *all, struct number_key key);
bool numbered_is_new(struct numbered *all, struct number_key key); // before; now it is there
uint32_t numbered_find(const struct numbered *all, struct number_key key); // or NUMBER_NONE
bool numbered_has(const struct numbered *all, struct number_key key);

#endif
