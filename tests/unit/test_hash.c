// Hash tables: what was added is found, even where all hashes are the same.
#include "base/hash.h"

#include "suites.h"

enum { THINGS = 3000 };

// What is numbered here: the number 7 times as large.
static bool is(const void *wanted, uint32_t number) {
    return number * 7 == *(const uint32_t *)wanted;
}

static uint32_t spread(uint32_t thing) {
    return hash_words(thing, 0);
}

static uint32_t same(uint32_t thing) {
    (void)thing;
    return UINT32_MAX; // probing begins at the last slot and goes on at the first
}

static uint32_t (*const hashes[])(uint32_t) = {spread, same};

static struct hash_slot *find(const struct hash *table, uint32_t (*hash)(uint32_t),
                              uint32_t thing) {
    return hash_find(table, hash(thing), is, &thing);
}

START_TEST(things_are_found) {
    struct arena *arena = arena_new();
    struct hash table = {0};
    hash_reserve(&table, arena, 1);
    for (uint32_t i = 0; i < THINGS; i++) {
        struct hash_slot *slot = find(&table, hashes[_i], i * 7);
        ck_assert_uint_eq(slot->link, 0);
        hash_take(&table, arena, slot, hashes[_i](i * 7), i);
        ck_assert_uint_eq(table.count, i + 1);
        ck_assert_uint_le(table.count * 4, table.size * 3);
    }
    for (uint32_t thing = 0; thing < 7 * THINGS; thing++)
        ck_assert_uint_eq(find(&table, hashes[_i], thing)->link,
                          thing % 7 == 0 ? thing / 7 + 1 : 0);
    arena_free(arena);
}
END_TEST

START_TEST(room_is_made_once) {
    struct arena *arena = arena_new();
    struct hash table = {0};
    hash_reserve(&table, arena, THINGS);
    const struct hash_slot *slots = table.slots;
    for (uint32_t i = 0; i < THINGS; i++)
        hash_take(&table, arena, find(&table, spread, i * 7), spread(i * 7), i);
    ck_assert_ptr_eq(table.slots, slots);
    arena_free(arena);
}
END_TEST

// The slots that are looked at until all words are in a table.
static size_t probes(const uint64_t *words, uint32_t count) {
    struct arena *arena = arena_new();
    struct hash table = {0};
    size_t total = 0;
    hash_reserve(&table, arena, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t hash = hash_words(3, words[i]);
        struct hash_slot *slot = hash_find(&table, hash, is, &(uint32_t){UINT32_MAX});
        total += (((size_t)(slot - table.slots) - hash) & (table.size - 1)) + 1;
        hash_take(&table, arena, slot, hash, i);
    }
    arena_free(arena);
    return total;
}

// Words that were chosen to fall into one slot under one pair of seeds cost what others do under
// those that this process has drawn.
START_TEST(chosen_words_cost_what_others_do) {
    enum { CHOSEN = 1000, SLOTS = 4096 };
    uint64_t drawn[2] = {hash_seeds[0], hash_seeds[1]}, chosen[CHOSEN], others[CHOSEN], word = 0;
    ck_assert(drawn[0] != 0 && drawn[1] != 0 && drawn[0] != drawn[1]);
    hash_seeds[0] = UINT64_C(0x9e3779b97f4a7c15);
    hash_seeds[1] = UINT64_C(0xe7037ed1a0b428db);
    for (size_t count = 0; count < CHOSEN; word++)
        if (hash_words(3, word) % SLOTS == 0)
            chosen[count++] = word;
    for (uint64_t i = 0; i < CHOSEN; i++)
        others[i] = i;
    ck_assert_uint_eq(probes(chosen, CHOSEN), CHOSEN * (CHOSEN + 1) / 2);
    memcpy(hash_seeds, drawn, sizeof drawn);
    ck_assert_uint_le(probes(chosen, CHOSEN), 2 * probes(others, CHOSEN));
}
END_TEST

START_TEST(every_byte_counts) {
    char bytes[] = "abcdefghijklmnopqrs";
    size_t size = sizeof bytes - 1;
    uint32_t before = hash_bytes(bytes, bytes, size);
    for (size_t i = 0; i < size; i++) {
        bytes[i] ^= 1;
        ck_assert_uint_ne(hash_bytes(bytes, bytes, size), before);
        bytes[i] ^= 1;
        ck_assert_uint_ne(hash_bytes(bytes, bytes, i), before);
    }
    ck_assert_uint_eq(hash_bytes(bytes, bytes, size), before);
    ck_assert_uint_ne(hash_bytes(bytes + 1, bytes, size), before);
}
END_TEST

SUITE(hash, NULL, NULL, EACH(things_are_found, hashes), ONCE(room_is_made_once),
      ONCE(chosen_words_cost_what_others_do), ONCE(every_byte_counts))
