// Writing JSON: numbers that stay exact, escapes, the layout.
#include "config.h"

#include "base/json.h"

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

SUITE(json, begin, end, ONCE(numbers_are_exact), ONCE(quantities_beyond_a_double_are_text),
      ONCE(layout_is_indented_or_compact), ONCE(texts_are_escaped))
