// Writing JSON: numbers that stay exact and the layout.
#include "config.h"

#include "facts/write_json.h"

#include <stdlib.h>
#include <string.h>

#include "suites.h"

// Frees the tree and checks what it prints as.
static void assert_prints(cJSON *tree, bool pretty, const char *wanted) {
    char *text = json_print(tree, pretty);
    ck_assert_str_eq(text, wanted);
    free(text);
    cJSON_Delete(tree);
}

START_TEST(integers_are_exact) {
    cJSON *object = json_object();
    json_add_int(object, "least", INT64_MIN);
    json_add_int(object, "most", INT64_MAX);
    json_add_int(object, "beyond fifteen digits", 9007199254740991);
    json_add_raw_number(object, "raw", "0.1");
    assert_prints(object, false,
                  "{\"least\":-9223372036854775808,\"most\":9223372036854775807,"
                  "\"beyond fifteen digits\":9007199254740991,\"raw\":0.1}");
}
END_TEST

START_TEST(quantities_beyond_a_double_are_text) {
    cJSON *object = json_object();
    json_add_quantity(object, "none", 0, "B");
    json_add_quantity(object, "last", 9007199254740991, "B");
    json_add_quantity(object, "first", 9007199254740992, "B");
    json_add_quantity(object, "most", UINT64_MAX, "Hz");
    assert_prints(object, false,
                  "{\"none\":0,\"last\":9007199254740991,\"first\":\"9007199254740992 B\","
                  "\"most\":\"18446744073709551615 Hz\"}");
}
END_TEST

START_TEST(parsed_integers_print_as_read) {
    static const char text[] = "[9007199254740991,-1000000000000001,0,-3,0.5,{\"a\":[1e3]}]";
    cJSON *tree = cJSON_Parse(text);
    json_exact_integers(tree);
    assert_prints(tree, false, "[9007199254740991,-1000000000000001,0,-3,0.5,{\"a\":[1000]}]");
}
END_TEST

START_TEST(layout_is_indented) {
    cJSON *object = json_object();
    json_add_object(object, "none");
    json_add_list(object, "empty");
    cJSON *list = json_add_list(object, "list");
    json_append_text(list, "{\"[,:]\\");
    json_add_bool(json_append_object(list), "yes", true);
    assert_prints(object, true,
                  "{\n"
                  "  \"none\": {},\n"
                  "  \"empty\": [],\n"
                  "  \"list\": [\n"
                  "    \"{\\\"[,:]\\\\\",\n"
                  "    {\n"
                  "      \"yes\": true\n"
                  "    }\n"
                  "  ]\n"
                  "}\n");
}
END_TEST

START_TEST(texts_are_escaped) {
    cJSON *object = json_object();
    json_add_text(object, "a\"b", "\x01\n\t/ M\xc3\xbcller");
    assert_prints(object, false, "{\"a\\\"b\":\"\\u0001\\n\\t/ M\xc3\xbcller\"}");
}
END_TEST

SUITE(write_json, NULL, NULL, ONCE(integers_are_exact), ONCE(quantities_beyond_a_double_are_text),
      ONCE(parsed_integers_print_as_read), ONCE(layout_is_indented), ONCE(texts_are_escaped))
