// Interning: dense ids, equal pointers, and the cost of a million names.
#include <stdio.h>
#include <string.h>

#include "base/intern.h"
#include "suites.h"

static struct arena *arena;
static struct intern *set;

static void begin(void) {
    arena = arena_new();
    set = intern_new(arena);
}

static void end(void) {
    arena_free(arena);
}

START_TEST(test_ids_are_dense_and_stable) {
    ck_assert_uint_eq(intern_count(set), 0);
    ck_assert_uint_eq(intern_add(set, "cpu", 3), 0);
    ck_assert_uint_eq(intern_add(set, "memory", 6), 1);
    ck_assert_uint_eq(intern_add(set, "cpu", 3), 0);
    ck_assert_uint_eq(intern_add(set, "cpus", 3), 0); // the length decides, not the NUL
    ck_assert_uint_eq(intern_add(set, "cpus", 4), 2);
    ck_assert_uint_eq(intern_count(set), 3);
    ck_assert_str_eq(intern_text(set, 0), "cpu");
    ck_assert_uint_eq(intern_length(set, 1), 6);
}
END_TEST

START_TEST(test_find_adds_nothing) {
    ck_assert_uint_eq(intern_find(set, "x", 1), INTERN_NONE);
    ck_assert_uint_eq(intern_count(set), 0);
    intern_add(set, "x", 1);
    ck_assert_uint_eq(intern_find(set, "x", 1), 0);
    ck_assert_uint_eq(intern_find(set, "xy", 2), INTERN_NONE);
    ck_assert_uint_eq(intern_find(set, "", 0), INTERN_NONE);
}
END_TEST

START_TEST(test_empty_text) {
    uint32_t id = intern_add(set, NULL, 0);
    ck_assert_uint_eq(intern_add(set, "abc", 0), id);
    ck_assert_uint_eq(intern_find(set, NULL, 0), id);
    ck_assert_str_eq(intern_text(set, id), "");
    ck_assert_uint_eq(intern_length(set, id), 0);
}
END_TEST

START_TEST(test_names_by_pointer) {
    char other[] = "host";
    const char *name = intern_name(set, "host");
    ck_assert_ptr_eq(intern_name(set, other), name);
    ck_assert_ptr_ne(intern_name(set, "guest"), name);
    for (int i = 0; i < 5000; i++)
        intern_name(set, arena_printf(arena, "%d", i));
    ck_assert_ptr_eq(intern_name(set, other), name); // texts never move
}
END_TEST

// Each length around a word of the hash and around the blocks of texts, each ending byte.
START_TEST(test_every_length) {
    static char text[40000];
    memset(text, 'a', sizeof text);
    static const size_t lengths[] = {4095, 4096, 4097, 16383, 16384, 16385, 39999};
    for (size_t length = 1; length < 300; length++)
        ck_assert_uint_eq(intern_add(set, text, length), length - 1);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        ck_assert_uint_eq(intern_add(set, text, lengths[i]), 299 + i);
    for (size_t length = 1; length < 300; length++) {
        ck_assert_uint_eq(intern_find(set, text, length), length - 1);
        ck_assert_uint_eq(strlen(intern_text(set, (uint32_t)length - 1)), length);
    }
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        ck_assert_uint_eq(intern_length(set, (uint32_t)(299 + i)), lengths[i]);
}
END_TEST

START_TEST(test_one_bit_apart) {
    unsigned char text[24];
    memset(text, 0x55, sizeof text);
    intern_add(set, (char *)text, sizeof text);
    for (uint32_t bit = 0; bit < 8 * sizeof text; bit++) {
        text[bit / 8] ^= (unsigned char)(1u << bit % 8);
        ck_assert_uint_eq(intern_add(set, (char *)text, sizeof text), bit + 1);
        text[bit / 8] ^= (unsigned char)(1u << bit % 8);
    }
    ck_assert_uint_eq(intern_find(set, (char *)text, sizeof text), 0);
}
END_TEST

static size_t name(char out[16], uint32_t i) {
    return (size_t)snprintf(out, 16, "vm-%06u", i);
}

// Assertions cost more than look-ups, so misses are only counted.
START_TEST(test_a_million_names) {
    enum { COUNT = 1000000 };
    size_t before = arena_size(arena), wrong = 0;
    char text[16];
    for (uint32_t i = 0; i < COUNT; i++)
        wrong += intern_add(set, text, name(text, i)) != i;
    ck_assert_uint_le(arena_size(arena) - before, 48u * COUNT);
    for (uint32_t i = 0; i < COUNT; i += 7)
        wrong += intern_find(set, text, name(text, i)) != i ||
                 strcmp(intern_text(set, i), text) != 0 || intern_length(set, i) != 9;
    for (uint32_t i = COUNT; i < COUNT + 10000; i++)
        wrong += intern_find(set, text, name(text, i)) != INTERN_NONE;
    ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(test_starts_small) {
    intern_add(set, "x", 1);
    ck_assert_uint_le(arena_size(arena), 128 << 10);
}
END_TEST

// Across segments: 1500 below, as many above.
START_TEST(test_a_set_over_another) {
    enum { COUNT = 1500 };
    char text[16];
    for (uint32_t i = 0; i < COUNT; i++)
        intern_add(set, text, name(text, i));
    struct arena *other = arena_new();
    struct intern *over = intern_over(other, set);
    for (uint32_t i = 0; i < 2 * COUNT; i++)
        ck_assert_uint_eq(intern_add(over, text, name(text, i)), i);
    for (uint32_t i = 0; i < 2 * COUNT; i++) {
        ck_assert_uint_eq(intern_find(over, text, name(text, i)), i);
        ck_assert_str_eq(intern_text(over, i), text);
        ck_assert_uint_eq(intern_length(over, i), 9);
    }
    ck_assert_uint_eq(intern_count(over), 2 * COUNT);
    ck_assert_uint_eq(intern_count(set), COUNT);
    ck_assert_uint_eq(intern_find(set, text, name(text, COUNT)), INTERN_NONE);
    arena_free(other);
}
END_TEST

SUITE(intern, begin, end, ONCE(test_ids_are_dense_and_stable), ONCE(test_find_adds_nothing),
      ONCE(test_empty_text), ONCE(test_names_by_pointer), ONCE(test_every_length),
      ONCE(test_one_bit_apart), ONCE(test_a_million_names), ONCE(test_starts_small),
      ONCE(test_a_set_over_another))
