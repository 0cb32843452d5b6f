// Loading facts: values, lists and order, files that merge, and what is selected.
#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../random.h"
#include "facts/column.h"
#include "sea.h"
#include "suites.h"

START_TEST(test_values) {
    sea_load("{\"facts\":\"sea\",\"version\":1,\"home\":{\"name\":\"Ann "
             "\\u00e9\\\"\",\"length\":12.5,\"crew\":4.0,"
             "\"hold\":9007199254740991,\"speed\":\"8 "
             "Mbit/s\",\"launched\":\"1970-01-01T00:00:01Z\",\"armed\":true,"
             "\"class\":\"tug\",\"build\":\"1.10\",\"engine\":{\"maker\":\"M\",\"power\":null}}}");
    ck_assert_str_eq(sea.said, "");
    ck_assert_str_eq(sea_values("", "home.name"), "Ann é\" ");
    ck_assert_str_eq(sea_values("", "home.length"), "12.5 ");
    ck_assert_str_eq(sea_values("", "home.crew"), "4 ");
    ck_assert_str_eq(sea_values("", "home.hold"), "9007199254740991 ");
    ck_assert_str_eq(sea_values("", "home.speed"), "1000000 ");
    ck_assert_str_eq(sea_values("", "home.launched"), "1000000000 ");
    ck_assert_str_eq(sea_values("", "home.armed"), "true ");
    ck_assert_str_eq(sea_values("", "home.class"), "tug ");
    ck_assert_str_eq(sea_values("", "home.engine.maker"), "M ");
    ck_assert_str_eq(sea_values("", "home.engine.power"), "? ");
}
END_TEST

START_TEST(test_lists) {
    sea_load(
        "{\"ship\":[{\"name\":\"c\",\"cargo\":[{\"id\":10,\"what\":\"x\"},{\"id\":9},{\"what\":"
        "\"y\"}]},{\"name\":\"a\"},"
        "{\"name\":\"b\",\"cargo\":[],\"port\":[\"z\",null,\"y\"]}],\"log\":[{\"line\":\"2\"},"
        "null,{\"line\":\"1\"}]}");
    ck_assert_str_eq(sea_values("ship", "name"), "a b c ");
    ck_assert_str_eq(sea_values("ship.cargo", "id"), "~ | | 9 10 ? ");
    ck_assert_str_eq(sea_values("ship.cargo", "what"), "~ | | ? x y ");
    ck_assert_str_eq(sea_values("ship.port", "value"), "~ | z ? y | ~ ");
    ck_assert_str_eq(sea_values("log", "line"), "2 ? 1 ");
    ck_assert_str_eq(sea_values("chosen.cargo", "id"), "~ | | 9 10 ? ");
    ck_assert_ptr_eq(sea_space("chosen.cargo")->offsets, sea_space("ship.cargo")->offsets);
    ck_assert_str_eq(sea_space("chosen")->def->path, "chosen");
}
END_TEST

// Whatever the order of members and keyed elements, the columns are the same.
START_TEST(test_order) {
    enum { SHIPS = 5000 };
    const char *first = NULL;
    for (unsigned step = 1; step < 10; step += step == 3 ? 4 : 2) { // 1, 3, 7, 9: no part of 5000
        struct text json;
        text_init(&json);
        text_add(&json, "{\"ship\":[");
        for (unsigned i = 0, ship = 0; i < SHIPS; i++, ship = (ship + step * 101) % SHIPS)
            text_addf(&json,
                      "%s{\"cargo\":[{\"id\":2},{\"id\":1}],\"length\":%u.5,\"name\":\"ship-%u\"}",
                      i == 0 ? "" : ",", ship % 400, ship);
        text_add(&json, "]}");
        if (sea.loader == NULL)
            sea_start();
        sea_load(text_data(&json));
        text_clear(&json);
        struct text all;
        text_init(&all);
        text_addf(&all, "%s%s%s", sea_values("ship", "name"), sea_values("ship", "length"),
                  sea_values("ship.cargo", "id"));
        const char *now = text_copy(&all, sea.arena);
        text_clear(&all);
        if (first != NULL)
            ck_assert_int_eq(strcmp(now, first), 0); // too long to be shown
        first = now;
    }
    ck_assert_int_eq(strncmp(first, "ship-0 ship-1 ship-10 ship-100 ship-1000 ship-1001 ", 51), 0);
}
END_TEST

// Keys of up to twenty bytes, of which many begin alike and differ at any place, or end: with two
// letters they differ in few bits, with all of them in many.
static const char *const letter_sets[] = {"ab", "abcdefghijklmnopqrstuvwxyzABCDEF"};

START_TEST(test_order_of_long_keys) {
    enum { KEYS = 3000 };
    const char *letters = letter_sets[_i];
    struct text json = {0};
    struct random random = random_new(7);
    text_add(&json, "{\"ship\":[");
    for (unsigned i = 0; i < KEYS; i++) {
        char name[24] = "";
        unsigned size = 7 + random_below(&random, 13);
        for (unsigned at = 0; at < size; at++)
            name[at] = at < 7 ? 'a' : letters[random_below(&random, (uint32_t)strlen(letters))];
        text_addf(&json, "%s{\"name\":\"%s\"}", i == 0 ? "" : ",", name);
    }
    text_add(&json, "]}");
    sea_load(text_data(&json));
    text_clear(&json);
    const struct space *ships = sea_space("ship");
    const struct column *names = &ships->columns[ships->def->key->index];
    for (uint32_t row = 1; row < ships->rows; row++)
        ck_assert_int_le(strcmp(intern_text(sea.store->dictionary, column_text(names, row - 1)),
                                intern_text(sea.store->dictionary, column_text(names, row))),
                         0);
    ck_assert_uint_eq(ships->rows, KEYS);
}
END_TEST

// So many that both threads sort them: numbers that are spread, nearly all of them close to each
// other, each twice, and of up to twelve digits.
static uint64_t spread_number(uint32_t i) {
    return i * 7919 % 40000;
}

static uint64_t close_number(uint32_t i) {
    return i % 4000 == 1 ? 900000 - i : spread_number(i);
}

static uint64_t doubled_number(uint32_t i) {
    return spread_number(i) / 2;
}

static uint64_t long_number(uint32_t i) {
    return (spread_number(i) + 1) * spread_number(i) * (i % 3 == 0 ? 601 : 1);
}

static uint64_t (*const number_of_ship[])(uint32_t i) = {spread_number, close_number,
                                                         doubled_number, long_number};

START_TEST(test_order_of_many_keys) {
    enum { SHIPS = 40000 };
    struct text json = {0};
    text_add(&json, "{\"ship\":[");
    for (uint32_t i = 0; i < SHIPS; i++)
        text_addf(&json, "%s{\"name\":\"s%s%" PRIu64 "\",\"crew\":%u,\"cargo\":[{\"id\":%u}]}",
                  i == 0 ? "" : ",", _i < 3 ? "hip-" : "", number_of_ship[_i](i), i + 1, i + 1);
    text_add(&json, "]}");
    sea_load(text_data(&json));
    text_clear(&json);
    const struct space *ships = sea_space("ship"), *cargo = sea_space("ship.cargo");
    const struct column *names = &ships->columns[ships->def->key->index],
                        *ids = &cargo->columns[cargo->def->key->index];
    const struct column *crews = NULL;
    for (uint32_t c = 0; c < ships->def->column_count; c++)
        if (strcmp(ships->def->columns[c]->path, "crew") == 0)
            crews = &ships->columns[c];
    ck_assert_uint_eq(ships->rows, SHIPS);
    const char *before = "";
    int64_t crew_before = 0;
    for (uint32_t row = 0; row < SHIPS; row++) {
        const char *name = intern_text(sea.store->dictionary, column_text(names, row));
        int64_t crew = column_cell(crews, row).as.integer;
        int compared = strcmp(before, name);
        ck_assert_msg(compared < 0 || (compared == 0 && crew_before < crew), "%s, then %s", before,
                      name);
        char wanted[32];
        snprintf(wanted, sizeof wanted, "s%s%" PRIu64, _i < 3 ? "hip-" : "",
                 number_of_ship[_i]((uint32_t)crew - 1));
        ck_assert_str_eq(name, wanted);
        ck_assert_int_eq(column_cell(ids, cargo->offsets[row]).as.integer, crew);
        before = name;
        crew_before = crew;
    }
    ck_assert(_i == 3 || ships->duplicate_keys == (number_of_ship[_i] == doubled_number));
}
END_TEST

// Numbers that move with their rows, and are packed meanwhile: those of each size, multiples, those
// below 0, and a last one that is not like the others.
static const struct {
    int64_t scale, last;
} powers[] = {
    {0, 0},
    {1, 0},
    {16, 16},
    {INT64_C(3) << 20, 1},
    {INT64_C(1) << 36, 999999999999999},
    {-1, 0},
    {-(INT64_C(5) << 30), -999999999999999},
    {0, 255},
    {0, 256},
    {0, 65537},
    {0, INT64_C(1) << 32},
    {16, 65536 * 16},
};

START_TEST(test_order_of_numbers) {
    enum { SHIPS = 3000, UNKNOWN = 77, STEP = 1009 };
    int64_t power_of[SHIPS];
    struct text json = {0}, wanted = {0};
    text_add(&json, "{\"ship\":[");
    for (unsigned i = 0; i < SHIPS; i++) {
        unsigned ship = i * STEP % SHIPS;
        power_of[ship] = i == SHIPS - 1 ? powers[_i].last : i * powers[_i].scale;
        text_addf(&json, "%s{\"name\":\"ship-%04u\"", i == 0 ? "" : ",", ship);
        if (ship != UNKNOWN)
            text_addf(&json, ",\"engine\":{\"power\":%" PRId64 "}", power_of[ship]);
        text_add(&json, "}");
    }
    text_add(&json, "]}");
    sea_load(text_data(&json));
    for (unsigned ship = 0; ship < SHIPS; ship++)
        if (ship == UNKNOWN)
            text_add(&wanted, "? ");
        else
            text_addf(&wanted, "%" PRId64 " ", power_of[ship]);
    ck_assert_str_eq(sea.said, "");
    ck_assert_int_eq(strcmp(sea_values("ship", "engine.power"), text_data(&wanted)), 0); // too long
    text_clear(&json);
    text_clear(&wanted);
}
END_TEST

// Ships 500 to 1 or 1 to 500 and, among them, one with another key (NULL: none), each with the
// maker of its engine; those of every so many have an escape, and those of some follow one with the
// same.
static const char *ships_around(const char *stray, bool ascending) {
    enum { SHIPS = 500, STRAY = 77, ESCAPED = 50 };
    struct text json = {0};
    text_add(&json, "{\"ship\":[");
    for (unsigned i = 0; i < SHIPS; i++) {
        unsigned ship = ascending ? 1 + i : SHIPS - i;
        text_add(&json, i == 0 ? "{" : ",{");
        if (ship != STRAY)
            text_addf(&json, "\"name\":\"ship-%03u\",", ship);
        else if (stray != NULL)
            text_addf(&json, "\"name\":\"%s\",", stray);
        text_addf(&json, "\"engine\":{\"maker\":\"maker %u%s\"}}", ship / (ship < 30 ? 3 : 1),
                  ship % ESCAPED == 0 ? "\\u00e9" : "");
    }
    text_add(&json, "]}");
    if (sea.loader == NULL)
        sea_start();
    sea_load(text_data(&json));
    text_clear(&json);
    const char *names = sea_values("ship", "name"), *makers = sea_values("ship", "engine.maker");
    return arena_printf(sea.arena, "%s%s", names, makers);
}

// What the keys that are looked at first have in common is not what all have: one is their
// beginning, or empty, or not there. Texts that nobody compares go with their rows.
START_TEST(test_order_of_a_stray_key) {
    static const char *const strays[] = {"ship-", "sh", "sail-1", "ship-0", "", NULL};
    for (size_t i = 0; i < 2 * (sizeof strays / sizeof *strays); i++) {
        sea.options.compared =
            i % 2 == 0 ? NULL : ARENA_ARRAY(sea.arena, int, sea.model->column_count);
        const char *ascending = ships_around(strays[i / 2], true);
        ck_assert_int_eq(strcmp(ships_around(strays[i / 2], false), ascending), 0); // too long
    }
}
END_TEST

// No key is among those that are looked at first, and none among the rows of a whole chunk.
START_TEST(test_order_of_few_keys) {
    enum { SHIPS = 5000, FIRST = 4999, SECOND = 4998 };
    struct text json = {0};
    text_add(&json, "{\"ship\":[");
    for (unsigned i = 0; i < SHIPS; i++)
        if (i == FIRST || i == SECOND)
            text_addf(&json, ",{\"name\":\"%s\",\"crew\":%u}", i == FIRST ? "a" : "b", i);
        else
            text_add(&json, i == 0 ? "{}" : ",{}");
    text_add(&json, "]}");
    sea_load(text_data(&json));
    text_clear(&json);
    const char *names = sea_values("ship", "name"), *crews = sea_values("ship", "crew");
    ck_assert_str_eq(sea.said, "");
    ck_assert_int_eq(strncmp(names, "a b ? ? ", 8), 0);
    ck_assert_int_eq(strncmp(crews, "4999 4998 ? ? ", 14), 0);
}
END_TEST

START_TEST(test_doubled_keys) {
    sea_load(
        "{\"ship\":[{\"name\":\"a\",\"crew\":2},{\"name\":\"b\",\"cargo\":[{\"id\":1},{\"id\":1},{"
        "\"id\":1}]},{\"name\":\"a\",\"crew\":1}]}");
    ck_assert_str_eq(
        sea.said, "f|ship[\"a\"]|two elements have this name; looking it up is unknown\n"
                  "f|ship[\"b\"].cargo[1]|two elements have this id; looking it up is unknown\n");
    ck_assert(sea_space("ship")->duplicate_keys && sea_space("ship.cargo")->duplicate_keys);
    ck_assert_str_eq(sea_values("ship", "crew"), "2 1 ? ");
}
END_TEST

START_TEST(test_merge) {
    static const char *const one =
        "{\"home\":{\"crew\":3},\"ship\":[{\"name\":\"b\",\"crew\":2,\"cargo\":[{\"id\":5}]},"
        "{\"name\":\"d\"}],\"log\":[{\"line\":\"1\"}]}";
    static const char *const two =
        "{\"home\":{\"crew\":3,\"length\":1},\"ship\":[{\"name\":\"c\"},{\"cargo\":[{\"id\":4},"
        "{\"what\":\"w\",\"id\":5}],\"name\":\"b\",\"length\":7}]}";
    for (int swapped = 0; swapped < 2; swapped++) {
        if (sea.loader == NULL)
            sea_start();
        sea_add("1", swapped ? two : one);
        sea_add("2", swapped ? one : two);
        sea_finish();
        ck_assert_str_eq(sea.said, "");
        ck_assert_str_eq(sea_values("ship", "name"), "b c d ");
        ck_assert_str_eq(sea_values("ship", "crew"), "2 ? ? ");
        ck_assert_str_eq(sea_values("ship", "length"), "7 ? ? ");
        ck_assert_str_eq(sea_values("ship.cargo", "id"), "4 5 | ~ | ~ ");
        ck_assert_str_eq(sea_values("ship.cargo", "what"), "? w | ~ | ~ ");
        ck_assert_str_eq(sea_values("", "home.length"), "1 ");
        ck_assert_str_eq(sea_values("log", "line"), "1 ");
        ck_assert_uint_eq(sea_space("ship")->origin[1], swapped ? 0 : 1);
    }
}
END_TEST

// What no policy reads is checked all the same, but not kept.
START_TEST(test_wanted) {
    bool *columns = ARENA_ARRAY(sea.arena, bool, sea.model->column_count);
    bool *spaces = ARENA_ARRAY(sea.arena, bool, sea.model->space_count);
    for (uint32_t i = 0; i < sea.model->column_count; i++)
        if (strcmp(sea.model->columns[i]->space->path, "chosen") == 0 &&
            strcmp(sea.model->columns[i]->path, "crew") == 0)
            columns[i] = true;
    for (uint32_t i = 0; i < sea.model->space_count; i++)
        spaces[i] = strcmp(sea.model->spaces[i]->path, "chosen") == 0;
    sea.options.wanted_columns = columns;
    sea.options.wanted_spaces = spaces;
    sea_start();
    sea_load("{\"ship\":[{\"name\":\"a\",\"crew\":2,\"length\":3,\"port\":[\"p\"]}]}");
    ck_assert_str_eq(sea_values("chosen", "crew"), "2 ");
    ck_assert_str_eq(sea_values("chosen", "name"), "a ");
    ck_assert_str_eq(sea_values("ship", "length"), "? ");
    ck_assert_uint_eq(sea_space("ship.port")->rows, 0);
    sea_start();
    sea_load("{\"ship\":[{\"name\":\"a\",\"length\":-3,\"port\":[7]}],\"log\":[{\"line\":1}]}");
    ck_assert_str_eq(sea.said, "f|ship[0].length|-3 is below the minimum of 0\n"
                               "f|ship[0].port[0]|needs a text, but is a number\n"
                               "f|log[0].line|needs a text, but is a number\n");
}
END_TEST

// Without a choice of columns those of lists that are not wanted are not kept either, nor is what
// the model does not know of them.
START_TEST(test_wanted_lists) {
    bool *spaces = ARENA_ARRAY(sea.arena, bool, sea.model->space_count);
    for (uint32_t i = 0; i < sea.model->space_count; i++)
        spaces[i] = strcmp(sea.model->spaces[i]->path, "log") == 0;
    sea.options.wanted_spaces = spaces;
    sea.options.keep_extras = true;
    sea_start();
    sea_load("{\"ship\":[{\"name\":\"a\",\"crew\":2,\"armed\":true,\"launched\":"
             "\"2026-01-01T00:00:00Z\",\"sails\":3,\"port\":[\"p\"]},{\"name\":\"a\"}],"
             "\"log\":[{\"line\":\"l\"}],\"home\":{\"crew\":4}}");
    ck_assert_str_eq(sea.said, "f||1 field is not in the model sea: ship[0].sails\n");
    ck_assert_uint_eq(sea_space("ship")->rows, 0);
    ck_assert_uint_eq(sea_space("ship.port")->rows, 0);
    ck_assert_str_eq(sea_values("log", "line"), "l ");
    ck_assert_str_eq(sea_values("", "home.crew"), "4 ");
    sea_start();
    sea_load("{\"ship\":[{\"name\":\"a\",\"crew\":0,\"armed\":1}]}");
    ck_assert_str_eq(sea.said, "f|ship[0].crew|0 is below the minimum of 1\n"
                               "f|ship[0].armed|needs true or false, but is a number\n");
}
END_TEST

START_TEST(test_select) {
    static const char json[] = "{\"ship\":[{\"name\":\"w2\",\"cargo\":[{\"id\":1}]},{\"name\":"
                               "\"x\"},{\"name\":\"w1\"},{\"name\":\"y\"}]}";
    loader_select(sea.loader, "chosen", "w*");
    loader_select(sea.loader, "chosen", "x");
    sea_load(json);
    ck_assert_str_eq(sea.said, "");
    ck_assert_str_eq(sea_values("chosen", "name"), "w1 w2 x ");
    ck_assert_str_eq(sea_values("chosen.cargo", "id"), "~ | 1 | ~ ");
    ck_assert_str_eq(sea_values("ship", "name"), "w1 w2 x y ");
    ck_assert_str_eq(sea_values("ship.cargo", "id"), "~ | 1 | ~ | ~ ");
    sea_start();
    loader_select(sea.loader, "chosen", "w*");
    sea_load("{\"ship\":[{\"name\":\"w1\"},{}]}");
    ck_assert_str_eq(sea.said,
                     "||chosen[1] has no name: whether \"w*\" selects it is unknown; put its "
                     "name into the facts, or select all with chosen='*'\n");
    sea_start();
    loader_select(sea.loader, "ship", "w2");
    loader_select(sea.loader, "ship", "nothing*");
    loader_select(sea.loader, "shp", "x");
    sea_load(json);
    ck_assert_str_eq(sea.said,
                     "||\"shp\" is no list with a key to select from; did you mean ship?\n"
                     "--select ship=nothing*||no element of ship matches \"nothing*\"\n");
}
END_TEST

START_TEST(test_pick) {
    static const char json[] = "{\"ship\":[{\"name\":\"a\",\"crew\":1},{\"name\":\"b\",\"crew\":2,"
                               "\"cargo\":[{\"id\":3}]}]}";
    loader_pick(sea.loader, "ship", "b", "home");
    sea_load(json);
    ck_assert_str_eq(sea.said, "");
    ck_assert_str_eq(sea_values("", "home.crew"), "2 ");
    ck_assert_str_eq(sea_values("home.cargo", "id"), "3 ");
    ck_assert_str_eq(sea_values("ship", "crew"), "1 2 ");
    sea_start();
    loader_pick(sea.loader, "ship", "c", "home");
    sea_load(json);
    ck_assert_str_eq(sea.said, "--home c||no element of ship has the key \"c\"\n");
    sea_start();
    loader_pick(sea.loader, "log", "c", "home");
    sea_load(json);
    ck_assert_str_eq(sea.said, "||no element of log can be home\n");
    static const char *const wrong[][2] = {{"home", "home"},
                                           {"ship", "chosen"},
                                           {"ship", "crew"},
                                           {"nothing", "home"},
                                           {"logs", "log"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        sea_start();
        loader_pick(sea.loader, wrong[i][0], "b", wrong[i][1]);
        sea_load(json);
        ck_assert_str_eq(sea.said, arena_printf(sea.arena, "||no element of %s can be %s\n",
                                                wrong[i][0], wrong[i][1]));
    }
}
END_TEST

// An element is picked from the list that was named, not from another that has its key as well; of
// two lists, those that are picked are one.
START_TEST(test_pick_of_two_lists) {
    static const char json[] =
        "{\"chosen\":[{\"name\":\"b\",\"crew\":2,\"length\":3},{\"name\":\"a\",\"crew\":1,"
        "\"armed\":true}],"
        "\"ship\":[{\"name\":\"a\",\"armed\":true},{\"name\":\"b\",\"length\":3}]}";
    static const struct {
        const char *ship, *chosen, *said, *crew, *armed, *length;
    } rows[] = {
        {"a", NULL, "", "? ", "true ", "? "},
        {NULL, "a", "", "1 ", "true ", "? "},
        {"b", "b", "", "2 ", "? ", "3 "},
        {"b", "a", "f|ship[1].name|\"b\" here, but \"a\" in f (home.name)\n", NULL, NULL, NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (sea.loader == NULL)
            sea_start();
        if (rows[i].ship != NULL)
            loader_pick(sea.loader, "ship", rows[i].ship, "home");
        if (rows[i].chosen != NULL)
            loader_pick(sea.loader, "chosen", rows[i].chosen, "home");
        sea_load(json);
        ck_assert_str_eq(sea.said, rows[i].said);
        if (rows[i].said[0] != '\0')
            continue;
        ck_assert_str_eq(sea_values("", "home.crew"), rows[i].crew);
        ck_assert_str_eq(sea_values("", "home.armed"), rows[i].armed);
        ck_assert_str_eq(sea_values("", "home.length"), rows[i].length);
    }
}
END_TEST

// A model that is read once more is alike, and has columns of its own.
START_TEST(test_over) {
    sea_load("{\"ship\":[{\"name\":\"a\",\"crew\":1,\"log\":[{\"line\":\"l\"}]},{\"name\":\"b\"}],"
             "\"fleet\":[{\"flag\":[\"red\"]},{}]}");
    struct store *loaded = sea.store;
    sea_model();
    sea.store = store_over(sea.arena, loaded, sea.model);
    ck_assert_ptr_eq(sea.store->model, sea.model);
    for (uint32_t s = 0; s < sea.model->space_count; s++) {
        const struct space_def *def = sea.model->spaces[s];
        ck_assert_ptr_eq(sea.store->spaces[s].def, def);
        for (uint32_t c = 0; sea.store->spaces[s].columns != NULL && c < def->column_count; c++)
            ck_assert_ptr_eq(sea.store->spaces[s].columns[c].def, def->columns[c]);
    }
    ck_assert_str_eq(sea_values("ship", "name"), "a b ");
    ck_assert_str_eq(sea_values("ship", "crew"), "1 ? ");
    ck_assert_uint_eq(sea_space("fleet")->rows, 2); // of lists alone
    ck_assert_str_eq(sea_values("fleet.flag", "value"), "red | ~ ");
    ck_assert_ptr_ne(loaded->spaces[0].def, sea.model->spaces[0]);
    sea.store = loaded;
}
END_TEST

// Writes a file for one test; removed by forget.
static char *file_of(const char *bytes, size_t size) {
    char *path = arena_printf(sea.arena, "test_load.%ld.json", (long)getpid());
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

START_TEST(test_files) {
    static const char json[] = "{\"home\":{\"crew\":2},\"ship\":[],\"more\":[1]}";
    char *path = file_of(json, strlen(json));
    loader_take(sea.loader, path, "home");
    sea_finish();
    ck_assert_str_eq(sea.said, "");
    ck_assert_str_eq(sea_values("", "home.crew"), "2 ");
    ck_assert(!bit_get(sea_space("ship")->present, 0));
    sea_start();
    loader_take(sea.loader, path, "log");
    sea_finish();
    ck_assert_ptr_nonnull(strstr(sea.said, "the file has no member \"log\""));
    remove(path);
    sea_start();
    loader_add_file(sea.loader, path);
    loader_add_file(sea.loader, ".");
    sea_finish();
    ck_assert_ptr_nonnull(strstr(sea.said, "||there is no such file\n"));
    ck_assert_ptr_nonnull(strstr(sea.said, ".||is a directory; name a file in it\n"));
}
END_TEST

START_TEST(test_lines) {
    static const char lines[] = "{\"name\":\"b\"}\n\n {\"name\":\"a\"} \r\n{\"crew\":0}";
    char *path = file_of(lines, strlen(lines) - 11);
    char *spec = arena_printf(sea.arena, "ship=%s", path);
    loader_add_file(sea.loader, spec);
    sea_finish();
    ck_assert_str_eq(sea.said, "");
    ck_assert_str_eq(sea_values("ship", "name"), "a b ");
    sea_start();
    file_of(lines, strlen(lines));
    loader_add_file(sea.loader, spec);
    loader_add_file(sea.loader, arena_printf(sea.arena, "shop=%s", path));
    sea_finish();
    ck_assert_ptr_nonnull(strstr(sea.said, "|ship[2].crew|0 is below the minimum of 1\n"));
    ck_assert_ptr_nonnull(strstr(sea.said, "||the model sea has no list \"shop\" at its top"));
    file_of("{} {}", 5);
    sea_start();
    loader_add_file(sea.loader, spec);
    sea_finish();
    ck_assert_ptr_nonnull(
        strstr(sea.said, "|ship[0]|one element stands on a line (line 1, column 4, byte 3)\n"));
    file_of("", 0);
    sea_start();
    loader_add_file(sea.loader, spec);
    sea_finish();
    ck_assert_ptr_nonnull(strstr(sea.said, "||the file is empty\n"));
    remove(path);
}
END_TEST

// Elements of all sizes around that of the window, so that every kind of token is cut by its end
// once.
START_TEST(test_window) {
    enum { WINDOW = 256 * 1024 };
    struct text json;
    text_init(&json);
    for (int shift = 0; shift < 40; shift++) {
        text_reset(&json);
        text_add(&json, "{\"ship\":[{\"name\":\"first\",\"port\":[\"");
        text_add_repeat(&json, 'x', (size_t)(WINDOW - 60 - shift));
        text_add(&json, "\"]},{\"name\":\"\\u00e9\xc3\xa9\",\"crew\":123456,\"armed\":true,"
                        "\"length\":1.5e1}]}");
        if (sea.loader == NULL)
            sea_start();
        sea_load(text_data(&json));
        ck_assert_str_eq(sea.said, "");
        ck_assert_str_eq(sea_values("ship", "name"), "first éé ");
        ck_assert_str_eq(sea_values("ship", "crew"), "? 123456 ");
        ck_assert_str_eq(sea_values("ship", "length"), "? 15 ");
    }
    text_clear(&json);
}
END_TEST

SUITE(load, sea_begin, sea_end, ONCE(test_values), ONCE(test_lists), ONCE(test_order),
      EACH(test_order_of_long_keys, letter_sets), ONCE(test_order_of_a_stray_key),
      EACH(test_order_of_many_keys, number_of_ship), EACH(test_order_of_numbers, powers),
      ONCE(test_order_of_few_keys), ONCE(test_doubled_keys), ONCE(test_merge), ONCE(test_wanted),
      ONCE(test_wanted_lists), ONCE(test_select), ONCE(test_pick), ONCE(test_pick_of_two_lists),
      ONCE(test_over), ONCE(test_files), ONCE(test_lines), ONCE(test_window))
