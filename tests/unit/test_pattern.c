// Patterns: what matches and globs mean, messages of malformed ones, and how long they may take.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check/pattern.h"
#include "check/pattern_literal.h"
#include "suites.h"

static int match(enum pattern_kind kind, const char *pattern, const char *subject, size_t size) {
    struct arena *arena = arena_new();
    struct pattern_error error;
    struct pattern *compiled = pattern_compile(arena, kind, pattern, strlen(pattern), &error);
    ck_assert_msg(compiled != NULL, "%s: %s", pattern, error.message);
    struct pattern_scratch *scratch = pattern_scratch_new();
    int found = pattern_match(compiled, scratch, subject, size);
    pattern_scratch_free(scratch);
    arena_free(arena);
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
    {PATTERN_MATCHES, "(?i)\xc3\xa9", "\xc3\x89", 1},
    {PATTERN_MATCHES, "^\\p{L}\\p{Nd}$",
     "\xc3\xa9"
     "1",
     1},
    {PATTERN_MATCHES, "\\w", "\xc3\xa9", 0},
    {PATTERN_MATCHES, "\\Qa.b\\E", "a.b", 1},
    {PATTERN_MATCHES, "(?<name>a)(?P<other>b)", "ab", 1},
    {PATTERN_MATCHES, "(?<z>a)(?<Z>b)", "ab", 1},
    {PATTERN_MATCHES, "(?<a>a)(?<A>b)", "ab", 1},
    {PATTERN_MATCHES, "[[:]", ":", 1},
    {PATTERN_MATCHES, "[[=]", "=", 1},
    {PATTERN_MATCHES, "[[.]", ".", 1},
    {PATTERN_MATCHES, "[]a]", "]", 1},
    {PATTERN_MATCHES, "[(]", "(", 1},
    {PATTERN_MATCHES, "a{2", "a{2", 1},
    // plain texts
    {PATTERN_MATCHES, "^a\\.b", "a.bc", 1},
    {PATTERN_MATCHES, "^a\\.b", "xa.b", 0},
    {PATTERN_MATCHES, "b$", "ab", 1},
    {PATTERN_MATCHES, "b$", "ba", 0},
    {PATTERN_MATCHES, "^ab$", "ab", 1},
    {PATTERN_MATCHES, "^ab$", "abab", 0},
    {PATTERN_MATCHES, "abb?$", "ab", 1},
    {PATTERN_MATCHES, "a\\nb", "a\nb", 1},
    {PATTERN_MATCHES, "$", "a", 1},
    {PATTERN_MATCHES, "^$", "a", 0},
    {PATTERN_MATCHES, "(?m)^b$", "a\nb\nc", 1},
    {PATTERN_MATCHES, "(?i:A)b", "aB", 0},
    {PATTERN_MATCHES, "^a{2}$", "aa", 1},
    {PATTERN_MATCHES, "a{,2}", "a{,2}", 1},
    // texts that are in every match, and what only looks like one
    {PATTERN_MATCHES, "^*ab.", "xabc", 1},
    {PATTERN_MATCHES, "^ab.", "xabc", 0},
    {PATTERN_MATCHES, ".ab$", "xabc", 0},
    {PATTERN_MATCHES, "(?m).ab$", "xab\nc", 1},
    {PATTERN_MATCHES, "xyz.|b", "b", 1},
    {PATTERN_MATCHES, "xyz(c|d)*", "xy", 0},
    {PATTERN_MATCHES, "xy(z|d)*", "xy", 1},
    {PATTERN_MATCHES, "a.(?i)xyz", "abXYZ", 1},
    {PATTERN_MATCHES, "xyz?.", "xy1", 1},
    {PATTERN_MATCHES, "xyz{0,3}.", "xy1", 1},
    {PATTERN_MATCHES, "xyz{0}.", "xy1", 1},
    {PATTERN_MATCHES, "x{[}]", "x{}", 1},
    {PATTERN_MATCHES, "[^]xyz]b", "ab", 1},
    {PATTERN_MATCHES, "[[:digit:]xyz]b", "1b", 1},
    {PATTERN_MATCHES, "[\\]xyz]b", "]b", 1},
    {PATTERN_MATCHES, "\\x41b.", "Abc", 1},
    {PATTERN_MATCHES, "\\x{41}b.", "Abc", 1},
    {PATTERN_MATCHES, "\\p{Greek}.", "\xce\xb1x", 1},
    {PATTERN_MATCHES, "\\Q.*\\E.", ".*x", 1},
    {PATTERN_MATCHES, "a\xc3\xa9*.", "ax", 1},
    {PATTERN_MATCHES, "(?<xyz>a).", "ab", 1},
    {PATTERN_MATCHES, "(?:xyz)?a.", "ab", 1},
    // rows of characters and sets
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "vm-0000001", 1},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "v-0000001", 1},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "vm-000001", 0},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "vm-00000012", 0},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "vm-0000001\n", 0},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "Vm-0000001", 0},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "abcdefghijklmnopqrstuvwxyz12345-0000001",
     1},
    {PATTERN_MATCHES, "^[a-z][a-z0-9-]{0,30}-[0-9]{7}$", "abcdefghijklmnopqrstuvwxyz123456-0000001",
     0},
    {PATTERN_MATCHES, "^a?b*c+d{2}$", "cdd", 1},
    {PATTERN_MATCHES, "^a?b*c+d{2}$", "abbbcccdd", 1},
    {PATTERN_MATCHES, "^a?b*c+d{2}$", "abbbdd", 0},
    {PATTERN_MATCHES, "^a?b*c+d{2}$", "aabcdd", 0},
    {PATTERN_MATCHES, "^a?b?$", "", 1},
    {PATTERN_MATCHES, "^ab{2,}", "abbbc", 1},
    {PATTERN_MATCHES, "^ab{2,}", "ab", 0},
    {PATTERN_MATCHES, "b?1{2,3}$", "ab111", 1},
    {PATTERN_MATCHES, "b?1{2,3}$", "ab1112", 0},
    {PATTERN_MATCHES, "a[0-9]*b", "xa12ab", 1},
    {PATTERN_MATCHES, "a[0-9]*b", "xa12cb", 0},
    {PATTERN_MATCHES, "^a.*z$", "a\xc3\xa9z", 1},
    {PATTERN_MATCHES, "^a.*b$", "a\nb", 0},
    {PATTERN_MATCHES, "(?s)^a.*b$", "a\nb", 1},
    {PATTERN_MATCHES, "^a.z$", "a\xc3\xa9z", 1},
    {PATTERN_MATCHES, "^.+.$", "\xc3\xa9", 0},
    {PATTERN_MATCHES, "^[]a]+$", "]a", 1},
    {PATTERN_MATCHES, "^[]a]+$", "b", 0},
    {PATTERN_MATCHES, "^[-a]+[a-]\\.$", "-a-.", 1},
    {PATTERN_MATCHES, "^[-a]+[a-]\\.$", "-a-x", 0},
    {PATTERN_MATCHES, "^[+--]$", ",", 1},
    {PATTERN_MATCHES, "^[\\]\\-a]+$", "]-a", 1},
    {PATTERN_MATCHES, "^[\\d]$", "d", 0},
    {PATTERN_MATCHES, "^\\d\\d$", "42", 1},
    {PATTERN_MATCHES, "^\\w$", "_", 1},
    {PATTERN_MATCHES, "^a{0}b$", "b", 1},
    {PATTERN_MATCHES, "^a{64}$", "a", 0},
    {PATTERN_MATCHES, "^a??b$", "ab", 1},
    {PATTERN_MATCHES, "^\xc3\xa9*z$", "\xc3\xa9z", 1},
    {PATTERN_LIKE, "web-*-[0-9]", "web-\xc3\xa9-1", 1},
    {PATTERN_LIKE, "web-*-[0-9]", "web-1", 0},
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
    {PATTERN_MATCHES, "a(b", 1, "the ( has no closing )"},
    {PATTERN_MATCHES, "\\(a([)](b)", 3, "the ( has no closing )"},
    {PATTERN_MATCHES, "a)b", 1, "the ) closes nothing"},
    {PATTERN_MATCHES, "a[b", 1, "the set has no closing ]"},
    {PATTERN_MATCHES, "a[]b", 1, "the set has no closing ]"},
    {PATTERN_MATCHES, "[[:alpa:]]", 1, "there is no set with this name"},
    {PATTERN_MATCHES, "\\p{Klingon}", 0, "there is no class of characters with this name"},
    {PATTERN_MATCHES, "[b-a]", 1, "this is no range of characters"},
    {PATTERN_MATCHES, "[a-\\d]", 3, "this is no range of characters"},
    {PATTERN_MATCHES, "[[.a.]]", 1, "a set has no collating elements"},
    {PATTERN_MATCHES, "a\\", 1, "nothing follows the last \\"},
    {PATTERN_MATCHES, "a\\y", 1, "this escape means nothing"},
    {PATTERN_MATCHES, "\\\\y\\y", 3, "this escape means nothing"},
    {PATTERN_MATCHES, "\\Q\\y\\E\\y", 6, "this escape means nothing"},
    {PATTERN_MATCHES, "\\xg", 0, "this escape means nothing"},
    {PATTERN_MATCHES, "\\x{1", 0, "this escape means nothing"},
    {PATTERN_MATCHES, "[\\1]", 1, "this escape means nothing"},
    {PATTERN_MATCHES, "*a", 0, "there is nothing to repeat"},
    {PATTERN_MATCHES, "\\*|*a", 3, "there is nothing to repeat"},
    {PATTERN_MATCHES, "a**", 1, "it repeats a repeat"},
    {PATTERN_MATCHES, "a{2,1}", 1, "the numbers of the repeat run backwards"},
    {PATTERN_MATCHES, "a{1001}", 1, "it repeats more than 1000 times"},
    {PATTERN_MATCHES, "a{1,1001}", 1, "it repeats more than 1000 times"},
    {PATTERN_MATCHES, "((a{99}){99}){99}", 3, "it repeats more than 1000 times"},
    {PATTERN_MATCHES, "(\\pL{900}|\\pM{900})", 0, "its repeats make it too large"},
    {PATTERN_MATCHES, "(?<n-m>a)", 0, "this is no name for a group"},
    {PATTERN_MATCHES, "(?<n>a)(?<n-m>a)", 7, "this is no name for a group"},
    {PATTERN_MATCHES, "(?<n>a)(?Pm)", 7, "this group means nothing"},
    // what other engines have
    {PATTERN_MATCHES, "a(?=b)", 1, "a pattern does not look ahead"},
    {PATTERN_MATCHES, "a(?!b)", 1, "a pattern does not look ahead"},
    {PATTERN_MATCHES, "(?<=a)b", 0, "a pattern does not look behind"},
    {PATTERN_MATCHES, "(?<!a)b", 0, "a pattern does not look behind"},
    {PATTERN_MATCHES, "(a)\\1", 3, "a pattern does not refer back to a group"},
    {PATTERN_MATCHES, "(a)\\12", 3, "a pattern does not refer back to a group"},
    {PATTERN_MATCHES, "(?<n>a)\\k<n>", 7, "a pattern does not refer back to a group"},
    {PATTERN_MATCHES, "(?P<n>a)(?P=n)", 8, "a pattern does not refer back to a group"},
    {PATTERN_MATCHES, "(?>a)", 0, "a pattern has no atomic groups"},
    {PATTERN_MATCHES, "a++", 1, "a pattern has no possessive repeats"},
    {PATTERN_MATCHES, "a{2}+", 1, "a pattern has no possessive repeats"},
    {PATTERN_MATCHES, "(?|a)", 0, "a pattern has no groups that share a number"},
    {PATTERN_MATCHES, "(?(1)a)", 0, "a pattern has no conditions"},
    {PATTERN_MATCHES, "(?R)", 0, "a pattern does not call itself"},
    {PATTERN_MATCHES, "(?C1)", 0, "a pattern has no callouts"},
    {PATTERN_MATCHES, "(*UTF)a", 0, "a pattern has no verbs"},
    {PATTERN_MATCHES, "(?#a)b", 0, "a pattern has no comments"},
    {PATTERN_MATCHES, "(?x)a", 0, "this group means nothing"},
    {PATTERN_MATCHES, "(?<>a)", 0, "this group means nothing"},
    {PATTERN_MATCHES, "\\R", 0, "a pattern has no \\R"},
    {PATTERN_MATCHES, "a\\Z", 1, "a pattern has no \\Z"},
    {PATTERN_MATCHES, "\\C", 0, "a pattern has no \\C"},
    {PATTERN_MATCHES, "[\\v]", 1, "a pattern has no \\v"},
    {PATTERN_MATCHES, "a\\B", 1, "a pattern has no \\B"},
    {PATTERN_MATCHES, "a\xff", 1, "the pattern is not UTF-8"},
    {PATTERN_LIKE, "\xff", 0, "the pattern is not UTF-8"},
    {PATTERN_LIKE, "a[bc", 1, "the set has no closing ]"},
    {PATTERN_LIKE, "[b-", 0, "the set has no closing ]"},
    {PATTERN_LIKE, "[b-c", 0, "the set has no closing ]"},
    {PATTERN_LIKE, "[c-b", 1, "the range runs backwards"},
    {PATTERN_LIKE, "[]", 0, "the set has no closing ]"},
    {PATTERN_LIKE, "a\\", 1, "nothing follows the last \\"},
    {PATTERN_LIKE, "[z-a]", 1, "the range runs backwards"},
    {PATTERN_LIKE, "[[:alpha:]]", 1, "a glob has no named sets; use matches"},
};

START_TEST(mistake) {
    struct arena *arena = arena_new();
    struct pattern_error error;
    const char *pattern = mistakes[_i].pattern;
    ck_assert_msg(!pattern_compile(arena, mistakes[_i].kind, pattern, strlen(pattern), &error),
                  "%s is taken", pattern);
    ck_assert_str_eq(error.message, mistakes[_i].message);
    ck_assert_uint_eq(error.offset, mistakes[_i].offset);
    arena_free(arena);
}
END_TEST

// What lies behind the pattern in memory is no part of it.
START_TEST(ends_where_it_says) {
    struct arena *arena = arena_new();
    struct pattern_error error;
    ck_assert_ptr_null(pattern_compile(arena, PATTERN_MATCHES, "(?=a)", 1, &error));
    ck_assert_str_eq(error.message, "the ( has no closing )");
    arena_free(arena);
}
END_TEST

START_TEST(longest_pattern) {
    struct arena *arena = arena_new();
    struct pattern_error error;
    char *longest = malloc(PATTERN_SIZE_LIMIT + 1);
    memset(longest, '*', PATTERN_SIZE_LIMIT + 1);
    ck_assert_ptr_nonnull(
        pattern_compile(arena, PATTERN_LIKE, longest, PATTERN_SIZE_LIMIT, &error));
    ck_assert_ptr_null(
        pattern_compile(arena, PATTERN_LIKE, longest, PATTERN_SIZE_LIMIT + 1, &error));
    ck_assert_str_eq(error.message, "the pattern is longer than 64 KiB");
    for (size_t i = 0; i < PATTERN_SIZE_LIMIT; i++)
        longest[i] = i % 8 == 7 ? '|' : (char)('a' + i * i / 8 % 26);
    struct pattern *names =
        pattern_compile(arena, PATTERN_MATCHES, longest, PATTERN_SIZE_LIMIT, &error);
    ck_assert_ptr_nonnull(names);
    ck_assert_uint_le(pattern_size(names), PATTERN_INSTRUCTIONS);
    free(longest);
    arena_free(arena);
}
END_TEST

// Each of these would take from seconds to years where an engine tries one way after the other.
static const struct {
    const char *pattern;
    size_t size;
    int found;
} hard[] = {
    {"(a+)+$", 100000, 0},
    {"^(a|a)*$", 100000, 0},
    {"^(a|aa)+$", 100000, 0},
    {"(a*)*[xy]", 1 << 20, 0},
    {"a.*[xy]", 1 << 20, 0},
    {".*x|.*y|.*z", 1 << 20, 0},
    {"(?:a?){25}a{25}[xy]", 300000, 0},
    {"(a|b)*?c?\\d", 1 << 20, 0},
    {"(.*)(.*)(.*)b$", 1 << 20, 1},
    {"[ab]*a[ab]{14}[xy]", 100000, 0},
};

static double seconds(void) {
    return (double)clock() / CLOCKS_PER_SEC;
}

START_TEST(one_pass) {
    char *subject = malloc(hard[_i].size + 1);
    for (size_t i = 0; i < hard[_i].size; i++)
        subject[i] = i % 7 == i % 11 ? 'b' : 'a';
    memset(subject, 'a', hard[_i].size / 2);
    subject[hard[_i].size] = 'b';
    double start = seconds();
    int found = match(PATTERN_MATCHES, hard[_i].pattern, subject, hard[_i].size + 1);
    ck_assert_int_eq(found, hard[_i].found);
    ck_assert_double_lt(seconds() - start, 2);
    free(subject);
}
END_TEST

// Automata that do not fit: the text meets more states than there is room for.
START_TEST(many_states) {
    enum { SIZE = 1 << 17 };
    char *subject = malloc(SIZE);
    uint32_t state = 1;
    for (size_t i = 0; i < SIZE; i++, state = state * 1664525 + 1013904223)
        subject[i] = state >> 31 ? 'a' : 'b';
    subject[SIZE - 20] = 'a';
    subject[SIZE - 1] = 'x';
    ck_assert_int_eq(match(PATTERN_MATCHES, "a[ab]{18}x", subject, SIZE), 1);
    subject[SIZE - 20] = 'b';
    ck_assert_int_eq(match(PATTERN_MATCHES, "a[ab]{18}x", subject, SIZE), 0);
    free(subject);
}
END_TEST

START_TEST(too_long) {
    enum { SIZE = 1 << 20 };
    char *subject = malloc(SIZE);
    memset(subject, 'a', SIZE);
    ck_assert_int_eq(match(PATTERN_MATCHES, "a[ab]{300}x", subject, SIZE), -1);
    ck_assert_int_eq(match(PATTERN_MATCHES, "a[ab]{300}x", subject, SIZE / 8), 0);
    ck_assert_int_eq(match(PATTERN_MATCHES, "a[ab]{30}x", subject, SIZE), 0);
    free(subject);
}
END_TEST

// Of a text only as much is looked at as belongs to the glob.
START_TEST(glob_of_a_part) {
    struct arena *arena = arena_new();
    struct pattern_error error;
    ck_assert_ptr_null(pattern_compile(arena, PATTERN_LIKE, "[[:alpha:]]", 2, &error));
    ck_assert_str_eq(error.message, "the set has no closing ]");
    arena_free(arena);
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

// The longest text that every match has in it, and whether it begins or ends the text.
static const struct {
    const char *pattern, *literal;
    bool at_start, at_end;
} literals[] = {
    {"abc.", "abc", 0, 0},
    {"^ab.c", "ab", 1, 0},
    {"^a.bc", "bc", 0, 0},
    {"^*ab.", "ab", 0, 0},
    {"(?s)^ab.", "ab", 1, 0},
    {"a.bcd$", "bcd", 0, 1},
    {"^.ab$", "ab", 0, 1},
    {"ab$c", "ab", 0, 0},
    {"(ab)$", "", 0, 0},
    {"ab*cd", "cd", 0, 0},
    {"abc+d", "ab", 0, 0},
    {"abc?d", "ab", 0, 0},
    {"a{2}bc", "bc", 0, 0},
    {"ab{2,3}c", "a", 0, 0},
    {"abc\\.{2}d", "abc", 0, 0},
    {"ab|cd", "", 0, 0},
    {"(ab|cd)e", "e", 0, 0},
    {"(a(b)c)def", "def", 0, 0},
    {"(?:ab)cd", "cd", 0, 0},
    {"(?P<n>ab)cd", "cd", 0, 0},
    {"(?i)ab", "", 0, 0},
    {"(?i:ab)c", "", 0, 0},
    {"[xyz]ab", "ab", 0, 0},
    {"[]xyz]ab", "ab", 0, 0},
    {"[^]xyz]ab", "ab", 0, 0},
    {"[\\]xyz]ab", "ab", 0, 0},
    {"[[:digit:]]ab", "ab", 0, 0},
    {"[[:digit:]]a]bc", "bc", 0, 0},
    {"[[:digit:]xyz]ab", "ab", 0, 0},
    {"[[:digit:]](x]|y)ab", "ab", 0, 0},
    {"\\.ab", ".ab", 0, 0},
    {"a\\dbc", "bc", 0, 0},
    {"abc\\x41d", "", 0, 0},
    {"a\xc3\xa9"
     "bc",
     "bc", 0, 0},
    {"ab]cde", "cde", 0, 0},
    {"ab}c", "ab", 0, 0},
    {"ab.cd", "ab", 0, 0},
    {"", "", 0, 0},
};

START_TEST(has_a_literal) {
    struct arena *arena = arena_new();
    struct plain found = literal_of(arena, literals[_i].pattern, strlen(literals[_i].pattern));
    ck_assert_str_eq(arena_printf(arena, "%.*s", (int)found.size, found.bytes),
                     literals[_i].literal);
    ck_assert_int_eq(found.at_start, literals[_i].at_start);
    ck_assert_int_eq(found.at_end, literals[_i].at_end);
    arena_free(arena);
}
END_TEST

// What is captured, of a pattern that is a plain text and of others.
static const struct {
    const char *pattern, *subject;
    uint32_t group;
    int found;
    size_t begin, end;
} captures[] = {
    {"b", "abc", 0, 1, 1, 2},           {"c$", "abc", 0, 1, 2, 3},
    {"^ab", "abc", 0, 1, 0, 2},         {"x", "abc", 0, 0, 7, 7},
    {"b", "abc", 1, 0, 7, 7},           {"(b)(c)", "abc", 2, 1, 2, 3},
    {"(b)|(x)", "abc", 2, 1, 0, 0},     {"(b)", "abc", 2, 0, 7, 7},
    {"[a-z]+?", "abc", 0, 1, 0, 1},     {"(?s).*b", "abc", 0, 1, 0, 2},
    {"(?:a|ab)(c|)", "ab", 1, 1, 1, 1}, {"b", "abc", 100, 0, 7, 7},
};

START_TEST(capture) {
    struct arena *arena = arena_new();
    struct pattern_scratch *scratch = pattern_scratch_new();
    struct pattern_error error;
    const char *words = captures[_i].pattern, *subject = captures[_i].subject;
    size_t begin = 7, end = 7;
    const struct pattern *pattern =
        pattern_compile(arena, PATTERN_MATCHES, words, strlen(words), &error);
    ck_assert_int_eq(pattern_capture(pattern, scratch, subject, strlen(subject), captures[_i].group,
                                     &begin, &end),
                     captures[_i].found);
    ck_assert_uint_eq(begin, captures[_i].begin);
    ck_assert_uint_eq(end, captures[_i].end);
    pattern_scratch_free(scratch);
    arena_free(arena);
}
END_TEST

// What lacks the text that every match has needs no automaton, which would be work to make.
START_TEST(looks_for_the_literal_first) {
    struct arena *arena = arena_new();
    struct pattern_scratch *scratch = pattern_scratch_new();
    struct pattern_error error;
    const struct pattern *pattern = pattern_compile(arena, PATTERN_MATCHES, "abc[0-9]", 8, &error);
    ck_assert_int_eq(pattern_match(pattern, scratch, "xyz1", 4), 0);
    ck_assert_uint_eq(pattern_scratch_work(scratch), 4);
    ck_assert_int_eq(pattern_match(pattern, scratch, "abc1", 4), 1);
    ck_assert_uint_ge(pattern_scratch_work(scratch), 4 + 4 + 8);
    pattern_scratch_free(scratch);
    arena_free(arena);
}
END_TEST

// The work of a round over `count` patterns, each of which is asked whether it matches, and where.
static uint64_t work_of_round(struct pattern_scratch *scratch, struct pattern *const *patterns,
                              int count) {
    uint64_t before = pattern_scratch_work(scratch);
    for (int i = 0; i < count; i++) {
        size_t begin = 9, end = 9;
        int found = i % 2 == 0;
        ck_assert_int_eq(pattern_match(patterns[i], scratch, "m1239", 5), found);
        ck_assert_int_eq(pattern_capture(patterns[i], scratch, "m1239", 5, 0, &begin, &end), found);
        ck_assert_uint_eq(end, found ? 5 : 9);
    }
    return pattern_scratch_work(scratch) - before;
}

// A few patterns are compiled once; of more than a scratch keeps each is compiled in every round.
START_TEST(many_patterns) {
    enum { PATTERNS = 6000, FEW = 1500 };
    struct arena *arena = arena_new();
    struct pattern_scratch *scratch = pattern_scratch_new();
    struct pattern *patterns[PATTERNS];
    struct pattern_error error;
    for (int i = 0; i < PATTERNS; i++)
        patterns[i] = pattern_compile(arena, PATTERN_MATCHES,
                                      i % 2 == 0 ? "^[a-z][0-9]*$" : "^[a-z][0-8]*$", 13, &error);
    uint64_t first = work_of_round(scratch, patterns, FEW);
    ck_assert_uint_gt(first - 5 * FEW, work_of_round(scratch, patterns, FEW));
    pattern_scratch_forget(scratch);
    ck_assert_uint_eq(work_of_round(scratch, patterns, FEW), first);
    pattern_scratch_forget(scratch);
    first = work_of_round(scratch, patterns, PATTERNS);
    ck_assert_uint_eq(work_of_round(scratch, patterns, PATTERNS), first);
    pattern_scratch_free(scratch);
    arena_free(arena);
}
END_TEST

SUITE(pattern, NULL, NULL, EACH(meaning, meanings), EACH(mistake, mistakes), EACH(one_pass, hard),
      EACH(capture, captures), EACH(has_a_literal, literals), ONCE(ends_where_it_says),
      ONCE(many_states), ONCE(too_long), ONCE(longest_pattern), ONCE(long_glob),
      ONCE(glob_of_a_part), ONCE(many_patterns), ONCE(looks_for_the_literal_first))
