// Types: which are equal, and how they are written.
#include "lang/model.h"
#include "suites.h"

static const char *const on_off[] = {"on", "off"}; // names are interned: equal by pointer
static const char *off_on[2], *only_on[1];
static const struct record host = {.name = "host"}, disk = {.name = "disk"};
static const struct type text = {.kind = TYPE_TEXT},
                         bytes = {.kind = TYPE_NUMBER, .dimension = {1, 0}};

// Rows are types of which no two are equal.
static struct type types[] = {
    {.kind = TYPE_BOOL},
    {.kind = TYPE_INT},
    {.kind = TYPE_NUMBER},
    {.kind = TYPE_NUMBER, .dimension = {1, 0}},
    {.kind = TYPE_NUMBER, .dimension = {0, 1}},
    {.kind = TYPE_NUMBER, .dimension = {0, -1}},
    {.kind = TYPE_NUMBER, .dimension = {1, -1}},
    {.kind = TYPE_NUMBER, .dimension = {2, 0}},
    {.kind = TYPE_TEXT},
    {.kind = TYPE_TIME},
    {.kind = TYPE_VERSION},
    {.kind = TYPE_ENUM, .choices = on_off, .choice_count = 2},
    {.kind = TYPE_ENUM, .choices = only_on, .choice_count = 1},
    {.kind = TYPE_LIST, .element = &text},
    {.kind = TYPE_LIST, .element = &bytes},
    {.kind = TYPE_RECORD, .record = &host},
    {.kind = TYPE_RECORD, .record = &disk},
};
static const char *const shown[] = {
    "bool",
    "int",
    "number",
    "bytes",
    "duration",
    "frequency",
    "bandwidth",
    "number in B^2",
    "text",
    "time",
    "version",
    "one of [\"on\", \"off\"]",
    "one of [\"on\"]",
    "list of text",
    "list of bytes",
    "host",
    "disk",
};
enum { TYPES = sizeof types / sizeof *types };

static void begin(void) {
    only_on[0] = off_on[1] = on_off[0];
    off_on[0] = on_off[1];
}

START_TEST(equal_to_itself_only) {
    for (int i = 0; i < TYPES; i++)
        ck_assert_msg(type_equal(&types[_i], &types[i]) == (i == _i), "%s and %s", shown[_i],
                      shown[i]);
}
END_TEST

START_TEST(shows) {
    struct text out;
    text_init(&out);
    type_show(&out, &types[_i]);
    ck_assert_str_eq(text_data(&out), shown[_i]);
    text_clear(&out);
}
END_TEST

START_TEST(equal_choices) {
    struct type a = {.kind = TYPE_ENUM, .choices = on_off, .choice_count = 2};
    struct type b = {.kind = TYPE_ENUM, .choices = off_on, .choice_count = 2};
    ck_assert(type_equal(&a, &b));
}
END_TEST

START_TEST(poison_agrees) {
    struct type poison = {.kind = TYPE_POISON};
    ck_assert(type_equal(&poison, &types[_i]));
    ck_assert(type_equal(&types[_i], &poison));
}
END_TEST

START_TEST(shapes_do_not_count) {
    struct shape shape = {.record = &host};
    struct type a = {.kind = TYPE_RECORD, .record = &host, .shape = &shape};
    struct type b = {.kind = TYPE_RECORD, .record = &host};
    ck_assert(type_equal(&a, &b));
}
END_TEST

SUITE(type, begin, NULL, {equal_to_itself_only, TYPES}, {shows, TYPES}, {poison_agrees, TYPES},
      ONCE(equal_choices), ONCE(shapes_do_not_count))
