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

// The cells of a page, row by row; widths in columns of a terminal.
struct page {
    const struct facts_table *table;
    const struct store *store;
    struct json *json;
    const char **cells;
    size_t count, room;
    size_t *widths;
};

static void add_cell(struct page *page, const char *text) {
    size_t *width = &page->widths[page->count % page->table->count];
    size_t own = utf8_width(text, strlen(text));
    *width = own > *width ? own : *width;
    ARENA_PUSH(page->table->arena, page->cells, page->count, page->room) = text;
}

static struct cell cell_of(const struct page *page, size_t column, uint32_t row) {
    struct cell unknown = {.known = false};
    if (row == TABLE_ABSENT)
        return unknown;
    return column_cell(store_column(page->store, page->table->columns[column]), row);
}

// Texts need no quotes where nothing else looks like them.
static const char *shown_cell(const struct page *page, size_t column, uint32_t row) {
    struct cell cell = cell_of(page, column, row);
    if (!cell.known)
        return "?";
    struct text out = {0};
    const char *text = shown_text(page->store, cell);
    if (text != NULL && text[0] != '\0' && strcmp(text, "?") != 0 && text[0] != '"')
        text_add_clean(&out, text);
    else
        shown_add(&out, page->table->columns[column], cell, text, SHOWN_SHORT);
    const char *shown = text_copy(&out, page->table->arena);
    text_clear(&out);
    return shown;
}

static void take_text(void *state, const uint32_t *rows) {
    struct page *page = state;
    for (size_t i = 0; i < page->table->count; i++)
        add_cell(page, shown_cell(page, i, rows[i]));
}

static void pad(struct text *out, size_t count) {
    text_add_repeat(out, ' ', count);
}

static void write_line(const struct page *page, size_t first, struct text *out) {
    const struct facts_table *table = page->table;
    for (size_t i = 0; i < table->count; i++) {
        const char *text = page->cells[first + i];
        size_t blanks = page->widths[i] - utf8_width(text, strlen(text));
        bool right = type_is_numeric(&table->columns[i]->type);
        text_add(out, i == 0 ? "" : "  ");
        pad(out, right ? blanks : 0);
        text_add(out, text);
        pad(out, right || i + 1 == table->count ? 0 : blanks);
    }
    text_add_char(out, '\n');
}

// The root's facts are one row, which is easier to read downwards.
static void write_down(struct page *page, struct text *out) {
    size_t widest = 0;
    for (size_t i = 0; i < page->table->count; i++) {
        size_t width = strlen(page->cells[i]);
        widest = width > widest ? width : widest;
    }
    for (size_t i = 0; i < page->table->count; i++) {
        text_add(out, page->cells[i]);
        pad(out, widest - strlen(page->cells[i]) + 2);
        text_addf(out, "%s\n", page->cells[page->table->count + i]);
    }
}

static void write_text(struct page *page, struct text *out) {
    const struct facts_table *table = page->table;
    page->widths = ARENA_ARRAY(table->arena, size_t, table->count);
    for (size_t i = 0; i < table->count; i++)
        add_cell(page, facts_table_name(table, i));
    facts_table_rows(table, page->store, take_text, page);
    if (table->depth == 0)
        write_down(page, out);
    for (size_t i = 0; table->depth > 0 && i < page->count; i += table->count)
        write_line(page, i, out);
}

// ---- JSON ----

static void take_json(void *state, const uint32_t *rows) {
    struct page *page = state;
    json_begin(page->json, NULL, '{');
    for (size_t i = 0; i < page->table->count; i++) {
        struct cell cell = cell_of(page, i, rows[i]);
        shown_json(page->json, page->cells[i], page->table->columns[i], cell,
                   shown_text(page->store, cell));
    }
    json_end(page->json, '}');
}

static void write_json(struct page *page, struct text *out) {
    const struct facts_table *table = page->table;
    struct json json = {.out = out};
    page->json = &json;
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", PACKAGE_VERSION);
    json_int(&json, "schema", 1);
    json_begin(&json, "columns", '[');
    for (size_t i = 0; i < table->count; i++) {
        ARENA_PUSH(table->arena, page->cells, page->count, page->room) = facts_table_name(table, i);
        json_text(&json, NULL, page->cells[i]);
    }
    json_end(&json, ']');
    json_begin(&json, "rows", '[');
    facts_table_rows(table, page->store, take_json, page);
    json_end(&json, ']');
    json_end(&json, '}');
}

// ---- the command ----

static int show(const struct showing *showing, struct facts_table *table) {
    struct page page = {.table = table, .store = showing->request.facts->store};
    struct text out = {0};
    facts_table_begin(table);
    if (showing->request.json)
        write_json(&page, &out);
    else
        write_text(&page, &out);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
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
