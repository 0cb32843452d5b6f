// The JSON grammar: what the scan takes, what it refuses and where, and which numbers survive.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "facts/scan.h"
#include "suites.h"

static struct scan scan;
static char *text;

static void begin(void) {
    scan_init(&scan);
    text = NULL;
}

static void end(void) {
    scan_clear(&scan);
    free(text);
}

// Scans a text that lies at the very end of its memory, so that a sanitizer sees every look beyond
// it.
static const char *scan_bytes(const char *bytes, size_t size) {
    free(text);
    text = calloc(size + SCAN_PADDING, 1);
    ck_assert_ptr_nonnull(text);
    memcpy(text, bytes, size);
    return scan_value(&scan, text, text + size, 0);
}

static bool is_taken(const char *json) {
    const char *last = scan_bytes(json, strlen(json));
    return last == text + strlen(json);
}

static const char *const good[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "12",
    "-12",
    "0.5",
    "1e5",
    "1E+5",
    "1.25e-3",
    "\"\"",
    "\"a\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "\"\\u00e9\\ud83d\\ude00\"",
    "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"",
    "\"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\"",
    "[]",
    "{}",
    "[ ]",
    "{ }",
    "[1,[2,{\"a\":[]}]]",
    "{\"a\":1,\"b\":{\"c\":null}}",
    "[\n1 ,\t2\r]",
    "\"more than eight bytes, and then more\"",
    "\"\x7f\"",
};

START_TEST(test_good) {
    ck_assert_msg(is_taken(good[_i]), "%s: %s", good[_i], scan.problem);
}
END_TEST

// The place of the mistake counts bytes from the beginning.
static const struct {
    const char *json;
    long place;
    const char *problem;
} bad[] = {
    {"", 0, "the text ends too soon"},
    {"tru", 3, "the text ends too soon"},
    {"trux", 0, "a value is expected"},
    {"nul ", 0, "a value is expected"},
    {"01", 0, "a number does not begin with 0"},
    {"-01", 1, "a number does not begin with 0"},
    {"+1", 0, "a number begins with a digit or a minus"},
    {".5", 0, "a number begins with a digit or a minus"},
    {"1.", 2, "the text ends too soon"},
    {"1.x", 2, "a digit follows the point of a number"},
    {"1ex", 2, "a digit follows the e of a number"},
    {"-x", 1, "a digit follows the minus of a number"},
    {"NaN", 0,
     "a value is expected: a text in double quotes, or true, false or null in lower case"},
    {"'a'", 0, "a text stands in double quotes"},
    {"/* */1", 0, "JSON has no comments"},
    {"\"a", 2, "the text ends too soon"},
    {"\"a\tb\"", 2, "a control character in a text is written as an escape"},
    {"\"a\nb\"", 2, "a text ends on its line; write a line break as \\n"},
    {"\"\\q\"", 2, "an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"},
    {"\"\\u12g4\"", 1, "\\u is followed by four hexadecimal digits"},
    {"\"\\u0000\"", 1, "a text holds no NUL character (\\u0000)"},
    {"\"\\ud800\"", 1, "a lone surrogate is no character"},
    {"\"\\ud800\\u0041\"", 1, "a lone surrogate is no character"},
    {"\"\\udc00\"", 1, "a lone surrogate is no character"},
    {"\"ab\xff\"", 3, "malformed UTF-8"},
    {"\"\xc0\xaf\"", 1, "malformed UTF-8"},
    {"\"\xe0\x80\x80\"", 1, "malformed UTF-8"},
    {"\"\xed\xa0\x80\"", 1, "malformed UTF-8"},
    {"\"\xf4\x90\x80\x80\"", 1, "malformed UTF-8"},
    {"\"\xc3\"", 1, "malformed UTF-8"},
    {"[1,]", 3, "one ',' too many before ']'"},
    {"[1 2]", 3, "',' or ']' is expected"},
    {"[", 1, "the text ends too soon"},
    {"{\"a\":1,}", 7, "one ',' too many before '}'"},
    {"{a:1}", 1, "a name in double quotes is expected"},
    {"{\"a\" 1}", 5, "':' is expected after a name"},
    {"{\"a\":1 \"b\"}", 7, "',' or '}' is expected"},
    {"]", 0, "a value is expected"},
};

START_TEST(test_bad) {
    ck_assert_ptr_null(scan_bytes(bad[_i].json, strlen(bad[_i].json)));
    ck_assert_str_eq(scan.problem, bad[_i].problem);
    ck_assert_int_eq(scan.failed - text, bad[_i].place);
}
END_TEST

START_TEST(test_nul) {
    ck_assert_ptr_null(scan_bytes("\"a\0b\"", 5));
    ck_assert_str_eq(scan.problem, "a text holds no NUL byte");
    ck_assert_int_eq(scan.failed - text, 2);
    ck_assert_ptr_null(scan_bytes("[\0]", 3));
    ck_assert_str_eq(scan.problem, "a NUL byte");
}
END_TEST

// A prefix of a good text is never read beyond its end and never taken for another mistake than
// that.
START_TEST(test_prefix) {
    const char *json = good[_i];
    for (size_t size = 0; size < strlen(json); size++) {
        const char *last = scan_bytes(json, size);
        bool number_or_blank = last != NULL;
        ck_assert_msg(number_or_blank || scan.failed + 12 >= scan.end, "%s: %s", text,
                      scan.problem);
        ck_assert(last == NULL || last <= scan.end);
    }
}
END_TEST

START_TEST(test_depth) {
    char nested[2 * SCAN_DEPTH + 4];
    for (size_t depth = SCAN_DEPTH; depth <= SCAN_DEPTH + 1; depth++) {
        memset(nested, '[', depth);
        memset(nested + depth, ']', depth);
        nested[2 * depth] = '\0';
        ck_assert_int_eq(is_taken(nested), depth == SCAN_DEPTH);
    }
    ck_assert_str_eq(scan.problem, "lists and objects are nested more than 100 levels deep");
}
END_TEST

static const struct {
    const char *json;
    enum scan_kind kind;
} numbers[] = {
    {"0", SCAN_WHOLE},
    {"-0", SCAN_WHOLE},
    {"999999999999999", SCAN_WHOLE},
    {"9007199254740991", SCAN_DECIMAL},
    {"-9007199254740991", SCAN_DECIMAL},
    {"9007199254740992", SCAN_INEXACT},
    {"9007199254740993", SCAN_INEXACT},
    {"-9007199254740993", SCAN_INEXACT},
    {"68719476736000000", SCAN_DECIMAL},
    {"1e999", SCAN_INEXACT},
    {"1e29", SCAN_DECIMAL},
    {"1e30", SCAN_INEXACT},
    {"1e-9", SCAN_DECIMAL},
    {"1e-10", SCAN_INEXACT},
    {"0e999", SCAN_DECIMAL},
    {"0.1", SCAN_DECIMAL},
    {"0.000000001", SCAN_DECIMAL},
    {"0.0000000001", SCAN_INEXACT},
    {"1.23456789012345", SCAN_DECIMAL},
    {"1.234567890123456", SCAN_INEXACT},
    {"1.50000000000000000000", SCAN_DECIMAL},
    {"1.500000000000000000000000000000000000000000", SCAN_INEXACT},
};

START_TEST(test_numbers) {
    ck_assert(is_taken(numbers[_i].json));
    ck_assert_uint_eq(scan.count, 1);
    ck_assert_msg(scan.tokens[0].kind == numbers[_i].kind, "%s is %d", numbers[_i].json,
                  scan.tokens[0].kind);
}
END_TEST

START_TEST(test_tokens) {
    ck_assert(is_taken("{\"a\":[1,-2,{\"b\":\"x\\n\"}],\"c\":\"yz\"}"));
    static const struct {
        enum scan_kind kind;
        uint32_t size;
    } want[] = {{SCAN_OBJECT, 9}, {SCAN_TEXT, 1},   {SCAN_LIST, 5}, {SCAN_WHOLE, 0},
                {SCAN_WHOLE, 0},  {SCAN_OBJECT, 2}, {SCAN_TEXT, 1}, {SCAN_ESCAPED, 3},
                {SCAN_TEXT, 1},   {SCAN_TEXT, 2}};
    ck_assert_uint_eq(scan.count, sizeof want / sizeof *want);
    for (size_t i = 0; i < scan.count; i++) {
        ck_assert_int_eq(scan.tokens[i].kind, want[i].kind);
        if (want[i].kind != SCAN_WHOLE)
            ck_assert_uint_eq(scan.tokens[i].size, want[i].size);
    }
    ck_assert_int_eq(scan.tokens[4].as.whole, -2);
    ck_assert_ptr_eq(scan_next(&scan.tokens[2]), &scan.tokens[8]);
}
END_TEST

// Whole numbers of every length, with every digit in every place but the first of several.
START_TEST(test_wholes) {
    char digits[20];
    for (int from = 0; from < 10; from++) {
        int64_t number = 1;
        for (int size = 1; size <= 14; size++) {
            number = size == 1 ? from : (number == 0 ? 1 : number) * 10 + (size * 7 + from) % 10;
            snprintf(digits, sizeof digits, "-%" PRId64, number);
            ck_assert(is_taken(digits));
            ck_assert_int_eq(scan.tokens[0].kind, SCAN_WHOLE);
            ck_assert_int_eq(scan.tokens[0].as.whole, -number);
            ck_assert(is_taken(digits + 1));
            ck_assert_int_eq(scan.tokens[0].as.whole, number);
        }
    }
}
END_TEST

// ---- names that were there before ----

static bool same_token(const struct scan_token *token, const struct scan_token *other,
                       const char *other_text) {
    if (token->kind != other->kind || token->kind < SCAN_WHOLE)
        return token->kind == other->kind;
    if (token->kind == SCAN_WHOLE)
        return token->as.whole == other->as.whole;
    return token->size == other->size && token->as.at - text == other->as.at - other_text;
}

// The scan, which has seen other texts, says of this one what one says that has seen none.
static void check_unmoved(const char *json) {
    size_t size = strlen(json);
    struct scan fresh;
    scan_init(&fresh);
    char *other_text = calloc(size + SCAN_PADDING, 1);
    ck_assert_ptr_nonnull(other_text);
    memcpy(other_text, json, size);
    const char *want = scan_value(&fresh, other_text, other_text + size, 0);
    const char *last = scan_bytes(json, size);
    ck_assert_msg((want == NULL) == (last == NULL), "%s: %s", json,
                  want == NULL ? fresh.problem : scan.problem);
    if (want == NULL) {
        ck_assert_str_eq(scan.problem, fresh.problem);
        ck_assert_int_eq(scan.failed - text, fresh.failed - other_text);
    } else {
        ck_assert_int_eq(last - text, want - other_text);
        ck_assert_uint_eq(scan.count, fresh.count);
        for (size_t i = 0; i < scan.count; i++)
            ck_assert_msg(same_token(&scan.tokens[i], &fresh.tokens[i], other_text),
                          "token %zu of %s", i, json);
    }
    free(other_text);
    scan_clear(&fresh);
}

static const char *const alike[] = {
    "[{\"a\":1,\"bc\":\"x\",\"d\":[{\"e\":true,\"f\":{}}]},{\"a\":2,\"d\":[],\"bc\":\"y\"}]",
    "[{\"a\" : 1 , \"bc\" :\n \"x\"},\n {\"a\" : -2 , \"bc\" :\n \"\"}\n, { \"a\" : 3 } ]",
    "[{\"a name as long as can be kept\":1},{\"a name as long as can be kept\":2}]",
    "[{\"one that is too long to be kept\":1},{\"one that is too long to be kept\":2}]",
    "[{\"\\u0061\":1,\"\xc3\xa9\":2},{\"\\u0061\":3,\"\xc3\xa9\":4},{\"a\":5,\"a\":6}]",
};

// Texts that one byte makes another, each of which may have any name before it or behind it.
START_TEST(test_alike) {
    static const char bytes[] = "{}[]\",: \\ab1-";
    char changed[256];
    size_t size = strlen(alike[_i]);
    ck_assert_uint_lt(size + 1, sizeof changed);
    for (int round = 0; round < 2; round++)
        for (size_t at = 0; at < size; at++)
            for (const char *byte = bytes; *byte != '\0'; byte++) {
                memcpy(changed, alike[_i], size + 1);
                changed[at] = *byte;
                check_unmoved(changed);
                memcpy(changed + at + 1, alike[_i] + at, size - at + 1);
                check_unmoved(changed);
                memcpy(changed + at, alike[_i] + at + 1, size - at);
                check_unmoved(changed);
            }
}
END_TEST

// More names than are kept, twice.
START_TEST(test_many_names) {
    char json[64];
    for (int i = 0; i < 2 * USUAL_NAMES * 2; i++) {
        snprintf(json, sizeof json, "{\"a\":{\"name%d\":1},\"b\":2}", i % (2 * USUAL_NAMES));
        check_unmoved(json);
    }
    ck_assert_uint_eq(scan.usual.count, USUAL_NAMES);
}
END_TEST

SUITE(scan, begin, end, EACH(test_good, good), EACH(test_bad, bad), EACH(test_prefix, good),
      EACH(test_numbers, numbers), ONCE(test_nul), ONCE(test_depth), ONCE(test_tokens),
      ONCE(test_wholes), EACH(test_alike, alike), ONCE(test_many_names))
