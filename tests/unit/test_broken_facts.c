// Broken facts: what they are told to be, and that reading ends whatever they are.
#include "config.h"

#include <string.h>

#include "../random.h"
#include "sea.h"
#include "suites.h"

static const struct text_pair mistakes[] = {
    {"{\"home\":{\"name\":5}}", "f|home.name|needs a text, but is a number\n"},
    {"{\"home\":{\"armed\":\"yes\"}}",
     "f|home.armed|needs true or false, but is the text \"yes\"; write true, without quotes\n"},
    {"{\"home\":{\"crew\":\"4\"}}", "f|home.crew|needs a whole number, but is the text \"4\"\n"},
    {"{\"home\":{\"crew\":2.5}}", "f|home.crew|needs a whole number, but is 2.5\n"},
    {"{\"home\":{\"crew\":0}}", "f|home.crew|0 is below the minimum of 1\n"},
    {"{\"home\":{\"length\":500.5}}", "f|home.length|500.5 is above the maximum of 500\n"},
    {"{\"home\":{\"crew\":9007199254740993}}",
     "f|home.crew|JSON does not carry the number 9007199254740993 exactly; a whole number is below "
     "9007199254740992 in size\n"},
    {"{\"home\":{\"crew\":68719476736000000}}",
     "f|home.crew|JSON does not carry the number 68719476736000000 exactly; a whole number is "
     "below "
     "9007199254740992 in size\n"},
    {"{\"home\":{\"length\":1e999}}", "f|home.length|JSON does not carry the number 1e999 exactly; "
                                      "a number has at most 15 significant "
                                      "digits, 9 of them after the point\n"},
    {"{\"home\":{\"hold\":9007199254740993}}",
     "f|home.hold|JSON does not carry the number 9007199254740993 exactly; write it as a text with "
     "its "
     "unit, such as \"9007199254740993 B\"\n"},
    {"{\"home\":{\"hold\":\"4 Gb\"}}",
     "f|home.hold|needs bytes, but is the text \"4 Gb\"; Gb is not a unit; write GB or Gbit\n"},
    {"{\"home\":{\"hold\":\"3 h\"}}", "f|home.hold|needs bytes, but is the text \"3 h\", which is "
                                      "duration; write a number and its unit, "
                                      "such as \"4 GiB\"\n"},
    {"{\"home\":{\"hold\":\"3\"}}", "f|home.hold|needs bytes, but is the text \"3\", which has no "
                                    "unit; write a number and its unit, "
                                    "such as \"4 GiB\"\n"},
    {"{\"home\":{\"hold\":-1}}", "f|home.hold|-1 B is below the minimum of 0 B\n"},
    {"{\"home\":{\"class\":\"tog\"}}",
     "f|home.class|\"tog\" is not one of \"tug\", \"liner\"; did you mean \"tug\"?\n"},
    {"{\"home\":{\"launched\":\"2026-11-23T10:00:00\"}}",
     "f|home.launched|\"2026-11-23T10:00:00\" is a time without a zone; write it like "
     "2026-11-23T10:00:00Z "
     "or 2026-11-23T10:00:00+01:00\n"},
    {"{\"home\":{\"launched\":\"soon\"}}", "f|home.launched|\"soon\" is no time; write it like "
                                           "2026-11-23T10:00:00Z, in the years 1678 to 2261\n"},
    {"{\"home\":{\"build\":1.10}}",
     "f|home.build|needs a version in double quotes, but is a number\n"},
    {"{\"home\":[]}", "f|home|needs an object, but is a list\n"},
    {"{\"home\":{\"engine\":3}}", "f|home.engine|needs an object, but is a number\n"},
    {"{\"home\":{\"cargo\":{}}}", "f|home.cargo|needs a list, but is an object; write [ ] around "
                                  "the elements, each with its key as a member\n"},
    {"{\"ship\":[{\"name\":\"a\"},7]}", "f|ship[1]|needs an object, but is a number\n"},
    {"{\"ship\":[{\"cargo\":[{},{\"id\":\"x\"}]}]}",
     "f|ship[0].cargo[1].id|needs a whole number, but is the text \"x\"\n"},
    {"{\"ship\":[{\"engine\":{\"part\":[\"a\",1]}}]}",
     "f|ship[0].engine.part[1]|needs a text, but is a number\n"},
    {"{\"home\":{\"crew\":1,\"crew\":1}}", "f|home.crew|the member stands twice in one object\n"},
    {"{\"home\":{\"crew\":1,\"crew\":2,\"crew\":3}}",
     "f|home.crew|the member stands twice in one object\n"},
    {"{\"home\":{},\"home\":{},\"home\":{}}", "f|home|the member stands twice in one object\n"},
    {"{\"home\":{},\"\\u0068ome\":{}}", "f|home|the member stands twice in one object\n"},
    {"{\"ship\":[{\"log\":[{\"line\":\"a\",\"line\":\"a\"}]}]}",
     "f|ship[0].log[0].line|the member stands twice in one object\n"},
    {"{\"facts\":\"land\"}", "f|facts|the facts are to be of the model \"sea\"\n"},
    {"{\"version\":2}", "f|version|the facts are to be of version 1 of the model\n"},
    {"", "f||the file is empty\n"},
    {" \n", "f||the file is empty\n"},
    {"[]", "f||a facts file is an object, {…}; a list is read with LIST=FILE (line 1, column 1, "
           "byte 0)\n"},
    {"{}\n{}", "f||nothing may follow the object; elements on lines of their own are read with "
               "LIST=FILE, such as vm=FILE (line 2, column 1, byte 3)\n"},
    {"{\"ship\":[{\"name\":\"a\"},\n{\"name\":01}]}",
     "f|ship[1]|a number does not begin with 0 (line 2, column 9, byte 31)\n"},
    {"{\"home\":{\"name\":\"a\xff\"}}",
     "f|home.name|malformed UTF-8 (line 1, column 19, byte 18)\n"},
    {"\xff\xfe{", "f||the UTF-16 text ends within a character (line 1, column 1, byte 0)\n"},
    {"{\"home\":{\"crew\":0,\"length\":-1},\"ship\":[{\"crew\":0}],\"log\":3}",
     "f|home.crew|0 is below the minimum of 1\nf|home.length|-1 is below the minimum of 0\n"
     "f|ship[0].crew|0 is below the minimum of 1\nf|log|needs a list, but is a number\n"},
};

START_TEST(test_mistakes) {
    sea_load(mistakes[_i].given);
    ck_assert_str_eq(sea.said, mistakes[_i].wanted);
    ck_assert_ptr_null(sea.store);
}
END_TEST

START_TEST(test_unknown_fields) {
    static const char json[] =
        "{\"home\":{\"nmae\":1,\"x\":{\"q\":1}},\"ship\":[{\"nmae\":2},{\"nmae\":3}]}";
    sea_load(json);
    ck_assert_ptr_nonnull(sea.store);
    ck_assert_str_eq(
        sea.said, "f||4 fields are not in the model sea: home.nmae (did you mean name?), home.x, "
                  "ship[0].nmae (did you mean name?)\n");
    sea.options.strict = true;
    sea_start();
    store_free(sea.store);
    sea.store = NULL;
    sea_load(json);
    ck_assert_ptr_null(sea.store);
    sea_start();
    sea_load("{\"x\":{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}}");
    ck_assert_ptr_nonnull(strstr(sea.said, "f|x.a[0].b|the member stands twice in one object\n"));
}
END_TEST

static void said_once(const char *line) {
    const char *at = strstr(sea.said, line);
    ck_assert_msg(at != NULL && strstr(at + 1, line) == NULL, "%s", sea.said);
}

// Names beyond those that have a slot are still compared with each other.
START_TEST(test_many_unknown_fields) {
    struct text json;
    text_init(&json);
    for (int level = 0; level < 2; level++) {
        text_add(&json, level == 0 ? "{" : ",\"ship\":[{");
        for (int i = 0; i < 200; i++)
            text_addf(&json, "%s\"u%d\":1", i == 0 ? "" : ",", i);
        text_add(&json, ",\"u199\":2,\"u199\":3");
    }
    text_add(&json, "}]}");
    sea_load(text_data(&json));
    text_clear(&json);
    said_once("f|u199|the member stands twice in one object\n");
    said_once("f|ship[0].u199|the member stands twice in one object\n");
    ck_assert_ptr_nonnull(
        strstr(sea.said, " fields are not in the model sea: u0, u1, u2, u3, u4, …\n"));
}
END_TEST

START_TEST(test_contradictions) {
    sea_add("1", "{\"home\":{\"hold\":1024},\"ship\":[{\"name\":\"b\",\"port\":[\"x\"]}]}");
    sea_add("2", "{\"home\":{\"crew\":3},\"ship\":[{\"name\":\"b\",\"class\":\"tug\"}]}");
    sea_add("3", "{\"home\":{\"crew\":4,\"hold\":\"1 "
                 "MiB\"},\"ship\":[{\"name\":\"a\"},{\"port\":[\"x\"],\"name\":\"b\","
                 "\"class\":\"liner\"}]}");
    sea_finish();
    ck_assert_str_eq(
        sea.said,
        "3|home.crew|4 here, but 3 in 2 (home.crew)\n"
        "3|home.hold|1 MiB here, but 1 KiB in 1 (home.hold)\n"
        "3|ship[1].port|the list stands in 1 too (ship[\"b\"].port), and lists without a key "
        "cannot be joined\n"
        "3|ship[1].class|\"liner\" here, but \"tug\" in 2 (ship[\"b\"].class)\n");
    ck_assert_ptr_null(sea.store);
}
END_TEST

START_TEST(test_large) {
    struct text json;
    text_init(&json);
    text_add(&json, "{\"home\":{\"name\":\"");
    text_add_repeat(&json, 'a', 1 << 20);
    text_add(&json, "\",\"engine\":{\"maker\":\"");
    text_add_repeat(&json, 'a', (1 << 20) + 1);
    text_add(&json, "\"}}}");
    sea_load(text_data(&json));
    ck_assert_str_eq(sea.said,
                     "f|home.engine.maker|a text of 1048577 bytes; at most 1 MiB is read\n");
    text_reset(&json);
    text_add(&json, "{\"home\":");
    text_add_repeat(&json, '[', 100000);
    sea_start();
    sea_load(text_data(&json));
    ck_assert_ptr_nonnull(
        strstr(sea.said, "f|home|lists and objects are nested more than 100 levels deep"));
    text_clear(&json);
}
END_TEST

static struct random chance;

static const char *const pieces[] = {
    "\"", "{",         "}",     "[",    "]",       ",",       ":",
    "\\", "null",      "1e999", "\xff", "\\u0000", "\\ud800", "9007199254740993",
    "-",  "\"name\":", "\xc3",  "0",    "1.5"};

// Changes some bytes: overwrites, cuts, doubles a stretch, or inserts a piece that JSON is made of.
static void mutate(struct text *json) {
    struct text changed;
    text_init(&changed);
    size_t at = random_below(&chance, (uint32_t)json->size), rest = json->size - at;
    size_t size = random_below(&chance, 12) < rest ? random_below(&chance, 12) % (rest + 1) : rest;
    text_add_bytes(&changed, json->data, at);
    switch (random_below(&chance, 4)) {
    case 0:
        text_add_char(&changed, (char)random_below(&chance, 256));
        break;
    case 1:
        text_add_bytes(&changed, json->data + at, size);
        text_add_bytes(&changed, json->data + at, size);
        break;
    case 2:
        text_add(&changed, RANDOM_OF(&chance, pieces));
        size = 0;
        break;
    default:
        break;
    }
    text_add_bytes(&changed, json->data + at + size, rest - size);
    text_clear(json);
    *json = changed;
}

// However a file is broken, reading ends with a store or with a message, and a sanitizer sees
// nothing.
START_TEST(test_mutations) {
    static const char good[] =
        "{\"facts\":\"sea\",\"version\":1,\"home\":{\"name\":\"h\\u00e9\\ud83d\\ude00\",\"engine\":"
        "{\"maker\":\"m\",\"power\":0.125,"
        "\"part\":[\"a\",null]},\"hold\":\"4 "
        "GiB\",\"launched\":\"2026-11-23T10:00:00Z\",\"class\":\"tug\"},"
        "\"ship\":[{\"name\":\"a\",\"crew\":3,\"cargo\":[{\"id\":2},{\"id\":1,\"what\":\"x\"}]},{"
        "\"name\":\"b\",\"armed\":false}],"
        "\"log\":[{\"line\":\"l\"}],\"other\":{\"x\":[1,{\"y\":2}]}}";
    size_t stored = 0, refused = 0;
    chance = random_new(1);
    while (stored + refused < 4000) {
        struct text json;
        text_init(&json);
        text_add(&json, good);
        for (uint32_t times = 1 + random_below(&chance, 4); times > 0 && json.size > 0; times--)
            mutate(&json);
        struct arena *arena = arena_new();
        struct diagnostics *all = diagnostics_new(arena, sources_new(arena));
        struct loader *mutant = loader_new(sea.model, NULL, all);
        if ((stored + refused) % 2 == 0)
            loader_add_text(mutant, "good", good, strlen(good));
        loader_add_text(mutant, "mutant", text_data(&json), json.size);
        struct store *made = loader_finish(mutant);
        ck_assert_msg((made == NULL) == (diagnostics_count(all, DIAGNOSTIC_ERROR) > 0), "%s",
                      text_data(&json));
        *(made == NULL ? &refused : &stored) += 1;
        store_free(made);
        arena_free(arena);
        text_clear(&json);
    }
    ck_assert_uint_gt(stored, 100);
    ck_assert_uint_gt(refused, 1000);
}
END_TEST

SUITE(broken_facts, sea_begin, sea_end, EACH(test_mistakes, mistakes), ONCE(test_unknown_fields),
      ONCE(test_many_unknown_fields), ONCE(test_contradictions), ONCE(test_large),
      ONCE(test_mutations))
