// Writing JSON: numbers that stay exact, escapes, the layout.
#include "config.h"

#include "base/json.h"

#include <stdio.h>

#include "suites.h"

static struct text out;
static struct json json;

static void begin(void) {
    out = (struct text){0};
    json = (struct json){.out = &out, .compact = true};
}

static void end(void) {
    text_clear(&out);
}

START_TEST(numbers_are_exact) {
    json_begin(&json, NULL, '{');
    json_int(&json, "least", INT64_MIN);
    json_int(&json, "most", INT64_MAX);
    json_raw(&json, "raw", "0.1");
    json_end(&json, '}');
    ck_assert_str_eq(text_data(&out),
                     "{\"least\":-9223372036854775808,\"most\":9223372036854775807,\"raw\":0.1}");
}
END_TEST

START_TEST(quantities_beyond_a_double_are_text) {
    json_begin(&json, NULL, '[');
    json_quantity(&json, NULL, 0, "B");
    json_quantity(&json, NULL, 9007199254740991, "B");
    json_quantity(&json, NULL, 9007199254740992, "B");
    json_quantity(&json, NULL, UINT64_MAX, "Hz");
    json_end(&json, ']');
    ck_assert_str_eq(text_data(&out),
                     "[0,9007199254740991,\"9007199254740992 B\",\"18446744073709551615 Hz\"]");
}
END_TEST

static void write_nested(void) {
    json_begin(&json, NULL, '{');
    json_begin(&json, "none", '{');
    json_end(&json, '}');
    json_begin(&json, "list", '[');
    json_text(&json, NULL, "{\"[,:]\\");
    json_begin(&json, NULL, '{');
    json_bool(&json, "yes", true);
    json_text(&json, "no", NULL);
    json_end(&json, '}');
    json_end(&json, ']');
    json_end(&json, '}');
}

START_TEST(layout_is_indented_or_compact) {
    json.compact = false;
    write_nested();
    ck_assert_str_eq(text_data(&out), "{\n"
                                      "  \"none\": {},\n"
                                      "  \"list\": [\n"
                                      "    \"{\\\"[,:]\\\\\",\n"
                                      "    {\n"
                                      "      \"yes\": true,\n"
                                      "      \"no\": null\n"
                                      "    }\n"
                                      "  ]\n"
                                      "}\n");
    text_reset(&out);
    json = (struct json){.out = &out, .compact = true};
    write_nested();
    ck_assert_str_eq(text_data(&out),
                     "{\"none\":{},\"list\":[\"{\\\"[,:]\\\\\",{\"yes\":true,\"no\":null}]}");
}
END_TEST

START_TEST(texts_are_escaped) {
    json_begin(&json, NULL, '{');
    json_text(&json, "a\"b", "\x01\n/\x7f M\xc3\xbcller");
    json_text(&json, "b", "\xff\xc3");
    json_end(&json, '}');
    ck_assert_str_eq(text_data(&out), "{\"a\\\"b\":\"\\u0001\\u000a/\\u007f M\xc3\xbcller\","
                                      "\"b\":\"\xef\xbf\xbd\xef\xbf\xbd\"}");
}
END_TEST

START_TEST(a_part_may_stand_on_a_line) {
    json.compact = false;
    json_begin(&json, NULL, '[');
    json_begin_line(&json, NULL, '{');
    json_begin_line(&json, "list", '[');
    json_int(&json, NULL, 1);
    json_begin(&json, NULL, '[');
    json_end(&json, ']');
    json_end(&json, ']');
    json_bool(&json, "yes", true);
    json_end(&json, '}');
    json_int(&json, NULL, 2);
    json_end(&json, ']');
    ck_assert_str_eq(text_data(&out), "[\n"
                                      "  {\"list\":[1,[]],\"yes\":true},\n"
                                      "  2\n"
                                      "]\n");
}
END_TEST

// Keeps all pieces, and the largest size of one.
struct keeping {
    struct drain drain;
    struct text all;
    size_t count, largest;
};

static void keep(struct drain *drain, const char *bytes, size_t size) {
    struct keeping *keeping = (struct keeping *)drain;
    text_add_bytes(&keeping->all, bytes, size);
    keeping->count++;
    keeping->largest = size > keeping->largest ? size : keeping->largest;
}

static void write_numbers(struct text *text) {
    struct json numbers = {.out = text};
    json_begin(&numbers, NULL, '[');
    for (int i = 0; i < 100000; i++)
        json_int(&numbers, NULL, i);
    json_end(&numbers, ']');
}

START_TEST(a_drain_takes_all_of_it_in_pieces) {
    struct keeping keeping = {.drain = {keep}};
    struct text pieces = {.drain = &keeping.drain};
    write_numbers(&out);
    write_numbers(&pieces);
    ck_assert_uint_gt(keeping.count, 10);
    ck_assert_uint_lt(keeping.largest, TEXT_PIECE + 100);
    text_add(&keeping.all, text_data(&pieces));
    ck_assert_str_eq(text_data(&keeping.all), text_data(&out));
    text_clear(&keeping.all);
    text_clear(&pieces);
}
END_TEST

// Wherever it stands in a text of whatever length.
START_TEST(what_is_special_is_found) {
    static const struct text_pair pairs[] = {{"\"", "\\\""},       {"\\", "\\\\"},
                                             {"\x01", "\\u0001"},  {"\x1f", "\\u001f"},
                                             {"\x7f", "\\u007f"},  {"\u202e", "\\u202e"},
                                             {"\u00fc", "\u00fc"}, {"\xa2", "\uFFFD"},
                                             {"!", "!"},           {"~", "~"}};
    char given[64], wanted[64];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (int before = 0; before < 20; before++)
            for (int behind = 0; behind < 20; behind++) {
                snprintf(given, sizeof given, "%.*s%s%.*s", before, " !#[]^~az09 !#[]^~az09",
                         pairs[i].given, behind, "09za~^][#! 09za~^][#! ");
                snprintf(wanted, sizeof wanted, "\"%.*s%s%.*s\"", before, " !#[]^~az09 !#[]^~az09",
                         pairs[i].wanted, behind, "09za~^][#! 09za~^][#! ");
                text_reset(&out);
                json_add_quoted(&out, given);
                ck_assert_str_eq(text_data(&out), wanted);
            }
}
END_TEST

SUITE(json, begin, end, ONCE(numbers_are_exact), ONCE(quantities_beyond_a_double_are_text),
      ONCE(layout_is_indented_or_compact), ONCE(texts_are_escaped), ONCE(what_is_special_is_found),
      ONCE(a_part_may_stand_on_a_line), ONCE(a_drain_takes_all_of_it_in_pieces))
