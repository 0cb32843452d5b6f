// Hash tables over keys.
#include "base/numbered.h"

struct number_key key_of_decimal(uint64_t a, uint64_t b, struct decimal value) {
    unsigned __int128 nano = (unsigned __int128)value.nano;
    return (struct number_key){{a, b, (uint64_t)nano, (uint64_t)(nano >> 64)}};
}

static uint32_t hash_of_key(const struct number_key *key) {
    uint32_t a = hash_words(key->words[0], key->words[1]);
    return hash_words(hash_mix(key->words[2] ^ a, hash_seeds[0]), key->words[3]);
}

struct wanted_key {
    const struct numbered *all;
    struct number_key key;
};

static bool is_key(const void *wanted, uint32_t number) {
    const struct wanted_key *want = wanted;
    return memcmp(&want->all->keys[number], &want->key, sizeof want->key) == 0;
}

uint32_t numbered_find(const struct numbered *all, struct number_key key) {
    if (all->table.size == 0)
        return NUMBER_NONE;
    const struct wanted_key want = {all, key};
    const struct hash_slot *slot = hash_find(&all->table, hash_of_key(&key), is_key, &want);
    return slot->link == 0 ? NUMBER_NONE : slot->link - 1;
}

bool numbered_has(const struct numbered *all, struct number_key key) {
    return numbered_find(all, key) != NUMBER_NONE;
}

uint32_t numbered_add(struct numbered *all, struct number_key key) {
    const struct wanted_key want = {all, key};
    uint32_t number =
        hash_number(&all->table, all->arena, hash_of_key(&key), is_key, &want, all->count);
    if (number == all->count)
        ARENA_PUSH(all->arena, all->keys, all->count, all->room) = key;
    return number;
}

bool numbered_is_new(struct numbered *all, struct number_key key) {
    uint32_t before = all->count;
    return numbered_add(all, key) == before;
}
