// plimsoll facts show: facts as a table.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/facts_from.h"
#include "cli/facts_shown.h"
#include "cli/facts_table.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/setup.h"

static const char name[] = "facts show";

enum { OPTION_USE = FACTS_STRICT + 1, OPTION_FORMAT };

static const struct option_row options[] = {
    FACTS_OPTIONS,
    {"use", 0, "MODEL", "the fact model, by name or file (virtualization)"},
    {"format", 'f', "FORMAT", "text (default) or json"},
    {NULL, 0, NULL, NULL},
};

struct showing {
    struct facts_from from;
    struct arena *arena;
    const char **paths;
    size_t path_count, path_room;
    const char *model;
    bool named, json;
};

static bool take_paths(struct showing *showing, const char *value) {
    for (const char *at = value;; at++) {
        size_t length = strcspn(at, ",");
        if (length == 0)
            return complain(name, "%s: a path is missing", value);
        ARENA_PUSH(showing->arena, showing->paths, showing->path_count, showing->path_room) =
            arena_copy(showing->arena, at, length);
        at += length;
        if (*at == '\0')
            return true;
    }
}

static bool take(void *state, int option, char *value) {
    struct showing *showing = state;
    switch (option) {
    case OPTION_OPERAND:
        return take_paths(showing, value);
    case OPTION_USE:
        showing->model = value;
        return true;
    case OPTION_FORMAT:
        showing->json = strcmp(value, "json") == 0;
        return showing->json || strcmp(value, "text") == 0 ||
               complain(name, "--format %s: write text or json", value);
    case FACTS_FILE:
    case FACTS_SOURCE:
    case FACTS_DEST:
        showing->named = true;
        break;
    default:
        break;
    }
    return facts_from_take(&showing->from, name, (enum facts_option)option, value);
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

// Texts stand without quotes where nothing else looks like them.
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

// The root's facts are one row, which is easier read downwards.
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

static int show(const struct showing *showing, struct facts_table *table,
                const struct store *store) {
    struct page page = {.table = table, .store = store};
    struct text out = {0};
    facts_table_begin(table);
    if (showing->json)
        write_json(&page, &out);
    else
        write_text(&page, &out);
    int status = output_print(name, &out) ? STATUS_PASS : STATUS_INPUT;
    text_clear(&out);
    return status;
}

static int act(struct showing *showing) {
    struct session *session = setup_model(showing->model);
    struct session_facts *facts = NULL;
    struct facts_table table = {.arena = showing->arena};
    int status = STATUS_INPUT;
    bool good = session_check(session);
    for (size_t i = 0; good && i < showing->path_count; i++)
        good = add_path(&table, session->program, showing->paths[i]);
    if (good && table.count == 0)
        good = complain(name, "%s holds lists only; name one of them", showing->paths[0]);
    if (good)
        facts = facts_from_load(&showing->from, name, session, NULL);
    if (setup_diagnose(session) && facts != NULL)
        status = show(showing, &table, facts->store);
    session_facts_free(facts);
    session_free(session);
    return status;
}

static int run(int argc, char **argv) {
    struct showing showing = {.arena = arena_new()};
    int status = STATUS_INPUT;
    switch (options_read(name, options, argc, argv, take, &showing)) {
    case OPTIONS_GOOD:
        if (showing.path_count == 0)
            complain(name, "name facts: plimsoll facts show vm.name,vm.memory --facts FILE");
        else if (!showing.named)
            complain(name, "name a facts file: --facts FILE");
        else
            status = act(&showing);
        break;
    case OPTIONS_HELP:
        status = command_help(&facts_show);
        break;
    case OPTIONS_BAD:
        break;
    }
    facts_from_clear(&showing.from);
    arena_free(showing.arena);
    return status;
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
    .run = run,
};
