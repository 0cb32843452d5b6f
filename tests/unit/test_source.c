// Sources: limits, places and excerpts.
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "lang/source.h"
#include "suites.h"

static struct arena *arena;
static struct sources *sources;

static void setup(void) {
    arena = arena_new();
    sources = sources_new(arena);
}

static void teardown(void) {
    arena_free(arena);
}

static const struct source *add(const char *name, const char *text) {
    const struct source *source = sources_add(sources, name, text, strlen(text));
    ck_assert_ptr_nonnull(source);
    return source;
}

static void expect_place(uint32_t offset, const char *name, uint32_t line, uint32_t column) {
    struct place place = sources_place(sources, offset);
    ck_assert_str_eq(place.source->name, name);
    ck_assert_uint_eq(place.line, line);
    ck_assert_uint_eq(place.column, column);
}

START_TEST(counts_lines_and_code_points) {
    const struct source *first = add("a", "one\r\nzw\xC3\xB6lf x\n\n");
    const struct source *second = add("b", "");
    const struct source *third = add("c", "x");
    expect_place(first->base, "a", 1, 1);
    expect_place(first->base + 3, "a", 1, 4);
    expect_place(first->base + 5, "a", 2, 1);
    expect_place(first->base + 12, "a", 2, 7);
    expect_place(first->base + first->size, "a", 4, 1);
    expect_place(second->base, "b", 1, 1);
    expect_place(third->base + 1, "c", 1, 2);
}
END_TEST

START_TEST(places_in_a_long_line) {
    enum { CHARACTERS = 50000 };
    char *text = malloc(2 * CHARACTERS + 1);
    for (size_t i = 0; i < CHARACTERS; i++)
        memcpy(text + 2 * i, "\xC3\xA4", 2);
    text[2 * CHARACTERS] = '\0';
    const struct source *source = add("long", text);
    for (uint32_t i = 0; i < CHARACTERS; i += 997)
        expect_place(source->base + 2 * i, "long", 1, i + 1);
    free(text);
}
END_TEST

START_TEST(copies_and_ends_in_two_nuls) {
    char text[] = "policy";
    const struct source *source = add("x", text);
    text[0] = 'X';
    ck_assert_str_eq(source->text, "policy");
    ck_assert_int_eq(source->text[source->size + 1], 0);
}
END_TEST

START_TEST(refuses_what_is_too_large) {
    char *text = calloc(1, SOURCE_FILE_LIMIT + 1);
    ck_assert_ptr_null(sources_add(sources, "x", text, SOURCE_FILE_LIMIT + 1));
    for (int i = 0; i < 3; i++)
        ck_assert_ptr_nonnull(sources_add(sources, "x", text, SOURCE_FILE_LIMIT));
    ck_assert_ptr_null(sources_add(sources, "x", text, SOURCE_FILE_LIMIT));
    ck_assert_ptr_nonnull(sources_add(sources, "x", text, 10));
    free(text);
}
END_TEST

static const struct text_pair excerpts[] = {
    {"a >= b", "a >= b"},
    {"a\n    >=\t b", "a >= b"},
    {"a # why\n >= b", "a >= b"},
    {"x == \"a  # b\"", "x == \"a  # b\""},
    {"x == 'a  # b'", "x == 'a  # b'"},
    {"x == \"a \\\"  b\"   + y", "x == \"a \\\"  b\" + y"},
    {"x ==   \"open  text", "x == \"open text"},
    {"a  ", "a"},
    {"[\n  a,\n  b # last\n]", "[a, b]"},
    {"( a\n + b )", "( a + b )"},
};

START_TEST(folds_blanks_and_comments) {
    const struct source *source = add("x", excerpts[_i].given);
    struct span all = {source->base, source->base + source->size};
    ck_assert_str_eq(sources_excerpt(sources, all, arena), excerpts[_i].wanted);
}
END_TEST

SUITE(source, setup, teardown, ONCE(counts_lines_and_code_points), ONCE(places_in_a_long_line),
      ONCE(copies_and_ends_in_two_nuls), ONCE(refuses_what_is_too_large),
      EACH(folds_blanks_and_comments, excerpts))
