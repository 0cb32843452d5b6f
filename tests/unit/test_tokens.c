// The tokens of a whole document: names that stand twice, members, places and lines.
#include "config.h"

#include "facts/tokens.h"

#include <stdio.h>
#include <string.h>

#include "suites.h"

static struct arena *arena;
static struct scan scan;

static void begin(void) {
    arena = arena_new();
    scan_init(&scan);
}

static void end(void) {
    scan_clear(&scan);
    arena_free(arena);
}

static const struct scan_token *tokens_of(const char *json) {
    size_t size = strlen(json);
    char *text = arena_zero(arena, size + SCAN_PADDING, 1);
    memcpy(text, json, size);
    ck_assert(scan_value(&scan, scan_blanks(text), text + size, 0) != NULL);
    return tokens_keep(arena, &scan);
}

static const char *doubled_in(const char *json) {
    const struct scan_token *tokens = tokens_of(json);
    const struct scan_token *name = tokens_doubled(tokens, scan.count, arena);
    return name != NULL ? tokens_text(name, arena) : "";
}

// Names that begin with others, in every order, with one of them twice or none.
START_TEST(finds_what_stands_twice_in_any_order) {
    static const char *const names[] = {"a", "ab", "abc", "b", ""};
    enum { NAMES = 5, ORDERS = 5 * 5 * 5 * 5 * 5 };
    for (unsigned order = 0; order < ORDERS; order++) {
        unsigned seen = 0;
        const char *twice = "none";
        bool many = false;
        struct text json = {0};
        text_add(&json, "[{");
        for (unsigned i = 0, rest = order; i < NAMES; i++, rest /= NAMES) {
            const char *name = names[rest % NAMES];
            bool again = (seen & 1u << rest % NAMES) != 0;
            many |= again && strcmp(twice, "none") != 0;
            twice = again ? name : twice;
            seen |= 1u << rest % NAMES;
            text_addf(&json, "%s\"%s\":%u", i > 0 ? "," : "", name, i);
        }
        text_add(&json, "},{\"a\":1}]");
        const struct scan_token *tokens = tokens_of(text_data(&json));
        const struct scan_token *found = tokens_doubled(tokens, scan.count, arena);
        ck_assert_msg((found != NULL) == (strcmp(twice, "none") != 0), "%s", text_data(&json));
        if (found != NULL && !many)
            ck_assert_str_eq(tokens_text(found, arena), twice);
        text_clear(&json);
    }
}
END_TEST

static const struct text_pair doubled[] = {
    {"{}", ""},
    {"{\"a\":1,\"b\":[{\"a\":1},{\"a\":2}]}", ""},
    {"[1,[2,{\"x\":{\"y\":1,\"\\u0079\":2}}]]", "y"},
    {"{\"a\":[],\"b\":{},\"a\":[]}", "a"},
    {"{\"x\":{\"a\":1},\"a\":2}", ""},
    {"[{\"b\":1,\"b\":2},{\"a\":1,\"a\":2}]", "b"},
};

START_TEST(finds_what_stands_twice) {
    ck_assert_str_eq(doubled_in(doubled[_i].given), doubled[_i].wanted);
}
END_TEST

// The place of the value 7, or of the name of the member that has it.
static const struct text_pair places[] = {
    {"7", ""},
    {"[7]", "[0]"},
    {"{\"a\":7}", "a"},
    {"[[],[1,2],7,[3]]", "[2]"},
    {"[[0,[]],[1,[2,7]]]", "[1][1][1]"},
    {"{\"a\":{\"b\":0,\"c\":[{},{\"d e\":7}]},\"f\":1}", "a.c[1][\"d e\"]"},
    {"{\"x\":[],\"y\":{},\"z\":{\"w\":7}}", "z.w"},
};

static const struct scan_token *seven(const struct scan_token *tokens) {
    for (size_t i = 0; i < scan.count; i++)
        if (tokens[i].kind == SCAN_WHOLE && tokens[i].as.whole == 7)
            return &tokens[i];
    return NULL;
}

START_TEST(places_are_paths) {
    const struct scan_token *tokens = tokens_of(places[_i].given), *wanted = seven(tokens);
    struct text value = {0}, name = {0};
    tokens_add_place(&value, tokens, wanted);
    ck_assert_str_eq(text_data(&value), places[_i].wanted);
    bool member = wanted > tokens && wanted[-1].kind == SCAN_TEXT;
    tokens_add_place(&name, tokens, member ? wanted - 1 : wanted);
    ck_assert_str_eq(text_data(&name), places[_i].wanted);
    text_clear(&value);
    text_clear(&name);
}
END_TEST

START_TEST(members_are_found_by_their_whole_name) {
    const struct scan_token *tokens =
        tokens_of("{\"ab\":1,\"a\":{\"c\":2},\"b\":\"a\",\"c\":[3],\"a\\u0062c\":4}");
    ck_assert_int_eq(tokens_member(tokens, "a")->kind, SCAN_OBJECT);
    ck_assert_int_eq(tokens_member(tokens, "ab")->as.whole, 1);
    ck_assert_int_eq(tokens_member(tokens, "abc")->as.whole, 4);
    ck_assert_int_eq(tokens_member(tokens, "c")->kind, SCAN_LIST);
    ck_assert(token_is_text(tokens_member(tokens, "b"), "a"));
    ck_assert(!token_is_text(tokens_member(tokens, "b"), "ab"));
    ck_assert(!token_is_text(tokens_member(tokens, "ab"), "1"));
    ck_assert_ptr_null(tokens_member(tokens, ""));
    ck_assert_ptr_null(tokens_member(tokens, "abcd"));
    ck_assert_ptr_null(tokens_member(tokens_of("{}"), "a"));
}
END_TEST

static const struct {
    size_t at;
    unsigned long line, column;
} lines[] = {{0, 1, 1}, {1, 1, 2}, {2, 1, 3}, {3, 2, 1}, {4, 3, 1}, {5, 3, 2}};

START_TEST(lines_and_columns_count_from_one) {
    static const char text[] = "ab\n\ncd";
    unsigned long line, column;
    tokens_line(text, text + lines[_i].at, &line, &column);
    ck_assert_uint_eq(line, lines[_i].line);
    ck_assert_uint_eq(column, lines[_i].column);
}
END_TEST

// Written again, a document is the same but for its blanks and escapes.
START_TEST(is_written_again) {
    static const char all[] =
        "{\"a\":[null,true,false,-3,1.50,1e400,\"x\",{},[]],\"b\\u0041\":{\"\":\"\\n\"}}";
    struct text out = {0};
    struct json json = {.out = &out, .compact = true};
    tokens_write(&json, NULL, tokens_of(all));
    ck_assert_str_eq(
        text_data(&out),
        "{\"a\":[null,true,false,-3,1.50,1e400,\"x\",{},[]],\"bA\":{\"\":\"\\u000a\"}}");
    text_clear(&out);
}
END_TEST

SUITE(tokens, begin, end, ONCE(finds_what_stands_twice_in_any_order),
      EACH(finds_what_stands_twice, doubled), EACH(places_are_paths, places),
      ONCE(members_are_found_by_their_whole_name), EACH(lines_and_columns_count_from_one, lines),
      ONCE(is_written_again))
