// Loading facts: values, lists and order, files that merge, what is selected, and broken input.
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check/model_build.h"
#include "facts/column.h"
#include "facts/load.h"
#include "suites.h"

static struct parse parse;
static struct model *model;
static struct loader *loader;
static struct store *store;
static struct diagnostics *diagnostics;
static struct load_options options;
static const char *said;

static const char declaration[] =
    "facts sea 1\n"
    "record ship key name { name: text  length: number min 0 max 500  crew: int min 1  hold: bytes "
    "min 0\n"
    "    speed: bandwidth  launched: time  armed: bool  class: one of [\"tug\", \"liner\"]\n"
    "    build: version  engine: engine  cargo: list of cargo  port: list of text  log: list of "
    "log }\n"
    "record engine { maker: text  power: number  part: list of text }\n"
    "record cargo key id { id: int  what: text }\n"
    "record log { line: text }\n"
    "root home: ship\n"
    "root ship: list of ship\n"
    "root chosen: list of ship default ship\n"
    "root log: list of log\n";

static void make_model(void) {
    struct sources *sources = sources_new(parse.arena);
    const struct source *source =
        sources_add(sources, "sea.plim", declaration, strlen(declaration));
    parse.diagnostics = diagnostics_new(parse.arena, sources);
    model = model_new(parse.arena, parse.names);
    const struct file_node *file = parse_file(&parse, source);
    model_add(model, file, &parse);
    model_seal(model, &parse);
    model->name = file->name.text;
    model->version = file->facts_version;
    ck_assert_uint_eq(diagnostics_count(parse.diagnostics, DIAGNOSTIC_ERROR), 0);
}

static void start(void) {
    if (loader != NULL)
        store_free(loader_finish(loader));
    diagnostics = diagnostics_new(parse.arena, sources_new(parse.arena));
    loader = loader_new(model, &options, diagnostics);
}

static void begin(void) {
    memset(&options, 0, sizeof options);
    parse.arena = arena_new();
    parse.names = intern_new(parse.arena);
    store = NULL;
    make_model();
    start();
}

static void end(void) {
    if (loader != NULL)
        store_free(loader_finish(loader));
    loader = NULL;
    store_free(store);
    arena_free(parse.arena);
}

// Finishes; the messages are then in `said`, one a line, with their cures.
static void finish(void) {
    struct text out;
    text_init(&out);
    store_free(store);
    store = loader_finish(loader);
    loader = NULL;
    size_t index = 0;
    for (const struct diagnostic *at; (at = diagnostics_next(diagnostics, &index)) != NULL;)
        text_addf(&out, "%s|%s|%s%s%s\n", at->file == NULL ? "" : at->file,
                  at->path == NULL ? "" : at->path, at->message, at->cure != NULL ? "; " : "",
                  at->cure != NULL ? at->cure : "");
    said = text_copy(&out, parse.arena);
    text_clear(&out);
}

static void add(const char *name, const char *json) {
    loader_add_text(loader, name, json, strlen(json));
}

static void load(const char *json) {
    add("f", json);
    finish();
}

static void show_cell(struct text *out, struct cell cell) {
    char digits[DECIMAL_TEXT];
    if (!cell.known) {
        text_add_char(out, '?');
    } else if (cell.rep == REP_BIT) {
        text_add(out, cell.as.bit ? "true" : "false");
    } else if (cell.rep == REP_TEXT) {
        text_add(out, intern_text(store->dictionary, cell.as.id));
    } else {
        decimal_format(cell.rep == REP_INT ? decimal_from_int(cell.as.integer) : cell.as.decimal,
                       digits);
        text_add(out, digits);
    }
}

static const struct space *space(const char *path) {
    for (uint32_t i = 0; i < model->space_count; i++)
        if (strcmp(model->spaces[i]->path, path) == 0)
            return &store->spaces[i];
    ck_abort_msg("no space %s", path);
    return NULL;
}

// A column as text: "a b ?"; of a space that is not the root, one list after the other: "a b | | ?
// ~", with ~ for an absent list.
static const char *values(const char *of, const char *path) {
    ck_assert_msg(store != NULL, "no store: %s", said);
    const struct space *in = space(of);
    struct text out;
    text_init(&out);
    for (uint32_t c = 0; c < in->def->column_count; c++) {
        if (strcmp(in->def->columns[c]->path, path) != 0)
            continue;
        for (uint32_t parent = 0; parent < (in->def->parent == NULL ? 1 : in->parent_rows);
             parent++) {
            text_add(&out, parent > 0 ? "| " : "");
            if (in->offsets != NULL && !bit_get(in->present, parent))
                text_add(&out, "~ ");
            for (uint32_t row = in->offsets == NULL ? 0 : in->offsets[parent];
                 row < (in->offsets == NULL ? 1 : in->offsets[parent + 1]); row++) {
                show_cell(&out, column_cell(&in->columns[c], row));
                text_add_char(&out, ' ');
            }
        }
    }
    const char *copy = text_copy(&out, parse.arena);
    text_clear(&out);
    return copy;
}

START_TEST(test_values) {
    load("{\"facts\":\"sea\",\"version\":1,\"home\":{\"name\":\"Ann "
         "\\u00e9\\\"\",\"length\":12.5,\"crew\":4.0,"
         "\"hold\":9007199254740991,\"speed\":\"8 "
         "Mbit/s\",\"launched\":\"1970-01-01T00:00:01Z\",\"armed\":true,"
         "\"class\":\"tug\",\"build\":\"1.10\",\"engine\":{\"maker\":\"M\",\"power\":null}}}");
    ck_assert_str_eq(said, "");
    ck_assert_str_eq(values("", "home.name"), "Ann é\" ");
    ck_assert_str_eq(values("", "home.length"), "12.5 ");
    ck_assert_str_eq(values("", "home.crew"), "4 ");
    ck_assert_str_eq(values("", "home.hold"), "9007199254740991 ");
    ck_assert_str_eq(values("", "home.speed"), "1000000 ");
    ck_assert_str_eq(values("", "home.launched"), "1000000000 ");
    ck_assert_str_eq(values("", "home.armed"), "true ");
    ck_assert_str_eq(values("", "home.class"), "tug ");
    ck_assert_str_eq(values("", "home.engine.maker"), "M ");
    ck_assert_str_eq(values("", "home.engine.power"), "? ");
}
END_TEST

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
    load(mistakes[_i].given);
    ck_assert_str_eq(said, mistakes[_i].wanted);
    ck_assert_ptr_null(store);
}
END_TEST

START_TEST(test_unknown_fields) {
    static const char json[] =
        "{\"home\":{\"nmae\":1,\"x\":{\"q\":1}},\"ship\":[{\"nmae\":2},{\"nmae\":3}]}";
    load(json);
    ck_assert_ptr_nonnull(store);
    ck_assert_str_eq(
        said, "f||4 fields are not in the model sea: home.nmae (did you mean name?), home.x, "
              "ship[0].nmae (did you mean name?)\n");
    options.strict = true;
    start();
    store_free(store);
    store = NULL;
    load(json);
    ck_assert_ptr_null(store);
    start();
    load("{\"x\":{\"a\":[{\"b\":1,\"c\":2,\"b\":3}]}}");
    ck_assert_ptr_nonnull(strstr(said, "f|x.a[0].b|the member stands twice in one object\n"));
}
END_TEST

// Names beyond those that have a slot are still compared with each other.
START_TEST(test_many_unknown_fields) {
    struct text json;
    text_init(&json);
    for (int level = 0; level < 2; level++) {
        text_add(&json, level == 0 ? "{" : ",\"ship\":[{");
        for (int i = 0; i < 200; i++)
            text_addf(&json, "%s\"u%d\":1", i == 0 ? "" : ",", i);
        text_add(&json, ",\"u199\":2");
    }
    text_add(&json, "}]}");
    load(text_data(&json));
    text_clear(&json);
    ck_assert_ptr_nonnull(strstr(said, "f|u199|the member stands twice in one object\n"));
    ck_assert_ptr_nonnull(strstr(said, "f|ship[0].u199|the member stands twice in one object\n"));
    ck_assert_ptr_nonnull(
        strstr(said, " fields are not in the model sea: u0, u1, u2, u3, u4, …\n"));
}
END_TEST

START_TEST(test_lists) {
    load("{\"ship\":[{\"name\":\"c\",\"cargo\":[{\"id\":10,\"what\":\"x\"},{\"id\":9},{\"what\":"
         "\"y\"}]},{\"name\":\"a\"},"
         "{\"name\":\"b\",\"cargo\":[],\"port\":[\"z\",null,\"y\"]}],\"log\":[{\"line\":\"2\"},"
         "null,{\"line\":\"1\"}]}");
    ck_assert_str_eq(values("ship", "name"), "a b c ");
    ck_assert_str_eq(values("ship.cargo", "id"), "~ | | 9 10 ? ");
    ck_assert_str_eq(values("ship.cargo", "what"), "~ | | ? x y ");
    ck_assert_str_eq(values("ship.port", "value"), "~ | z ? y | ~ ");
    ck_assert_str_eq(values("log", "line"), "2 ? 1 ");
    ck_assert_str_eq(values("chosen.cargo", "id"), "~ | | 9 10 ? ");
    ck_assert_ptr_eq(space("chosen.cargo")->offsets, space("ship.cargo")->offsets);
    ck_assert_str_eq(space("chosen")->def->path, "chosen");
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
        if (loader == NULL)
            start();
        load(text_data(&json));
        text_clear(&json);
        struct text all;
        text_init(&all);
        text_addf(&all, "%s%s%s", values("ship", "name"), values("ship", "length"),
                  values("ship.cargo", "id"));
        const char *now = text_copy(&all, parse.arena);
        text_clear(&all);
        if (first != NULL)
            ck_assert_int_eq(strcmp(now, first), 0); // too long to be shown
        first = now;
    }
    ck_assert_int_eq(strncmp(first, "ship-0 ship-1 ship-10 ship-100 ship-1000 ship-1001 ", 51), 0);
}
END_TEST

// Keys of up to twenty bytes, of which many begin alike and differ at any place, or end.
START_TEST(test_order_of_long_keys) {
    enum { KEYS = 3000 };
    struct text json = {0};
    uint32_t seed = 7;
    text_add(&json, "{\"ship\":[");
    for (unsigned i = 0; i < KEYS; i++) {
        char name[24] = "";
        unsigned size = 7 + (seed = seed * 1664525 + 1013904223) / 7 % 13;
        for (unsigned at = 0; at < size; at++)
            name[at] = at < 7 ? 'a' : "ab"[(seed = seed * 1664525 + 1013904223) >> 20 & 1];
        text_addf(&json, "%s{\"name\":\"%s\"}", i == 0 ? "" : ",", name);
    }
    text_add(&json, "]}");
    load(text_data(&json));
    text_clear(&json);
    const struct space *ships = space("ship");
    const struct column *names = &ships->columns[ships->def->key->index];
    for (uint32_t row = 1; row < ships->rows; row++)
        ck_assert_int_le(strcmp(intern_text(store->dictionary, column_text(names, row - 1)),
                                intern_text(store->dictionary, column_text(names, row))),
                         0);
    ck_assert_uint_eq(ships->rows, KEYS);
}
END_TEST

START_TEST(test_doubled_keys) {
    load("{\"ship\":[{\"name\":\"a\",\"crew\":2},{\"name\":\"b\",\"cargo\":[{\"id\":1},{\"id\":1},{"
         "\"id\":1}]},{\"name\":\"a\",\"crew\":1}]}");
    ck_assert_str_eq(
        said, "f|ship[\"a\"]|two elements have this name; looking it up is unknown\n"
              "f|ship[\"b\"].cargo[1]|two elements have this id; looking it up is unknown\n");
    ck_assert(space("ship")->duplicate_keys && space("ship.cargo")->duplicate_keys);
    ck_assert_str_eq(values("ship", "crew"), "2 1 ? ");
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
        if (loader == NULL)
            start();
        add("1", swapped ? two : one);
        add("2", swapped ? one : two);
        finish();
        ck_assert_str_eq(said, "");
        ck_assert_str_eq(values("ship", "name"), "b c d ");
        ck_assert_str_eq(values("ship", "crew"), "2 ? ? ");
        ck_assert_str_eq(values("ship", "length"), "7 ? ? ");
        ck_assert_str_eq(values("ship.cargo", "id"), "4 5 | ~ | ~ ");
        ck_assert_str_eq(values("ship.cargo", "what"), "? w | ~ | ~ ");
        ck_assert_str_eq(values("", "home.length"), "1 ");
        ck_assert_str_eq(values("log", "line"), "1 ");
        ck_assert_uint_eq(space("ship")->origin[1], swapped ? 0 : 1);
    }
}
END_TEST

START_TEST(test_contradictions) {
    add("1", "{\"home\":{\"hold\":1024},\"ship\":[{\"name\":\"b\",\"port\":[\"x\"]}]}");
    add("2", "{\"home\":{\"crew\":3},\"ship\":[{\"name\":\"b\",\"class\":\"tug\"}]}");
    add("3", "{\"home\":{\"crew\":4,\"hold\":\"1 "
             "MiB\"},\"ship\":[{\"name\":\"a\"},{\"port\":[\"x\"],\"name\":\"b\","
             "\"class\":\"liner\"}]}");
    finish();
    ck_assert_str_eq(
        said, "3|home.crew|4 here, but 3 in 2 (home.crew)\n"
              "3|home.hold|1 MiB here, but 1 KiB in 1 (home.hold)\n"
              "3|ship[1].port|the list stands in 1 too (ship[\"b\"].port), and lists without a key "
              "cannot be joined\n"
              "3|ship[1].class|\"liner\" here, but \"tug\" in 2 (ship[\"b\"].class)\n");
    ck_assert_ptr_null(store);
}
END_TEST

// What no policy reads is checked all the same, but not kept.
START_TEST(test_wanted) {
    bool *columns = ARENA_ARRAY(parse.arena, bool, model->column_count);
    bool *spaces = ARENA_ARRAY(parse.arena, bool, model->space_count);
    for (uint32_t i = 0; i < model->column_count; i++)
        if (strcmp(model->columns[i]->space->path, "chosen") == 0 &&
            strcmp(model->columns[i]->path, "crew") == 0)
            columns[i] = true;
    for (uint32_t i = 0; i < model->space_count; i++)
        spaces[i] = strcmp(model->spaces[i]->path, "chosen") == 0;
    options.wanted_columns = columns;
    options.wanted_spaces = spaces;
    start();
    load("{\"ship\":[{\"name\":\"a\",\"crew\":2,\"length\":3,\"port\":[\"p\"]}]}");
    ck_assert_str_eq(values("chosen", "crew"), "2 ");
    ck_assert_str_eq(values("chosen", "name"), "a ");
    ck_assert_str_eq(values("ship", "length"), "? ");
    ck_assert_uint_eq(space("ship.port")->rows, 0);
    start();
    load("{\"ship\":[{\"name\":\"a\",\"length\":-3,\"port\":[7]}],\"log\":[{\"line\":1}]}");
    ck_assert_str_eq(said, "f|ship[0].length|-3 is below the minimum of 0\n"
                           "f|ship[0].port[0]|needs a text, but is a number\n"
                           "f|log[0].line|needs a text, but is a number\n");
}
END_TEST

START_TEST(test_select) {
    static const char json[] = "{\"ship\":[{\"name\":\"w2\",\"cargo\":[{\"id\":1}]},{\"name\":"
                               "\"x\"},{\"name\":\"w1\"},{\"name\":\"y\"}]}";
    loader_select(loader, "chosen", "w*");
    loader_select(loader, "chosen", "x");
    load(json);
    ck_assert_str_eq(said, "");
    ck_assert_str_eq(values("chosen", "name"), "w1 w2 x ");
    ck_assert_str_eq(values("chosen.cargo", "id"), "~ | 1 | ~ ");
    ck_assert_str_eq(values("ship", "name"), "w1 w2 x y ");
    ck_assert_str_eq(values("ship.cargo", "id"), "~ | 1 | ~ | ~ ");
    start();
    loader_select(loader, "chosen", "w*");
    load("{\"ship\":[{\"name\":\"w1\"},{}]}");
    ck_assert_str_eq(said, "||chosen[1] has no name: whether \"w*\" selects it is unknown; put its "
                           "name into the facts, or select all with chosen='*'\n");
    start();
    loader_select(loader, "ship", "w2");
    loader_select(loader, "ship", "nothing*");
    loader_select(loader, "shp", "x");
    load(json);
    ck_assert_str_eq(said, "||\"shp\" is no list with a key to select from; did you mean ship?\n"
                           "--select ship=nothing*||no element of ship matches \"nothing*\"\n");
}
END_TEST

START_TEST(test_pick) {
    static const char json[] = "{\"ship\":[{\"name\":\"a\",\"crew\":1},{\"name\":\"b\",\"crew\":2,"
                               "\"cargo\":[{\"id\":3}]}]}";
    loader_pick(loader, "ship", "b", "home");
    load(json);
    ck_assert_str_eq(said, "");
    ck_assert_str_eq(values("", "home.crew"), "2 ");
    ck_assert_str_eq(values("home.cargo", "id"), "3 ");
    ck_assert_str_eq(values("ship", "crew"), "1 2 ");
    start();
    loader_pick(loader, "ship", "c", "home");
    load(json);
    ck_assert_str_eq(said, "--home c||no element of ship has the key \"c\"\n");
    start();
    loader_pick(loader, "log", "c", "home");
    load(json);
    ck_assert_str_eq(said, "||no element of log can be home\n");
}
END_TEST

// Writes a file for one test; removed by forget.
static char *file_of(const char *bytes, size_t size) {
    char *path = arena_printf(parse.arena, "test_load.%ld.json", (long)getpid());
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
    return path;
}

START_TEST(test_files) {
    static const char json[] = "{\"home\":{\"crew\":2},\"ship\":[],\"more\":[1]}";
    char *path = file_of(json, strlen(json));
    loader_take(loader, path, "home");
    finish();
    ck_assert_str_eq(said, "");
    ck_assert_str_eq(values("", "home.crew"), "2 ");
    ck_assert(!bit_get(space("ship")->present, 0));
    start();
    loader_take(loader, path, "log");
    finish();
    ck_assert_ptr_nonnull(strstr(said, "the file has no member \"log\""));
    remove(path);
    start();
    loader_add_file(loader, path);
    loader_add_file(loader, ".");
    finish();
    ck_assert_ptr_nonnull(strstr(said, "||there is no such file\n"));
    ck_assert_ptr_nonnull(strstr(said, ".||is a directory; name a file in it\n"));
}
END_TEST

START_TEST(test_lines) {
    static const char lines[] = "{\"name\":\"b\"}\n\n {\"name\":\"a\"} \r\n{\"crew\":0}";
    char *path = file_of(lines, strlen(lines) - 11);
    char *spec = arena_printf(parse.arena, "ship=%s", path);
    loader_add_file(loader, spec);
    finish();
    ck_assert_str_eq(said, "");
    ck_assert_str_eq(values("ship", "name"), "a b ");
    start();
    file_of(lines, strlen(lines));
    loader_add_file(loader, spec);
    loader_add_file(loader, arena_printf(parse.arena, "shop=%s", path));
    finish();
    ck_assert_ptr_nonnull(strstr(said, "|ship[2].crew|0 is below the minimum of 1\n"));
    ck_assert_ptr_nonnull(strstr(said, "||the model sea has no list \"shop\" at its top"));
    file_of("{} {}", 5);
    start();
    loader_add_file(loader, spec);
    finish();
    ck_assert_ptr_nonnull(
        strstr(said, "|ship[0]|one element stands on a line (line 1, column 4, byte 3)\n"));
    file_of("", 0);
    start();
    loader_add_file(loader, spec);
    finish();
    ck_assert_ptr_nonnull(strstr(said, "||the file is empty\n"));
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
        if (loader == NULL)
            start();
        load(text_data(&json));
        ck_assert_str_eq(said, "");
        ck_assert_str_eq(values("ship", "name"), "first éé ");
        ck_assert_str_eq(values("ship", "crew"), "? 123456 ");
        ck_assert_str_eq(values("ship", "length"), "? 15 ");
    }
    text_clear(&json);
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
    load(text_data(&json));
    ck_assert_str_eq(said, "f|home.engine.maker|a text of 1048577 bytes; at most 1 MiB is read\n");
    text_reset(&json);
    text_add(&json, "{\"home\":");
    text_add_repeat(&json, '[', 100000);
    start();
    load(text_data(&json));
    ck_assert_ptr_nonnull(
        strstr(said, "f|home|lists and objects are nested more than 100 levels deep"));
    text_clear(&json);
}
END_TEST

static uint32_t seed;

static uint32_t next_random(uint32_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (uint32_t)((uint64_t)(seed >> 8) * below >> 24);
}

static const char *const pieces[] = {
    "\"", "{",         "}",     "[",    "]",       ",",       ":",
    "\\", "null",      "1e999", "\xff", "\\u0000", "\\ud800", "9007199254740993",
    "-",  "\"name\":", "\xc3",  "0",    "1.5"};

// Changes some bytes: overwrites, cuts, doubles a stretch, or inserts a piece that JSON is made of.
static void mutate(struct text *json) {
    struct text changed;
    text_init(&changed);
    size_t at = next_random((uint32_t)json->size), rest = json->size - at;
    size_t size = next_random(12) < rest ? next_random(12) % (rest + 1) : rest;
    text_add_bytes(&changed, json->data, at);
    switch (next_random(4)) {
    case 0:
        text_add_char(&changed, (char)next_random(256));
        break;
    case 1:
        text_add_bytes(&changed, json->data + at, size);
        text_add_bytes(&changed, json->data + at, size);
        break;
    case 2:
        text_add(&changed, pieces[next_random(sizeof pieces / sizeof *pieces)]);
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
    for (seed = 1; stored + refused < 4000; seed += 7919) {
        uint32_t keep_seed = seed;
        struct text json;
        text_init(&json);
        text_add(&json, good);
        for (uint32_t times = 1 + next_random(4); times > 0 && json.size > 0; times--)
            mutate(&json);
        struct arena *arena = arena_new();
        struct diagnostics *all = diagnostics_new(arena, sources_new(arena));
        struct loader *mutant = loader_new(model, NULL, all);
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
        seed = keep_seed;
    }
    ck_assert_uint_gt(stored, 100);
    ck_assert_uint_gt(refused, 1000);
}
END_TEST

SUITE(load, begin, end, ONCE(test_values), EACH(test_mistakes, mistakes), ONCE(test_unknown_fields),
      ONCE(test_many_unknown_fields), ONCE(test_lists), ONCE(test_order),
      ONCE(test_order_of_long_keys), ONCE(test_doubled_keys), ONCE(test_merge),
      ONCE(test_contradictions), ONCE(test_wanted), ONCE(test_select), ONCE(test_pick),
      ONCE(test_files), ONCE(test_lines), ONCE(test_window), ONCE(test_large), ONCE(test_mutations))
