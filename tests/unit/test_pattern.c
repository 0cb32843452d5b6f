// Patterns: what matches and globs mean, messages of malformed ones, and the budget.
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check/pattern.h"
#include "suites.h"

static int match(enum pattern_kind kind, const char *pattern, const char *subject, size_t size) {
    struct pattern_error error;
    struct pattern *compiled = pattern_compile(kind, pattern, strlen(pattern), &error);
    ck_assert_msg(compiled != NULL, "%s: %s", pattern, error.message);
    struct pattern_scratch *scratch = pattern_scratch_new();
    int found = pattern_match(compiled, scratch, subject, size);
    pattern_scratch_free(scratch);
    pattern_free(compiled);
    return found;
}

static const struct {
    enum pattern_kind kind;
    const char *pattern, *subject;
    int found;
} meanings[] = {
    // a search, anywhere in the text
    {PATTERN_MATCHES, "b", "abc", 1},
    {PATTERN_MATCHES, "^b", "abc", 0},
    {PATTERN_MATCHES, "", "", 1},
    {PATTERN_MATCHES, "B", "abc", 0},
    {PATTERN_MATCHES, "(?i)B", "abc", 1},
    {PATTERN_MATCHES, "^web[0-9]+$", "web01", 1},
    {PATTERN_MATCHES, "^web[0-9]+$", "web01\n", 0},
    {PATTERN_MATCHES, "^.$", "\xc3\xa9", 1},
    {PATTERN_MATCHES, "\\bdb\\b", "the db host", 1},
    {PATTERN_MATCHES, "^a.b$", "a\nb", 0},
    // the whole text
    {PATTERN_LIKE, "web", "web", 1},
    {PATTERN_LIKE, "web", "web01", 0},
    {PATTERN_LIKE, "web*", "web01", 1},
    {PATTERN_LIKE, "web*", "web", 1},
    {PATTERN_LIKE, "web*", "xweb", 0},
    {PATTERN_LIKE, "*web", "xweb", 1},
    {PATTERN_LIKE, "*web", "xwebx", 0},
    {PATTERN_LIKE, "*an*an*", "banana", 1},
    {PATTERN_LIKE, "*an*an*an*", "banana", 0},
    {PATTERN_LIKE, "a*a", "a", 0},
    {PATTERN_LIKE, "a*a", "aa", 1},
    {PATTERN_LIKE, "*aab", "aaab", 1},
    {PATTERN_LIKE, "web??", "web01", 1},
    {PATTERN_LIKE, "web??", "web1", 0},
    {PATTERN_LIKE, "?", "\xc3\xa9", 1},
    {PATTERN_LIKE, "?", "", 0},
    {PATTERN_LIKE, "", "", 1},
    {PATTERN_LIKE, "", "a", 0},
    {PATTERN_LIKE, "*", "", 1},
    {PATTERN_LIKE, "**", ".hidden", 1},
    {PATTERN_LIKE, "a*c", "a/b/c", 1},
    {PATTERN_LIKE, "a?c", "a\nc", 1},
    {PATTERN_LIKE, "a.c", "abc", 0},
    {PATTERN_LIKE, "WEB", "web", 0},
    {PATTERN_LIKE, "(a|b)+{1}$", "(a|b)+{1}$", 1},
    {PATTERN_LIKE, "[a-c]x", "bx", 1},
    {PATTERN_LIKE, "[a-c]x", "dx", 0},
    {PATTERN_LIKE, "[!a]", "s", 1},
    {PATTERN_LIKE, "[!a]", "a", 0},
    {PATTERN_LIKE, "[^a-c]", "b", 0},
    {PATTERN_LIKE, "[!a]", "/", 1},
    {PATTERN_LIKE, "[]a]", "]", 1},
    {PATTERN_LIKE, "[a-]", "-", 1},
    {PATTERN_LIKE, "[\\]]", "]", 1},
    {PATTERN_LIKE, "[*]", "*", 1},
    {PATTERN_LIKE, "[*]", "x", 0},
    {PATTERN_LIKE, "a\\*", "a*", 1},
    {PATTERN_LIKE, "a\\*", "ab", 0},
    {PATTERN_LIKE, "*\\*b", "xa*b", 1},
    {PATTERN_LIKE, "[\xc3\xa9-\xc3\xbc]", "\xc3\xb6", 1},
};

START_TEST(meaning) {
    int found = match(meanings[_i].kind, meanings[_i].pattern, meanings[_i].subject,
                      strlen(meanings[_i].subject));
    ck_assert_msg(found == meanings[_i].found, "%s on %s: %d", meanings[_i].pattern,
                  meanings[_i].subject, found);
}
END_TEST

static const struct {
    enum pattern_kind kind;
    const char *pattern;
    size_t offset;
    const char *message;
} mistakes[] = {
    {PATTERN_MATCHES, "a(b", 3, "missing closing parenthesis"},
    {PATTERN_MATCHES, "\\C", 2, "using \\C is disabled by the application"},
    {PATTERN_MATCHES, "a\xff", 1, "the pattern is not UTF-8"},
    {PATTERN_LIKE, "\xff", 0, "the pattern is not UTF-8"},
    {PATTERN_LIKE, "a[bc", 1, "the set has no closing ]"},
    {PATTERN_LIKE, "[]", 0, "the set has no closing ]"},
    {PATTERN_LIKE, "a\\", 1, "nothing follows the last \\"},
    {PATTERN_LIKE, "[z-a]", 1, "the range runs backwards"},
    {PATTERN_LIKE, "[[:alpha:]]", 1, "a glob has no named sets; use matches"},
};

START_TEST(mistake) {
    struct pattern_error error;
    const char *pattern = mistakes[_i].pattern;
    ck_assert_ptr_null(pattern_compile(mistakes[_i].kind, pattern, strlen(pattern), &error));
    ck_assert_str_eq(error.message, mistakes[_i].message);
    ck_assert_uint_eq(error.offset, mistakes[_i].offset);
}
END_TEST

START_TEST(longest_pattern) {
    struct pattern_error error;
    char *long_pattern = malloc(PATTERN_SIZE_LIMIT + 1);
    memset(long_pattern, '*', PATTERN_SIZE_LIMIT + 1);
    struct pattern *stars = pattern_compile(PATTERN_LIKE, long_pattern, PATTERN_SIZE_LIMIT, &error);
    ck_assert_ptr_nonnull(stars);
    pattern_free(stars);
    ck_assert_ptr_null(pattern_compile(PATTERN_LIKE, long_pattern, PATTERN_SIZE_LIMIT + 1, &error));
    ck_assert_str_eq(error.message, "the pattern is longer than 64 KiB");
    free(long_pattern);
}
END_TEST

// Each of these would take from seconds to years without the budget.
static const struct {
    const char *pattern;
    size_t size;
    int found;
} hard[] = {
    {"(a+)+$", 30, -1},
    {"^(a|a)*$", 30, -1},
    {"^(a|aa)+$", 60, -1},
    {"(a*)*[xy]", 100000, -1},
    {"a.*[xy]", 1 << 20, -1},
    {"((?R)?a)*[xy]", 1 << 20, -1},
    {"(?:a?){25}a{25}[xy]", 300, -1},
};

static double seconds(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

START_TEST(budget) {
    char *subject = malloc(hard[_i].size + 1);
    memset(subject, 'a', hard[_i].size);
    subject[hard[_i].size] = 'b';
    double start = seconds();
    int found = match(PATTERN_MATCHES, hard[_i].pattern, subject, hard[_i].size + 1);
    ck_assert_int_eq(found, hard[_i].found);
    ck_assert_double_lt(seconds() - start, 2);
    free(subject);
}
END_TEST

START_TEST(long_glob) {
    size_t size = 1 << 20;
    char *subject = malloc(size);
    memset(subject, 'a', size);
    ck_assert_int_eq(match(PATTERN_LIKE, "*a*a*a*a*a*a*a*a*b", subject, size), 0);
    ck_assert_int_eq(match(PATTERN_LIKE, "*a*a*a*a*a*a*a*a*", subject, size), 1);
    ck_assert_int_eq(match(PATTERN_LIKE, "*ab*ab*[xy]", subject, size), 0);
    free(subject);
}
END_TEST

START_TEST(malformed_subject) {
    ck_assert_int_eq(match(PATTERN_MATCHES, "a", "a\xff", 2), -1);
    ck_assert_int_eq(match(PATTERN_MATCHES, "b", "a\0b", 3), 1);
}
END_TEST

START_TEST(list_owns) {
    struct pattern_error error;
    struct pattern_list *list = pattern_list_new();
    struct pattern_scratch *scratch = pattern_scratch_new();
    const struct pattern *first = pattern_list_compile(list, PATTERN_LIKE, "a*", 2, &error);
    for (int i = 0; i < 100; i++)
        ck_assert_ptr_nonnull(pattern_list_compile(list, PATTERN_LIKE, "b*", 2, &error));
    ck_assert_ptr_null(pattern_list_compile(list, PATTERN_MATCHES, "(", 1, &error));
    ck_assert_int_eq(pattern_match(first, scratch, "ab", 2), 1);
    pattern_scratch_free(scratch);
    pattern_list_free(list);
}
END_TEST

SUITE(pattern, NULL, NULL, EACH(meaning, meanings), EACH(mistake, mistakes), EACH(budget, hard),
      ONCE(longest_pattern), ONCE(long_glob), ONCE(malformed_subject), ONCE(list_owns))
