// Arenas: alignment, marks, large blocks, growing arrays, and what aborts.
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "suites.h"

static struct arena *arena;

static void begin(void) {
    arena = arena_new();
}

static void end(void) {
    arena_free(arena);
}

static bool filled(const void *bytes, size_t size, unsigned char value) {
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++)
        if (at[i] != value)
            return false;
    return true;
}

static uint32_t draw(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

START_TEST(test_alignment_and_separation) {
    enum { COUNT = 3000 };
    static unsigned char *at[COUNT];
    static size_t sizes[COUNT];
    uint32_t state = 1;
    for (size_t i = 0; i < COUNT; i++) {
        sizes[i] = i % 500 == 499 ? 300000 : draw(&state) % 400;
        at[i] = arena_alloc(arena, sizes[i]);
        ck_assert_uint_eq((uintptr_t)at[i] % 16, 0);
        memset(at[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        ck_assert(filled(at[i], sizes[i], (unsigned char)(i % 251)));
}
END_TEST

START_TEST(test_size_zero) {
    const char *a = arena_alloc(arena, 0), *b = arena_alloc(arena, 0);
    ck_assert_ptr_nonnull(a);
    ck_assert_ptr_ne(a, b);
    ck_assert_ptr_ne(arena_copy(arena, NULL, 0), b);
    arena_free(NULL);
}
END_TEST

START_TEST(test_zeroed_after_use) {
    struct arena_mark mark = arena_mark(arena);
    memset(arena_alloc(arena, 5000), 0xff, 5000);
    arena_rewind(arena, mark);
    ck_assert(filled(arena_zero(arena, 50, 100), 5000, 0));
}
END_TEST

START_TEST(test_texts) {
    char *copy = arena_copy(arena, "a\0b!", 3);
    ck_assert_mem_eq(copy, "a\0b\0", 4);
    ck_assert_str_eq(arena_printf(arena, "%s-%d", "vm", 7), "vm-7");
    ck_assert_str_eq(arena_printf(arena, "%s", ""), "");
    for (int width = 254; width < 259; width++) {
        const char *text = arena_printf(arena, "%*d", width, 5);
        ck_assert_uint_eq(strlen(text), (size_t)width);
        ck_assert_int_eq(text[width - 1], '5');
    }
}
END_TEST

START_TEST(test_rewind_gives_back) {
    struct arena_mark empty = arena_mark(arena);
    char *first = arena_alloc(arena, 100);
    struct arena_mark outer = arena_mark(arena);
    char *second = arena_alloc(arena, 100);
    struct arena_mark inner = arena_mark(arena);
    arena_alloc(arena, 100000);
    arena_rewind(arena, inner);
    arena_rewind(arena, outer);
    ck_assert_ptr_eq(arena_alloc(arena, 100), second);
    arena_rewind(arena, empty);
    ck_assert_ptr_eq(arena_alloc(arena, 100), first);
}
END_TEST

START_TEST(test_rewind_spares_what_is_older) {
    char *large = arena_alloc(arena, 400000), *small = arena_copy(arena, "kept", 4);
    memset(large, 'x', 400000);
    size_t before = arena_size(arena);
    struct arena_mark mark = arena_mark(arena);
    memset(arena_alloc(arena, 500000), 'y', 500000);
    memset(arena_alloc(arena, 600000), 'z', 600000);
    ck_assert_uint_ge(arena_size(arena), before + 1100000);
    arena_rewind(arena, mark);
    ck_assert_uint_eq(arena_size(arena), before);
    memset(arena_alloc(arena, 500000), 'y', 500000);
    ck_assert_str_eq(small, "kept");
    ck_assert(filled(large, 400000, 'x'));
}
END_TEST

START_TEST(test_rounds_reach_a_steady_size) {
    size_t settled = 0;
    uint32_t state = 3;
    for (int round = 0; round < 2000; round++) {
        struct arena_mark mark = arena_mark(arena);
        for (int i = 0; i < 20; i++)
            arena_alloc(arena, draw(&state) % 60000);
        arena_rewind(arena, mark);
        if (round == 500)
            settled = arena_size(arena);
    }
    ck_assert_uint_le(arena_size(arena), settled + (1 << 20));
}
END_TEST

START_TEST(test_starts_small_and_wastes_little) {
    ck_assert_uint_lt(arena_size(arena), 1024);
    arena_alloc(arena, 1);
    ck_assert_uint_le(arena_size(arena), 8192);
    for (int i = 0; i < 200; i++) {
        arena_alloc(arena, 600000);
        arena_alloc(arena, 8);
    }
    ck_assert_uint_le(arena_size(arena), 200 * 600000 + (2 << 20));
}
END_TEST

START_TEST(test_push) {
    struct {
        uint32_t *items;
        size_t count, capacity;
    } list = {0};
    for (uint32_t i = 0; i < 10000; i++)
        ARENA_PUSH(arena, list.items, list.count, list.capacity) = i * 3;
    ck_assert_uint_eq(list.count, 10000);
    ck_assert_uint_ge(list.capacity, 10000);
    for (uint32_t i = 0; i < 10000; i++)
        ck_assert_uint_eq(list.items[i], i * 3);
}
END_TEST

START_TEST(test_impossible_product_aborts) {
    arena_zero(arena, SIZE_MAX / 2, 3);
}
END_TEST

START_TEST(test_impossible_size_aborts) {
    arena_alloc(arena, SIZE_MAX - 3);
}
END_TEST

START_TEST(test_impossible_copy_aborts) {
    arena_copy(arena, "", SIZE_MAX);
}
END_TEST

// A test that ends by a signal needs its own process.
static void add_aborting(TCase *tests) {
    const char *fork = getenv("CK_FORK");
    if (fork != NULL && strcmp(fork, "no") == 0)
        return;
    tcase_add_test_raise_signal(tests, test_impossible_product_aborts, SIGABRT);
    tcase_add_test_raise_signal(tests, test_impossible_size_aborts, SIGABRT);
    tcase_add_test_raise_signal(tests, test_impossible_copy_aborts, SIGABRT);
}

Suite *arena_suite(void) {
    Suite *suite = suite_create("arena");
    TCase *tests = tcase_create("arena");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, test_alignment_and_separation);
    tcase_add_test(tests, test_size_zero);
    tcase_add_test(tests, test_zeroed_after_use);
    tcase_add_test(tests, test_texts);
    tcase_add_test(tests, test_rewind_gives_back);
    tcase_add_test(tests, test_rewind_spares_what_is_older);
    tcase_add_test(tests, test_rounds_reach_a_steady_size);
    tcase_add_test(tests, test_starts_small_and_wastes_little);
    tcase_add_test(tests, test_push);
    add_aborting(tests);
    suite_add_tcase(suite, tests);
    return suite;
}
