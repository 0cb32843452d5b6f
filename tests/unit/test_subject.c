// Lists of positions that keep the first in key order.
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "finding/subject.h"
#include "finding/subject_key.h"
#include "suites.h"

enum { MOST = 7, SIDE = 20 };

static const struct subject_loops pairs = {.count = 2};
static struct arena *arena;
static struct position_list list;

static void setup(void) {
    arena = arena_new();
    list = (struct position_list){.most = MOST};
}

static void teardown(void) {
    arena_free(arena);
}

static void add(uint32_t a, uint32_t b) {
    uint32_t at[SUBJECT_LOOPS] = {a, b};
    position_list_add(&list, arena, &pairs, at);
}

// Each adds all pairs but (0, 0), which no list that keeps the first may lack by chance.
static void add_in_order(void) {
    for (uint32_t i = 1; i < SIDE * SIDE; i++)
        add(i / SIDE, i % SIDE);
}

static void add_backwards(void) {
    for (uint32_t i = SIDE * SIDE - 1; i > 0; i--)
        add(i / SIDE, i % SIDE);
}

static void add_by_columns(void) {
    for (uint32_t i = 1; i < SIDE * SIDE; i++)
        add(i % SIDE, i / SIDE);
}

static void add_in_steps(void) {
    for (uint32_t i = 1; i < SIDE * SIDE; i++)
        add(i * 7 % (SIDE * SIDE) / SIDE, i * 7 % (SIDE * SIDE) % SIDE);
}

static void (*const orders[])(void) = {add_in_order, add_backwards, add_by_columns, add_in_steps};

START_TEST(keeps_the_first) {
    orders[_i]();
    position_list_sort(&list, arena, &pairs);
    ck_assert_uint_eq(list.count, MOST);
    for (uint32_t i = 0; i < MOST; i++) {
        ck_assert_uint_eq(list.at[i * 2], 0);
        ck_assert_uint_eq(list.at[i * 2 + 1], i + 1);
    }
    ck_assert_uint_eq(position_list_all(&list), SIDE * SIDE - 1);
    ck_assert_uint_eq(list.left_out->count, SIDE * SIDE - 1 - MOST);
}
END_TEST

// Of a list that was put in order, only what lies behind its last has to go.
START_TEST(takes_what_comes_before_the_last) {
    for (uint32_t b = 1; b <= 2 * MOST; b++)
        add(0, 2 * b);
    ck_assert_uint_eq(list.count, MOST);
    add(0, 2 * MOST - 1);
    add(0, 2 * MOST + 1);
    ck_assert_uint_eq(list.count, MOST + 1);
    position_list_sort(&list, arena, &pairs);
    ck_assert_uint_eq(list.count, MOST);
    ck_assert_uint_eq(list.at[(MOST - 2) * 2 + 1], 2 * MOST - 2);
    ck_assert_uint_eq(list.at[(MOST - 1) * 2 + 1], 2 * MOST - 1);
    ck_assert_uint_eq(list.left_out->count, MOST + 2);
}
END_TEST

START_TEST(notes_the_elements_of_others) {
    orders[_i]();
    position_list_sort(&list, arena, &pairs);
    for (uint32_t loop = 0; loop < 2; loop++) {
        ck_assert(!list.left_out->none[loop]);
        for (uint32_t at = 0; at < list.left_out->words[loop] * 64; at++)
            ck_assert_int_eq(bit_get(list.left_out->elements[loop], at), at < SIDE);
    }
}
END_TEST

START_TEST(notes_that_there_is_no_element) {
    add_in_order();
    add(SIDE, POSITION_NONE);
    position_list_sort(&list, arena, &pairs);
    ck_assert(!list.left_out->none[0]);
    ck_assert(list.left_out->none[1]);
    ck_assert(bit_get(list.left_out->elements[0], SIDE));
}
END_TEST

START_TEST(leaves_none_out_that_fit) {
    for (uint32_t i = MOST; i > 0; i--)
        add(i, i);
    position_list_sort(&list, arena, &pairs);
    ck_assert_uint_eq(list.count, MOST);
    ck_assert_uint_eq(list.at[0], 1);
    ck_assert(list.left_out == NULL);
}
END_TEST

// The room behind a list, which holds what would come first here, is no part of it.
START_TEST(sorts_what_is_there) {
    enum { COUNT = 3, ROOM = 8 };
    list = (struct position_list){.room = ROOM};
    list.at = arena_zero(arena, ROOM, 2 * sizeof *list.at);
    for (uint32_t i = COUNT; i > 0; i--)
        add(i, i);
    position_list_sort(&list, arena, &pairs);
    ck_assert_uint_eq(list.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++)
        ck_assert_uint_eq(list.at[i * 2], i + 1);
}
END_TEST

START_TEST(keeps_all) {
    list.most = 0;
    add_backwards();
    position_list_sort(&list, arena, &pairs);
    ck_assert_uint_eq(list.count, SIDE * SIDE - 1);
    ck_assert(list.left_out == NULL);
}
END_TEST

// ---- keys ----

static const char vm[] = "vm[\"a\"]", vm_disk[] = "vm[\"a\"].disk[\"x\"]", other[] = "vm[\"b\"]";

static const char *key_of(const char *first, const char *second) {
    struct text key = {0};
    subject_key_add(&key, first, strlen(first));
    if (second != NULL)
        subject_key_add(&key, second, strlen(second));
    const char *copy = text_copy(&key, arena);
    text_clear(&key);
    return copy;
}

START_TEST(a_key_covers_what_lies_within) {
    static const struct {
        const char *outer[2], *inner[2];
        bool covers;
    } rows[] = {
        {{vm}, {vm}, true},
        {{vm}, {vm_disk}, true},
        {{vm_disk}, {vm}, false},
        {{vm}, {other}, false},
        {{vm, other}, {vm, other}, true},
        {{vm, other}, {vm_disk, other}, true},
        {{vm, vm}, {vm_disk, vm_disk}, true},
        {{vm, vm}, {vm_disk, other}, false},
        {{other, vm}, {vm, vm}, false},
        {{vm}, {vm, other}, true},
        {{vm, other}, {vm}, false},
        {{vm, vm}, {vm}, false},
        {{"now"}, {"nowhere"}, false},
        {{"now"}, {"now.here"}, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *outer = key_of(rows[i].outer[0], rows[i].outer[1]);
        const char *inner = key_of(rows[i].inner[0], rows[i].inner[1]);
        ck_assert_msg(subject_key_covers(outer, inner) == rows[i].covers, "%s and %s", outer,
                      inner);
        ck_assert_int_eq(subject_key_inner(&inner, 1, sizeof inner, outer), rows[i].covers);
        ck_assert_int_eq(subject_key_outer(&outer, 1, sizeof outer, inner), rows[i].covers);
        ck_assert_int_eq(subject_key_same(&outer, 1, sizeof outer, inner),
                         strcmp(outer, inner) == 0);
    }
    ck_assert(subject_key_covers("", key_of(vm, NULL)));
}
END_TEST

SUITE(subject, setup, teardown, ONCE(a_key_covers_what_lies_within), EACH(keeps_the_first, orders),
      ONCE(takes_what_comes_before_the_last), EACH(notes_the_elements_of_others, orders),
      ONCE(notes_that_there_is_no_element), ONCE(leaves_none_out_that_fit),
      ONCE(sorts_what_is_there), ONCE(keeps_all))
