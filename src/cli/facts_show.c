// plimsoll facts show: facts as a table.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/utf8.h"
#include "facts/shown.h"
#include "cli/facts_table.h"
#include "cli/output.h"
#include "cli/setup.h"

static const char name[] = "facts show";

static const struct option_table options[] = {
    {facts_options, NULL}, {facts_strict, NULL}, {option_use, NULL},
    {option_json, NULL},   {NULL, NULL},
};

struct showing {
    struct request request;
    const char **paths;
    size_t path_count, path_room;
};

static bool take_paths(void *state, char *value) {
    struct showing *showing = state;
    struct arena *arena = showing->request.arena;
    for (const char *at = value;; at++) {
        size_t length = strcspn(at, ",");
        if (length == 0)
            return complain(name, "%s: a path is missing", value);
        ARENA_PUSH(arena, showing->paths, showing->path_count, showing->path_room) =
            arena_copy(arena, at, length);
        at += length;
        if (*at == '\0')
            return true;
    }
}

static bool add_path(struct facts_table *table, struct program *program, const char *path) {
    uint32_t slots = 0;
    const struct space_def *beside = NULL;
    const struct expr *expr = program_expression(program, path, &slots);
    if (expr == NULL)
        return false;
    if (facts_table_add(table, expr, &beside))
        return true;
    if (beside != NULL)
        return complain(name, "%s is a list beside %s; show one at a time", beside->path,
                        table->space->path);
    return complain(name, "%s is no plain path; 'plimsoll eval' evaluates expressions", path);
}

// ---- text ----

struct page {
    const struct facts_table *table;
    const struct store *store;
    const char **names; // of the columns
    size_t *widths;     // in columns of a terminal
    struct text cell;
    struct text *out;
    struct json *json;
};

static struct cell cell_of(const struct page *page, size_t column, uint32_t row) {
    struct cell unknown = {.known = false};
    if (row == TABLE_ABSENT)
        return unknown;
    return column_cell(store_column(page->store, page->table->columns[column]), row);
}

// Texts need no quotes where nothing else looks like them. Good until the next one.
static const char *shown_cell(struct page *page, size_t column, uint32_t row) {
    struct cell cell = cell_of(page, column, row);
    if (!cell.known)
        return "?";
    const char *text = shown_text(page->store, cell);
    text_reset(&page->cell);
    if (text != NULL && text[0] != '\0' && strcmp(text, "?") != 0 && text[0] != '"')
        text_add_clean(&page->cell, text);
    else
        shown_add(&page->cell, page->table->columns[column], cell, text, SHOWN_SHORT);
    return text_data(&page->cell);
}

static void widen(struct page *page, size_t column, const char *text) {
    size_t width = utf8_width(text, strlen(text));
    if (width > page->widths[column])
        page->widths[column] = width;
}

static void measure_row(void *state, const uint32_t *rows) {
    struct page *page = state;
    for (size_t i = 0; i < page->table->count; i++)
        widen(page, i, shown_cell(page, i, rows[i]));
}

static void pad(struct text *out, size_t count) {
    text_add_repeat(out, ' ', count);
}

static void add_cell(struct page *page, size_t column, const char *text) {
    const struct facts_table *table = page->table;
    size_t blanks = page->widths[column] - utf8_width(text, strlen(text));
    bool right = type_is_numeric(&table->columns[column]->type), last = column + 1 == table->count;
    text_add(page->out, column == 0 ? "" : "  ");
    pad(page->out, right ? blanks : 0);
    text_add(page->out, text);
    pad(page->out, right || last ? 0 : blanks);
    text_add(page->out, last ? "\n" : "");
}

static void add_row(void *state, const uint32_t *rows) {
    struct page *page = state;
    text_pass_on(page->out);
    for (size_t i = 0; i < page->table->count; i++)
        add_cell(page, i, shown_cell(page, i, rows[i]));
}

// The root's facts are one row, which is easier to read downwards.
static void add_down(void *state, const uint32_t *rows) {
    struct page *page = state;
    size_t widest = 0;
    for (size_t i = 0; i < page->table->count; i++) {
        size_t width = strlen(page->names[i]);
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < page->table->count; i++) {
        text_add(page->out, page->names[i]);
        pad(page->out, widest - strlen(page->names[i]) + 2);
        text_addf(page->out, "%s\n", shown_cell(page, i, rows[i]));
    }
}

// Each cell is made twice, for its width and to be shown: all of them may be more than memory has.
static void write_text(struct page *page) {
    const struct facts_table *table = page->table;
    if (table->depth == 0) {
        facts_table_rows(table, page->store, add_down, page);
        return;
    }
    page->widths = ARENA_ARRAY(table->arena, size_t, table->count);
    for (size_t i = 0; i < table->count; i++)
        widen(page, i, page->names[i]);
    facts_table_rows(table, page->store, measure_row, page);
    for (size_t i = 0; i < table->count; i++)
        add_cell(page, i, page->names[i]);
    facts_table_rows(table, page->store, add_row, page);
}

// ---- JSON ----

static void take_json(void *state, const uint32_t *rows) {
    struct page *page = state;
    json_begin(page->json, NULL, '{');
    for (size_t i = 0; i < page->table->count; i++) {
        struct cell cell = cell_of(page, i, rows[i]);
        shown_json(page->json, page->names[i], page->table->columns[i], cell,
                   shown_text(page->store, cell));
    }
    json_end(page->json, '}');
}

static void write_json(struct page *page) {
    const struct facts_table *table = page->table;
    struct json json = {.out = page->out};
    page->json = &json;
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", PACKAGE_VERSION);
    json_int(&json, "schema", 1);
    json_begin(&json, "columns", '[');
    for (size_t i = 0; i < table->count; i++)
        json_text(&json, NULL, page->names[i]);
    json_end(&json, ']');
    json_begin(&json, "rows", '[');
    facts_table_rows(table, page->store, take_json, page);
    json_end(&json, ']');
    json_end(&json, '}');
}

// ---- the command ----

struct shown {
    const struct showing *showing;
    const struct facts_table *table;
};

static void write_page(void *state, const char *format, const struct output_view *view,
                       struct text *out) {
    const struct shown *shown = state;
    const struct facts_table *table = shown->table;
    const struct request *request = &shown->showing->request;
    struct page page = {.table = table, .store = request->facts->store, .out = out};
    (void)format;
    (void)view;
    page.names = ARENA_ARRAY(table->arena, const char *, table->count);
    for (size_t i = 0; i < table->count; i++)
        page.names[i] = facts_table_name(table, i);
    if (request->json)
        write_json(&page);
    else
        write_text(&page);
    text_clear(&page.cell);
}

static int show(const struct showing *showing, struct facts_table *table) {
    static const struct outputs standard = {0};
    facts_table_begin(table);
    return outputs_write(&standard, name, write_page, &(struct shown){showing, table})
               ? STATUS_PASS
               : STATUS_INPUT;
}

static bool add_paths(const struct showing *showing, struct facts_table *table) {
    for (size_t i = 0; i < showing->path_count; i++)
        if (!add_path(table, showing->request.session->program, showing->paths[i]))
            return false;
    return table->count > 0 ||
           complain(name, "%s holds lists only; name one of them", showing->paths[0]);
}

static bool is_complete(const struct showing *showing) {
    if (showing->path_count == 0)
        return complain(name, "name facts: plimsoll facts show vm.name,vm.memory --facts FILE");
    return facts_from_any(&showing->request.from) ||
           complain(name, "name a facts file: --facts FILE");
}

static int run(void *state) {
    struct showing *showing = state;
    struct request *request = &showing->request;
    struct facts_table table = {.arena = request->arena};
    if (!is_complete(showing))
        return STATUS_INPUT;
    request->session = setup_model(request->model);
    if (session_check(request->session) && add_paths(showing, &table))
        request->facts = facts_from_load(&request->from, name, request->session, NULL);
    return setup_diagnose(request->session) && request->facts != NULL ? show(showing, &table)
                                                                      : STATUS_INPUT;
}

const struct command facts_show = {
    .name = name,
    .summary = "show facts as a table",
    .help =
        "usage: plimsoll facts show PATH[,PATH]... --facts FILE [OPTION]...\n"
        "\n"
        "Shows the facts that paths lead to, a row for each element of the innermost list, with\n"
        "the keys of the lists on the way: plimsoll facts show vm.memory,vm.disk.path. The path\n"
        "of a record stands for all its facts. What is unknown is shown as ?.\n",
    .options = options,
    .notes = "The exit status is 0, or 3 if the input is at fault.\n",
    .examples = {{"How much memory do the machines have?",
                  "plimsoll facts show vm.memory,vm.vcpus --facts pair.json"},
                 {"All that is known of their disks",
                  "plimsoll facts show vm.disk --facts pair.json"}},
    .kinds = {VALUE_COLUMNS, VALUE_NONE},
    .size = sizeof(struct showing),
    .take_operand = take_paths,
    .run = run,
};
