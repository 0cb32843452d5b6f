// Messages: their order, how they look, and what is kept of very many.
#include <check.h>
#include <string.h>

#include "lang/diagnostic.h"
#include "suites.h"

static struct arena *arena;
static struct sources *sources;
static struct diagnostics *all;
static struct text out;

static void setup(void) {
    arena = arena_new();
    sources = sources_new(arena);
    all = diagnostics_new(arena, sources);
    memset(&out, 0, sizeof out);
}

static void teardown(void) {
    text_clear(&out);
    arena_free(arena);
}

static struct span find(const char *text, const char *part) {
    const struct source *source = sources_add(sources, "policy.plim", text, strlen(text));
    uint32_t at = source->base + (uint32_t)(strstr(text, part) - text);
    return (struct span){at, at + (uint32_t)strlen(part)};
}

static void expect(const char *rendered) {
    diagnostics_render(all, &out);
    ck_assert_str_eq(text_data(&out), rendered);
}

START_TEST(shows_place_carets_and_cure) {
    struct span span = find("rule x {\n    require dest.memory >= 16\n}\n", "16");
    struct diagnostic *d =
        diagnostic_error(all, CODE_UNKNOWN_NAME, span, "%s is bytes", "dest.memory");
    d->has_also = true;
    d->also = (struct span){span.begin - 15, span.begin - 4};
    diagnostic_cure(all, d, "write %d GiB", 16);
    expect("policy.plim:2:28: error: dest.memory is bytes\n"
           "    2 |     require dest.memory >= 16\n"
           "      |             ~~~~~~~~~~~    ^~\n"
           "      = write 16 GiB\n");
}
END_TEST

START_TEST(shows_the_end_of_a_file) {
    struct span span = find("rule x {", "{");
    span.begin = span.end;
    diagnostic_error(all, CODE_UNKNOWN_NAME, span, "no end");
    expect("policy.plim:1:9: error: no end\n"
           "    1 | rule x {\n"
           "      |         ^\n");
}
END_TEST

START_TEST(aligns_wide_characters_and_tabs) {
    diagnostic_error(all, CODE_UNKNOWN_NAME, find("\t\xE6\xBC\xA2\xC3\xA4 x", "x"), "here");
    expect("policy.plim:1:5: error: here\n"
           "    1 |     \xE6\xBC\xA2\xC3\xA4 x\n"
           "      |         ^\n");
}
END_TEST

START_TEST(sends_no_controls_to_the_terminal) {
    diagnostic_error(all, CODE_UNKNOWN_NAME, find("a \x1B[31m \xE2\x80\xAE \xFF b", "b"),
                     "not \x1B[0m shown");
    expect("policy.plim:1:13: error: not ?[0m shown\n"
           "    1 | a ?[31m ? ? b\n"
           "      |             ^\n");
}
END_TEST

START_TEST(cuts_long_lines) {
    char line[1001];
    memset(line, 'a', 1000);
    line[500] = '+';
    line[1000] = '\0';
    diagnostic_error(all, CODE_UNKNOWN_NAME, find(line, "+"), "here");
    diagnostics_render(all, &out);
    ck_assert_uint_lt(out.size, 400);
    ck_assert_ptr_nonnull(strstr(text_data(&out),
                                 "policy.plim:1:501: error: here\n    1 | \xE2\x80\xA6"
                                 "aaa"));
    ck_assert_ptr_nonnull(strstr(text_data(&out), "aaa\xE2\x80\xA6\n"));
}
END_TEST

START_TEST(underlines_the_first_line_of_many) {
    struct span span = find("x == [1,\n 2]", "[1,\n 2]");
    diagnostic_error(all, CODE_UNKNOWN_NAME, span, "here");
    expect("policy.plim:1:6: error: here\n"
           "    1 | x == [1,\n"
           "      |      ^~~\n");
}
END_TEST

START_TEST(sorts_by_place) {
    struct span second = find("a b", "b"), first = {second.begin - 2, second.begin - 1};
    diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_ERROR, "z.json", "vm[3].memory", "wrong");
    diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_ERROR, "a.json", NULL, "empty");
    diagnostic_error(all, CODE_UNKNOWN_NAME, second, "two");
    diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_WARNING, "z.json", "vm[1].memory", "odd");
    diagnostic_warning(all, CODE_UNKNOWN_NAME, first, "one");
    const char *expected[] = {"one", "two", "wrong", "odd", "empty"};
    size_t index = 0;
    for (size_t i = 0; i < 5; i++)
        ck_assert_str_eq(diagnostics_next(all, &index)->message, expected[i]);
    ck_assert_ptr_null(diagnostics_next(all, &index));
    ck_assert_uint_eq(diagnostics_count(all, DIAGNOSTIC_ERROR), 3);
    ck_assert_uint_eq(diagnostics_count(all, DIAGNOSTIC_WARNING), 2);
}
END_TEST

START_TEST(shows_facts_with_their_path) {
    diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_ERROR, "facts.json", "source.vm[3].memory",
                    "is %s", "a text");
    diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_ERROR, "facts.json", NULL, "is empty");
    diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_ERROR, NULL, NULL, "no policy");
    expect("facts.json: source.vm[3].memory: error: is a text\n"
           "facts.json: error: is empty\n"
           "error: no policy\n");
}
END_TEST

START_TEST(keeps_the_first_of_two_errors_at_one_place) {
    struct span span = find("a b", "b");
    diagnostic_error(all, CODE_UNKNOWN_NAME, span, "first");
    struct diagnostic *second = diagnostic_error(all, CODE_UNKNOWN_NAME, span, "second");
    diagnostic_cure(all, second, "of the second");
    ck_assert_uint_eq(diagnostics_count(all, DIAGNOSTIC_ERROR), 1);
    expect("policy.plim:1:3: error: first\n"
           "    1 | a b\n"
           "      |   ^\n");
}
END_TEST

START_TEST(counts_what_it_does_not_keep) {
    for (int i = 0; i < DIAGNOSTIC_LIMIT + 7; i++)
        diagnostic_fact(all, CODE_UNKNOWN_NAME, DIAGNOSTIC_ERROR, "f", NULL, "number %d", i);
    diagnostics_render(all, &out);
    ck_assert_uint_eq(diagnostics_count(all, DIAGNOSTIC_ERROR), DIAGNOSTIC_LIMIT + 7);
    ck_assert_ptr_nonnull(strstr(text_data(&out), "number 999\nand 7 more\n"));
    ck_assert_ptr_null(strstr(text_data(&out), "number 1000"));
}
END_TEST

static const struct text_pair words[] = {
    {"memroy", "memory"}, {"memor", "memory"}, {"mmeory", "memory"}, {"cpu", "cpus"},
    {"x", NULL},          {"storage", NULL},   {"memory", "memory"}, {"", NULL},
};

START_TEST(finds_the_nearest_word) {
    const char *candidates[] = {"name", "memory", "memory_free", "cpus"};
    ck_assert_pstr_eq(nearest_word(words[_i].given, candidates, 4), words[_i].wanted);
}
END_TEST

SUITE(diagnostic, setup, teardown, ONCE(shows_place_carets_and_cure), ONCE(shows_the_end_of_a_file),
      ONCE(aligns_wide_characters_and_tabs), ONCE(sends_no_controls_to_the_terminal),
      ONCE(cuts_long_lines), ONCE(underlines_the_first_line_of_many), ONCE(sorts_by_place),
      ONCE(shows_facts_with_their_path), ONCE(keeps_the_first_of_two_errors_at_one_place),
      ONCE(counts_what_it_does_not_keep), EACH(finds_the_nearest_word, words))
