// Facts changed by paths: the same as a file with the change, and as cheap as the change is small.
#include "config.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "facts/column.h"
#include "facts/overlay.h"
#include "random_ships.h"
#include "report/report.h"
#include "session.h"
#include "suites.h"

static const char declaration[] =
    "facts sea 1\n"
    "record ship key name { name: text  length: number min 0 max 500  crew: int min 1\n"
    "    hold: bytes  launched: time  armed: bool  class: one of [\"tug\", \"liner\"]\n"
    "    build: version  to_port: text  engine: engine  cargo: list of cargo  port: list of text\n"
    "    log: list of log }\n"
    "record engine { maker: text  power: number  part: list of part }\n"
    "record part key size { size: bytes  spare: bool }\n"
    "record cargo key id { id: int min 0  what: text  box: list of box }\n"
    "record box key label { label: text  weight: int }\n"
    "record log { line: text }\n"
    "record depth key at { at: number  level: int }\n"
    "record watch key since { since: time  level: int }\n"
    "record grade key class { class: one of [\"tug\", \"liner\"]  level: int }\n"
    "root depth: list of depth\n"
    "root watch: list of watch\n"
    "root grade: list of grade\n"
    "root home: ship\n"
    "root ship: list of ship\n"
    "root chosen: list of ship default ship\n"
    "root log: list of log\n";

static const char rules[] =
    "policy sea \"Ships\"\n"
    "use facts sea 1\n"
    "rule crew \"Crews are large\" { for each ship require ship.crew >= 3 }\n"
    "rule hold \"Holds hold\" { for each c in chosen require c.hold >= sum(c.cargo.box.weight) * 1 "
    "B "
    "message \"{c.name}\" }\n"
    "rule plan \"Ports are planned\" { for each ship require ship.to_port in ship.port }\n"
    "rule known \"The first is known\" { require ship[\"a\"].cargo[1].what != \"\" and home.armed "
    "}\n"
    "rule parts \"No spare parts\" { for each ship for each p in ship.engine.part require not "
    "p.spare }\n"
    "rule log \"Logs\" { require every line in log.line has length(line) < 9 }\n";

static struct session *session;
static struct arena *arena;
static char folder[] = "/tmp/overlay.XXXXXX";

static void write_file(const char *name, const char *text) {
    FILE *file = fopen(arena_printf(arena, "%s/%s", folder, name), "w");
    ck_assert(file != NULL && fputs(text, file) >= 0 && fclose(file) == 0);
}

static void begin(void) {
    arena = arena_new();
    memcpy(folder + sizeof folder - 7, "XXXXXX", 6);
    ck_assert(mkdtemp(folder) != NULL);
    ck_assert_int_eq(mkdir(arena_printf(arena, "%s/facts", folder), 0700), 0);
    write_file("facts/sea.plim", declaration);
    session = session_new(folder);
    session->everything = true;
    session_add_text(session, "rules", rules, strlen(rules));
    session_check(session);
    struct text said = {0};
    diagnostics_render(session->program->diagnostics, &said);
    ck_assert_str_eq(text_data(&said), "");
    text_clear(&said);
    unlink(arena_printf(arena, "%s/facts/sea.plim", folder));
    rmdir(arena_printf(arena, "%s/facts", folder));
    rmdir(folder);
}

static void end(void) {
    session_free(session);
    arena_free(arena);
}

// ---- stores as texts ----

static void dump_cell(struct text *out, const struct store *store, struct cell cell) {
    if (!cell.known)
        text_add(out, " ?");
    else if (cell.rep == REP_TEXT)
        text_addf(out, " \"%s\"", intern_text(store->dictionary, cell.as.id));
    else if (cell.rep == REP_BIT)
        text_addf(out, " %d", cell.as.bit);
    else if (cell.rep == REP_INT)
        text_addf(out, " %lld", (long long)cell.as.integer);
    else
        text_addf(out, " %lld.", (long long)cell.as.decimal.nano);
}

static void dump_space(struct text *out, const struct store *store, const struct space_def *def) {
    const struct space *space = &store->spaces[def->id];
    text_addf(out, "%s: %u%s\n", def->path, space->rows, space->duplicate_keys ? " doubled" : "");
    for (uint32_t p = 0; def->parent != NULL && p < space->parent_rows; p++)
        text_addf(out, " %u%s", space->offsets[p + 1], bit_get(space->present, p) ? "" : "-");
    for (uint32_t c = 0; c < def->column_count; c++) {
        ck_assert_ptr_eq(space->columns[c].def, def->columns[c]);
        text_addf(out, "\n  %s", def->columns[c]->path);
        for (uint32_t row = 0; row < space->rows; row++)
            dump_cell(out, store, column_cell(&space->columns[c], row));
    }
    text_add_char(out, '\n');
}

// Every cell, every offset, every list that is there.
static const char *dump(const struct store *store) {
    struct text out = {0};
    for (uint32_t i = 0; i < store->model->space_count; i++)
        dump_space(&out, store, store->model->spaces[i]);
    const char *kept = text_copy(&out, arena);
    text_clear(&out);
    return kept;
}

static struct session_facts *load(const char *json) {
    struct diagnostics *diagnostics = diagnostics_new(arena, session->program->sources);
    struct session_facts *facts = session_facts_new(session, diagnostics);
    struct text said = {0};
    session_facts_add_text(facts, "facts", json, strlen(json));
    if (!session_facts_load(facts)) {
        diagnostics_render(diagnostics, &said);
        ck_abort_msg("%s\n%s", json, text_data(&said));
    }
    return facts;
}

// ---- changes ----

static struct fact_path path_of(const char *text) {
    struct fact_path path = {0};
    size_t bad = 0;
    ck_assert_msg(fact_path_parse(text, arena, &path, &bad), "%s", text);
    return path;
}

// Sets the fact, or removes it where there is no value; returns what is wrong, "" where nothing is.
static const char *change(struct overlay *overlay, const char *where, const char *value) {
    struct fact_path path = path_of(where);
    const char *problem = NULL;
    if (value == NULL) {
        problem = overlay_remove(overlay, &path);
    } else {
        const struct type *type = overlay_type(session->program->model, &path, arena, &problem);
        const struct expr *constant =
            type == NULL ? NULL : program_value(session->program, type, where, value);
        if (type != NULL) {
            ck_assert_msg(constant != NULL, "%s=%s", where, value);
            problem = overlay_set(overlay, &path, constant);
        }
    }
    return problem != NULL ? problem : "";
}

static const char small[] =
    "{\"facts\":\"sea\",\"version\":1,\"ship\":["
    "{\"name\":\"b\",\"crew\":4,\"cargo\":[{\"id\":1,\"what\":\"tea\"},{\"id\":7}],"
    "\"port\":[\"Kiel\",\"Riga\"],\"engine\":{\"part\":[{\"size\":\"2 MiB\",\"spare\":true}]}},"
    "{\"name\":\"d\",\"crew\":2,\"cargo\":[],\"log\":[{\"line\":\"out\"},{\"line\":\"in\"}]}]}";

START_TEST(says_what_is_wrong) {
    static const struct {
        const char *path, *value, *said;
    } rows[] = {
        {"ship", NULL, ""},
        {"sip", NULL, "the fact model has no sip; did you mean ship?"},
        {"ship[\"b\"].crew.size", "1", "the fact model has no ship[\"b\"].crew.size"},
        {"ship.crew", "1", "ship is a list; name an element of it by its key"},
        {"home[\"b\"].crew", "1", "home is no list"},
        {"ship[\"b\"]", "1", "ship[\"b\"] is a record or a list of records; name a field of it"},
        {"home", "1", "home is a record or a list of records; name a field of it"},
        {"ship[\"x\"]", NULL, "there is no ship[\"x\"]"},
        {"ship[\"x\"].crew", NULL, "there is no ship[\"x\"]"},
        {"ship[2]", NULL, "there is no ship[2]"},
        {"ship[\"b\"].cargo[3]", NULL, "there is no ship[\"b\"].cargo[3]"},
        {"ship[\"d\"].log[2].line", "x", "there is no ship[\"d\"].log[2]"},
        {"ship[\"d\"].log[\"x\"].line", "x",
         "ship[\"d\"].log[\"x\"]: the list has no key; name a place, from 0"},
        {"ship[\"b\"].cargo[\"tea\"].what", "x",
         "ship[\"b\"].cargo[\"tea\"] has no key of the list"},
        {"ship[\"b\"].name", "c",
         "ship[\"b\"].name is the key of its element; remove that and add another"},
        {"ship[\"b\"].name", NULL,
         "ship[\"b\"].name is the key of its element; remove the element"},
        {"ship[\"b\"].crew", "0", "ship[\"b\"].crew: 0 is below the minimum of 1"},
        {"ship[\"new\"].crew", "0", "ship[\"new\"].crew: 0 is below the minimum of 1"},
        {"ship[\"new\"].log[0].line", "x", "there is no ship[\"new\"].log[0]"},
        {"ship[\"b\"].crew", "5", ""},
        {"ship[\"c\"].name", "c", ""},
        {"ship[\"c\"].name", "d",
         "ship[\"c\"].name is the key of its element; remove that and add another"},
        {"ship[\"b\"].cargo[2].id", "2", ""},
        {"ship[\"b\"].cargo[1].id", "2",
         "ship[\"b\"].cargo[1].id is the key of its element; remove that and add another"},
        {"ship[\"b\"].cargo[18446744073709551615].what", "x",
         "there is no ship[\"b\"].cargo[18446744073709551615]"},
        {"depth[2.5].level", "1", ""},
        {"depth[2].level", "1", ""},
        {"depth[2 MiB].level", "1", "depth[2 MiB] has no key of the list"},
        {"depth[\"2\"].level", "1", "depth[\"2\"] has no key of the list"},
        {"watch[2026-01-01].level", "1", ""},
        {"watch[1600-01-01].level", "1", "watch[1600-01-01] has no key of the list"},
        {"watch[2 d].level", "1", "watch[2 d] has no key of the list"},
        {"watch[0].level", "1", "there is no watch[0]"},
        {"ship[\"b\"].port[0].name", "x", "the fact model has no ship[\"b\"].port[0].name"},
        {"ship[\"b\"].engine.part[2 MiB].size", "3 MiB",
         "ship[\"b\"].engine.part[2 MiB].size is the key of its element; remove that and add "
         "another"},
        {"ship[\"b\"].engine.part[3 MiB].size", "3 MiB", ""},
        {"grade[\"tug\"].level", "1", ""},
        {"grade[\"boat\"].level", "1", "grade[\"boat\"] has no key of the list"},
        {"grade[2.5].level", "1", "grade[2.5] has no key of the list"},
    };
    struct session_facts *facts = load(small);
    const char *before = dump(facts->store);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct overlay *overlay = overlay_new(facts->store);
        ck_assert_str_eq(change(overlay, rows[i].path, rows[i].value), rows[i].said);
        bool same = strcmp(dump(overlay_store(overlay)), before) == 0;
        ck_assert_msg(same == (rows[i].said[0] != '\0'), "%s", rows[i].path);
        overlay_free(overlay);
    }
    session_facts_free(facts);
}
END_TEST

// Where keys are doubled nobody can say which element is meant; the list as a whole can go.
START_TEST(meets_doubled_keys) {
    struct session_facts *facts = load(
        "{\"facts\":\"sea\",\"version\":1,\"ship\":[{\"name\":\"a\",\"crew\":4},"
        "{\"name\":\"b\",\"cargo\":[{\"id\":1},{\"id\":1}]},{\"name\":\"c\"},{\"name\":\"c\"}]}");
    struct overlay *overlay = overlay_new(facts->store);
    ck_assert_str_eq(change(overlay, "ship[\"c\"].crew", "3"),
                     "two elements have the key of ship[\"c\"]");
    ck_assert_str_eq(change(overlay, "ship[\"c\"]", NULL),
                     "two elements have the key of ship[\"c\"]");
    ck_assert_str_eq(change(overlay, "ship[\"b\"].cargo[1].what", "tea"),
                     "two elements have the key of ship[\"b\"].cargo[1]");
    ck_assert_str_eq(change(overlay, "ship[\"b\"].cargo", NULL), "");
    ck_assert_str_eq(change(overlay, "ship[\"b\"].cargo[1].what", "tea"), "");
    overlay_free(overlay);
    session_facts_free(facts);
}
END_TEST

// ---- changes of nothing ----

static const struct {
    const char *path, *value;
    bool idle;
} idle_rows[] = {
    {"ship[\"b\"].crew", "4", true},        {"ship[\"b\"].crew", "5", false},
    {"ship[\"b\"].length", "4", false},     {"ship[\"b\"].length", NULL, true},
    {"ship[\"b\"].crew", NULL, false},      {"ship[\"b\"].port", "Kiel,Riga", true},
    {"ship[\"b\"].port", "Kiel", false},    {"ship[\"b\"].port", "Riga,Kiel", false},
    {"ship[\"d\"].port", "", false},        {"ship[\"b\"].port[0]", "Kiel", true},
    {"ship[\"b\"].port[1]", "Kiel", false}, {"ship[\"b\"].engine", NULL, false},
    {"ship[\"d\"].engine", NULL, true},     {"ship[\"b\"].cargo", NULL, false},
    {"ship[\"b\"].log", NULL, true},        {"ship[\"d\"].cargo", NULL, false},
    {"ship[\"b\"].cargo[7]", NULL, false},  {"home", NULL, true},
    {"ship[\"x\"].crew", "4", false},
};

START_TEST(knows_what_changes_nothing) {
    struct session_facts *facts = load(small);
    struct overlay *overlay = overlay_new(facts->store);
    struct fact_path path = path_of(idle_rows[_i].path);
    const char *value = idle_rows[_i].value, *problem;
    bool idle = !idle_rows[_i].idle;
    const struct type *type = overlay_type(session->program->model, &path, arena, &problem);
    const struct expr *constant =
        value == NULL ? NULL : program_value(session->program, type, idle_rows[_i].path, value);
    ck_assert(value == NULL || constant != NULL);
    problem = overlay_change(overlay, &path, constant, &idle);
    ck_assert_msg(problem == NULL, "%s: %s", idle_rows[_i].path, problem);
    ck_assert_int_eq(idle, idle_rows[_i].idle);
    overlay_free(overlay);
    session_facts_free(facts);
}
END_TEST

// Of a path that leads to no value nothing is known, and nothing changed.
START_TEST(wants_a_path_to_a_value) {
    struct session_facts *facts = load(small);
    struct overlay *overlay = overlay_new(facts->store);
    struct fact_path crew = path_of("ship[\"b\"].crew"), home = path_of("home"), none = {0};
    const char *before = dump(overlay_store(overlay)), *problem;
    bool idle = true;
    const struct type *type = overlay_type(session->program->model, &crew, arena, &problem);
    const struct expr *seven = program_value(session->program, type, "crew", "7");
    ck_assert_str_eq(overlay_change(overlay, &home, seven, &idle),
                     "home is a record or a list of records; name a field of it");
    ck_assert(!idle);
    ck_assert_ptr_null(overlay_type(session->program->model, &none, arena, &problem));
    ck_assert_str_eq(problem, "the path is empty");
    ck_assert_str_eq(overlay_change(overlay, &none, seven, &idle), "the path is empty");
    ck_assert(!idle);
    ck_assert_str_eq(dump(overlay_store(overlay)), before);
    overlay_free(overlay);
    session_facts_free(facts);
}
END_TEST

// ---- the same as a file with the change ----

// "chosen" stands for "ship" while only that is there.
static struct fact_path meant(const cJSON *root, struct fact_path path) {
    if (strcmp(path.steps[0].text, "chosen") == 0 && !cJSON_HasObjectItem(root, "chosen") &&
        cJSON_HasObjectItem(root, "ship"))
        path.steps[0].text = "ship";
    return path;
}

static const char *report_of(const struct program *program, const struct store *store) {
    struct verdict_options options = {.fail_on = SEVERITY_ERROR};
    struct report report = {.program = program, .version = "", .digest = ""};
    struct text out = {0};
    report.findings = findings_make(program, store, &options, arena);
    report_json.write(&report, &out);
    const char *kept = text_copy(&out, arena);
    text_clear(&out);
    return kept;
}

// Facts that give a list and choose others than its elements are refused: what is chosen stands
// alone, or for the whole list.
static const char *allowed(const cJSON *root, const char *where) {
    bool alone = cJSON_HasObjectItem(root, "chosen") && strncmp(where, "ship", 4) == 0;
    return alone ? arena_printf(arena, "chosen%s", where + 4) : where;
}

// One random change of both; compares them.
static void step(cJSON **root, struct overlay *overlay) {
    const struct program *program = session->program;
    const struct ship_field *field;
    const char *where = allowed(*root, ships_path(arena, &field));
    uint32_t which = ships_below(2);
    bool sets = field != NULL && field->values[0] != NULL && ships_below(3) > 0;
    const char *value = sets ? field->values[which] : NULL;
    cJSON *changed = cJSON_Duplicate(*root, true);
    struct fact_path path = meant(*root, path_of(where));
    bool possible = (sets || !ships_lack_list(*root, &path)) &&
                    ships_change(changed, &path, sets ? field->jsons[which] : NULL);
    const char *said = change(overlay, where, value);
    ck_assert_msg(!possible || said[0] == '\0', "%s=%s: %s", where, value ? value : "", said);
    cJSON_Delete(possible ? *root : changed);
    *root = possible ? changed : *root;
    char *text = cJSON_PrintUnformatted(*root);
    struct session_facts *loaded = load(text);
    const struct store *store = overlay_store(overlay);
    ck_assert_msg(strcmp(dump(store), dump(loaded->store)) == 0, "%s=%s\n%s\n%s\n--- loaded\n%s",
                  where, value ? value : "", text, dump(store), dump(loaded->store));
    ck_assert_str_eq(report_of(program, store), report_of(program, loaded->store));
    session_facts_free(loaded);
    free(text);
}

static const uint64_t seeds[] = {1, 2, 3, 4, 5, 6, 7, 8};

START_TEST(is_the_facts_with_the_change) {
    ships_seed(seeds[_i]);
    for (int trial = 0; trial < 40; trial++) {
        cJSON *root = ships_facts();
        char *text = cJSON_PrintUnformatted(root);
        struct session_facts *facts = load(text);
        const char *before = dump(facts->store);
        struct overlay *overlay = overlay_new(facts->store);
        for (int i = 0; i < 6; i++)
            step(&root, overlay);
        ck_assert_str_eq(dump(facts->store), before);
        overlay_free(overlay);
        session_facts_free(facts);
        free(text);
        cJSON_Delete(root);
    }
}
END_TEST

// ---- what a change costs ----

enum { MANY = 5000, OWN = 128 << 10 }; // OWN: by the size of the model

static struct session_facts *load_many(void) {
    struct text json = {0};
    text_add(&json, "{\"facts\":\"sea\",\"version\":1,\"ship\":[");
    for (int i = 0; i < MANY; i++)
        text_addf(&json,
                  "%s{\"name\":\"s%04d\",\"crew\":%d,\"to_port\":\"p%d\",\"port\":[\"p%d\"]}",
                  i == 0 ? "" : ",", i, i % 9 + 1, i % 7, i % 5);
    text_add(&json, "]}");
    struct session_facts *facts = load(text_data(&json));
    text_clear(&json);
    return facts;
}

// Chunks of all columns that the two stores do not share.
static size_t unshared(const struct store *a, const struct store *b) {
    size_t count = 0;
    for (uint32_t i = 0; i < a->model->column_count; i++) {
        const struct column *left = store_column(a, a->model->columns[i]);
        const struct column *right = store_column(b, a->model->columns[i]);
        for (uint32_t n = 0; n < left->chunk_count || n < right->chunk_count; n++)
            count += n >= left->chunk_count || n >= right->chunk_count ||
                     left->chunks[n] != right->chunks[n];
    }
    return count;
}

static size_t unshared_offsets(const struct store *a, const struct store *b) {
    size_t count = 0;
    for (uint32_t i = 0; i < a->model->space_count; i++)
        count += a->spaces[i].offsets != b->spaces[i].offsets;
    return count;
}

// The list and its default, "chosen", count each.
static const struct {
    const char *path, *value;
    size_t chunks, offsets;
} costs[] = {
    {"ship[\"s4321\"].crew", "7", 2, 0},
    {"ship[\"s0001\"].to_port", "a port that is new", 2, 0},
    {"ship[\"s4321\"].armed", "true", 10, 0}, // the first value of a column
    {"ship[\"s4999\"].port", "p1,p2", 2, 2},  // the last chunk of one column
    {"ship[\"s5000\"].crew", "7", 6, 10},     // at the end: the last chunk of each column
    {"home.crew", "3", 1, 0},
};

START_TEST(shares_what_does_not_change) {
    struct session_facts *facts = load_many();
    struct overlay *overlay = overlay_new(facts->store);
    const struct store *store = overlay_store(overlay);
    ck_assert_uint_eq(unshared(facts->store, store), 0);
    ck_assert_uint_eq(unshared_offsets(facts->store, store), 0);
    ck_assert_str_eq(change(overlay, costs[_i].path, costs[_i].value), "");
    ck_assert_uint_eq(unshared(facts->store, store), costs[_i].chunks);
    ck_assert_uint_eq(unshared_offsets(facts->store, store), costs[_i].offsets);
    size_t chunk = CHUNK_ROWS * sizeof(int64_t) + sizeof(struct chunk);
    size_t offsets = MANY * sizeof(uint32_t) + MANY / 8;
    ck_assert_uint_lt(arena_size(store->arena),
                      OWN + costs[_i].chunks * chunk + costs[_i].offsets * offsets);
    overlay_free(overlay);
    session_facts_free(facts);
}
END_TEST

// Rows of a chunk of which nothing is known get their first value.
START_TEST(fills_a_chunk_that_is_empty) {
    struct text json = {0};
    text_add(&json, "{\"facts\":\"sea\",\"version\":1,\"ship\":[");
    for (int i = 0; i < MANY; i++)
        text_addf(&json, "%s{\"name\":\"s%04d\"%s}", i == 0 ? "" : ",", i,
                  i + 1 == MANY ? ",\"to_port\":\"Kiel\",\"length\":2.5" : "");
    text_add(&json, "]}");
    struct session_facts *facts = load(text_data(&json));
    struct overlay *overlay = overlay_new(facts->store);
    const char *before = dump(facts->store);
    ck_assert_str_eq(change(overlay, "ship[\"s0001\"].to_port", "Riga"), "");
    ck_assert_str_eq(change(overlay, "ship[\"s0002\"].length", "7.5"), "");
    const char *after = dump(overlay_store(overlay));
    ck_assert_int_eq(strcmp(after, before) == 0, 0);
    ck_assert_ptr_nonnull(strstr(after, "  to_port ? \"Riga\" ? ?"));
    ck_assert_ptr_nonnull(strstr(after, " ? \"Kiel\"\n"));
    ck_assert_ptr_nonnull(strstr(after, "  length ? ? 7500000000. ? ?"));
    ck_assert_str_eq(change(overlay, "ship[\"s0001\"].to_port", NULL), "");
    ck_assert_str_eq(change(overlay, "ship[\"s0002\"].length", NULL), "");
    ck_assert_int_eq(strcmp(dump(overlay_store(overlay)), before), 0); // too long to be shown
    ck_assert_int_eq(strcmp(dump(facts->store), before), 0);
    text_clear(&json);
    overlay_free(overlay);
    session_facts_free(facts);
}
END_TEST

// ---- planning ----

static enum verdict verdict_of(const struct store *store, const char *rule) {
    struct verdict_options options = {.fail_on = SEVERITY_ERROR};
    const struct findings *findings = findings_make(session->program, store, &options, arena);
    for (uint32_t i = 0; i < findings->rule_count; i++)
        if (strcmp(findings->rules[i].rule->name, rule) == 0)
            return findings->rules[i].verdict;
    ck_abort_msg("there is no rule %s", rule);
}

START_TEST(sets_what_is_planned) {
    struct session_facts *facts = load(small);
    struct overlay *first = overlay_new(facts->store);
    ck_assert_int_eq(verdict_of(overlay_store(first), "plan"), VERDICT_UNKNOWN);
    ck_assert_str_eq(change(first, "ship[\"b\"].to_port", "Riga"), "");
    ck_assert_str_eq(change(first, "ship[\"d\"].port", "Kiel"), "");
    struct overlay *second = overlay_new(overlay_store(first));
    ck_assert_str_eq(change(second, "ship[\"d\"].to_port", "Oslo"), "");
    ck_assert_int_eq(verdict_of(overlay_store(second), "plan"), VERDICT_FAIL);
    ck_assert_str_eq(change(second, "ship[\"d\"].to_port", "Kiel"), "");
    ck_assert_int_eq(verdict_of(overlay_store(second), "plan"), VERDICT_PASS);
    ck_assert_int_eq(verdict_of(overlay_store(first), "plan"), VERDICT_UNKNOWN);
    ck_assert_int_eq(verdict_of(facts->store, "plan"), VERDICT_UNKNOWN);
    overlay_free(second);
    overlay_free(first);
    session_facts_free(facts);
}
END_TEST

// ---- threads ----

enum { THREADS = 4, ROUNDS = 200 };

struct planner {
    pthread_t thread;
    const struct store *base;
    const struct expr *port; // the same of all
    struct fact_path path;
    uint64_t failed;
};

static void *plan(void *argument) {
    struct planner *planner = argument;
    struct arena *own = arena_new();
    struct verdict_options options = {.fail_on = SEVERITY_ERROR};
    for (int i = 0; i < ROUNDS; i++) {
        struct overlay *overlay = overlay_new(planner->base);
        if (overlay_set(overlay, &planner->path, planner->port) != NULL)
            planner->failed++;
        const struct findings *findings =
            findings_make(session->program, overlay_store(overlay), &options, own);
        planner->failed += findings->counts[VERDICT_UNKNOWN] == 0;
        overlay_free(overlay);
    }
    arena_free(own);
    return NULL;
}

START_TEST(threads_share_a_base) {
    static const char *const paths[THREADS] = {"ship[\"b\"].to_port", "ship[\"d\"].to_port",
                                               "ship[\"x\"].to_port", "home.to_port"};
    struct session_facts *facts = load(small);
    const char *before = dump(facts->store);
    struct planner planners[THREADS];
    for (int i = 0; i < THREADS; i++) {
        const char *problem;
        planners[i] = (struct planner){.base = facts->store, .path = path_of(paths[i])};
        const struct type *type =
            overlay_type(session->program->model, &planners[i].path, arena, &problem);
        planners[i].port = program_value(session->program, type, paths[i], "a new port");
    }
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&planners[i].thread, NULL, plan, &planners[i]), 0);
    for (int i = 0; i < THREADS; i++) {
        ck_assert_int_eq(pthread_join(planners[i].thread, NULL), 0);
        ck_assert_uint_eq(planners[i].failed, 0);
    }
    ck_assert_str_eq(dump(facts->store), before);
    session_facts_free(facts);
}
END_TEST

SUITE(overlay, begin, end, ONCE(says_what_is_wrong), ONCE(meets_doubled_keys),
      EACH(knows_what_changes_nothing, idle_rows), ONCE(wants_a_path_to_a_value),
      EACH(is_the_facts_with_the_change, seeds), EACH(shares_what_does_not_change, costs),
      ONCE(fills_a_chunk_that_is_empty), ONCE(sets_what_is_planned), ONCE(threads_share_a_base))
