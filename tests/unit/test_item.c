// Documents of facts while they are made: what is added, removed, printed and read.
#include <check.h>
#include <string.h>

#include "gather/item.h"
#include "suites.h"

static struct arena *arena;

static void begin(void) {
    arena = arena_new();
}

static void end(void) {
    arena_free(arena);
}

static void is_printed(const struct item *item, const char *wanted) {
    struct text out = {0};
    item_print(item, &(struct json){.out = &out, .compact = true}, NULL);
    ck_assert_str_eq(text_data(&out), wanted);
    text_clear(&out);
}

static struct item *read(const char *json) {
    struct text text = {0};
    text_add(&text, json);
    struct item *item = item_read(arena, &text);
    ck_assert_uint_eq(text.size, strlen(json));
    text_clear(&text);
    return item;
}

START_TEST(what_is_added_is_printed_in_order) {
    struct item *object = item_object(arena);
    item_add_text(object, "text", "a\"b\n");
    item_add_int(object, "int", INT64_MIN);
    item_add_bool(object, "yes", true);
    item_add_quantity(object, "exact", (UINT64_C(1) << 53) - 1, "B");
    item_add_quantity(object, "large", UINT64_MAX, "B");
    struct item *list = item_add_list(object, "list");
    item_add_text(list, NULL, "");
    item_add_object(list, NULL);
    is_printed(object, "{\"text\":\"a\\\"b\\u000a\",\"int\":-9223372036854775808,\"yes\":true,"
                       "\"exact\":9007199254740991,\"large\":\"18446744073709551615 B\","
                       "\"list\":[\"\",{}]}");
    item_set_text(object, "int", "now a text");
    item_set_text(object, "new", "text");
    ck_assert_str_eq(item_text(object, "int"), "now a text");
    ck_assert_str_eq(item_text(object, "new"), "text");
    ck_assert(item_is(object, "yes", true) && !item_is(object, "yes", false));
    ck_assert(!item_is(object, "text", true) && item_text(object, "yes") == NULL);
    ck_assert_ptr_null(item_find(list, "text"));
}
END_TEST

// What is left of [1,2,3] without one of them, and after 4 is added then.
static const struct {
    int removed;
    const char *left;
} removals[] = {{0, "[1,2,3,4]"}, {1, "[2,3,4]"}, {2, "[1,3,4]"}, {3, "[1,2,4]"}};

START_TEST(an_element_is_removed) {
    struct item *list = read("[1,2,3]");
    const struct item *element = item_first(list);
    while (element != NULL && element->as.whole != removals[_i].removed)
        element = element->next;
    item_remove(list, element);
    item_add_int(list, NULL, 4);
    is_printed(list, removals[_i].left);
}
END_TEST

// What is left of [1,2,3] cut to so many, and after 4 is added then.
static const char *const cuts[] = {"[4]", "[1,4]", "[1,2,4]", "[1,2,3,4]", "[1,2,3,4]"};

START_TEST(a_list_is_cut) {
    struct item *list = read("[1,2,3]");
    item_cut(list, (size_t)_i);
    item_add_int(list, NULL, 4);
    is_printed(list, cuts[_i]);
    ck_assert_uint_eq(item_count(list), (size_t)(_i < 3 ? _i : 3) + 1);
}
END_TEST

static const char *const texts[] = {
    "{}",
    "[[],{\"a\":[null,true,false]}]",
    "[9007199254740993,12345678901234567890,-1.50,1e3]",
    "{\"\\\"\":\"\\\\\",\"a\":\"\xc3\xa4\"}",
    "\"\"",
    "7",
};

START_TEST(what_is_read_is_printed_as_it_was) {
    is_printed(read(texts[_i]), texts[_i]);
}
END_TEST

static const char *const wrong[] = {"", " ", "{", "[1,]", "{} x", "nul", "\"a", "\"\xff\""};

START_TEST(what_is_no_json_is_not_read) {
    ck_assert_ptr_null(read(wrong[_i]));
}
END_TEST

START_TEST(a_part_moves_to_another_tree) {
    struct item *from = read("{\"a\":{\"b\":1},\"c\":2}"), *to = item_object(arena);
    item_add(to, "moved", item_find(from, "a"));
    item_add_int(to, "after", 3);
    is_printed(to, "{\"moved\":{\"b\":1},\"after\":3}");
}
END_TEST

SUITE(item, begin, end, ONCE(what_is_added_is_printed_in_order),
      EACH(an_element_is_removed, removals), EACH(a_list_is_cut, cuts),
      EACH(what_is_read_is_printed_as_it_was, texts), EACH(what_is_no_json_is_not_read, wrong),
      ONCE(a_part_moves_to_another_tree))
