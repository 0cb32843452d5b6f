// Values of the facts: what a hover shows of a field, and what completion offers within quotes.
#include "config.h"

#include "lsp/values.h"

#include <string.h>

#include "facts/shown.h"
#include "grammar/parser.h"

// Values and keys that a hover shows, and texts that are offered.
enum { VALUES_SHOWN = 5, VALUES_OFFERED = 1000 };

static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

// A list that stands for its default has no rows of its own.
static uint32_t rows_of(const struct store *store, const struct space_def *def) {
    return store_borrows(store, def) ? 0 : store->spaces[def->id].rows;
}

static bool is_of(const struct field *field, const struct use *use) {
    return field != NULL && field->span.begin == use->declaration.begin;
}

// "vm.cpu.vendor"; a list of texts is called as it is.
static void add_path(struct text *out, const struct column_def *def) {
    const struct space_def *space = def->space;
    text_add(out, space->path);
    if (space->parent != NULL && space->shape == NULL)
        return;
    text_addf(out, "%s%s", space->path[0] != '\0' ? "." : "", def->path);
}

// ---- distinct values ----

// The first different values of a column, and of how many rows they are known.
struct distinct {
    struct cell cells[VALUES_SHOWN];
    uint32_t count, known;
    bool more;
};

static bool has_cell(const struct distinct *found, struct cell cell) {
    for (uint32_t i = 0; i < found->count; i++)
        if (cell_equal(found->cells[i], cell))
            return true;
    return false;
}

static struct distinct distinct_of(const struct column *column, uint32_t rows) {
    struct distinct found = {0};
    for (uint32_t row = 0; row < rows; row++) {
        struct cell cell = column_cell(column, row);
        found.known += cell.known;
        if (!cell.known || found.more || has_cell(&found, cell))
            continue;
        if (found.count < VALUES_SHOWN)
            found.cells[found.count++] = cell;
        else
            found.more = true;
    }
    return found;
}

// ---- the least and the greatest ----

static bool is_ordered(const struct type *type) {
    return type_is_numeric(type) || type->kind == TYPE_TIME;
}

static void find_ends(const struct column *column, uint32_t rows, struct cell ends[2]) {
    ends[0].known = ends[1].known = false;
    for (uint32_t row = 0; row < rows; row++) {
        struct cell cell = column_cell(column, row);
        if (!cell.known)
            continue;
        if (!ends[0].known || decimal_compare(cell_number(cell), cell_number(ends[0])) < 0)
            ends[0] = cell;
        if (!ends[1].known || decimal_compare(cell_number(cell), cell_number(ends[1])) > 0)
            ends[1] = cell;
    }
}

// ---- hovers ----

static void add_cell(struct text *out, const struct store *store, const struct column_def *def,
                     struct cell cell) {
    shown_add(out, def, cell, shown_text(store, cell), SHOWN_SHORT);
}

// "8 GiB to 96 GiB", "\"db01\", \"web01\", …"
static void add_values(struct text *out, const struct store *store, const struct column_def *def,
                       uint32_t rows, const struct distinct *found) {
    const struct column *column = store_column(store, def);
    if (found->count > 1 && is_ordered(&def->type)) {
        struct cell ends[2];
        find_ends(column, rows, ends);
        add_cell(out, store, def, ends[0]);
        text_add(out, " to ");
        add_cell(out, store, def, ends[1]);
        return;
    }
    for (uint32_t i = 0; i < found->count; i++) {
        text_add(out, i > 0 ? ", " : "");
        add_cell(out, store, def, found->cells[i]);
    }
    text_add(out, found->more ? ", …" : "");
}

static void describe_column(struct text *out, const struct store *store,
                            const struct column_def *def) {
    uint32_t rows = rows_of(store, def->space);
    struct distinct found = distinct_of(store_column(store, def), rows);
    if (rows == 0)
        return;
    text_add(out, "- `");
    add_path(out, def);
    text_add(out, "`: ");
    add_values(out, store, def, rows, &found);
    if (found.known < rows)
        text_addf(out, "%sunknown in %u of %u", found.known > 0 ? "; " : "", rows - found.known,
                  rows);
    else if (rows > 1)
        text_addf(out, "   (%u)", rows);
    text_add_char(out, '\n');
}

static void describe_space(struct text *out, const struct store *store,
                           const struct space_def *def) {
    uint32_t rows = rows_of(store, def);
    if (rows == 0 || def->shape == NULL)
        return;
    text_addf(out, "- `%s`: %u element%s", def->path, rows, rows > 1 ? "s" : "");
    if (def->key != NULL) {
        struct distinct found = distinct_of(store_column(store, def->key), rows);
        text_add(out, found.count > 0 ? ": " : "");
        add_values(out, store, def->key, rows, &found);
    }
    text_add_char(out, '\n');
}

void values_describe(struct text *out, const struct live *live, const struct use *use) {
    const struct store *store = live != NULL ? live->store : NULL;
    struct text lines = {0};
    for (uint32_t i = 0; store != NULL && i < store->model->space_count; i++)
        if (is_of(store->model->spaces[i]->field, use))
            describe_space(&lines, store, store->model->spaces[i]);
    for (uint32_t i = 0; store != NULL && i < store->model->column_count; i++)
        if (is_of(store->model->columns[i]->field, use))
            describe_column(&lines, store, store->model->columns[i]);
    if (lines.size > 0)
        text_addf(out, "\nIn %s:\n\n%s", file_name(live->facts), text_data(&lines));
    text_clear(&lines);
}

// ---- texts ----

struct offering {
    const struct store *store;
    bool *seen; // by id of the dictionary
    uint32_t count;
    value_found *take;
    void *state;
};

static void offer_column(struct offering *o, const struct column_def *def) {
    uint32_t rows = rows_of(o->store, def->space);
    const struct column *column = store_column(o->store, def);
    struct text path = {0};
    if (rep_of(&def->type) != REP_TEXT)
        return;
    add_path(&path, def);
    for (uint32_t row = 0; row < rows && o->count < VALUES_OFFERED; row++) {
        uint32_t id = column_text(column, row);
        if (id == INTERN_NONE || o->seen[id] || intern_length(o->store->dictionary, id) == 0)
            continue;
        o->seen[id] = true;
        o->count++;
        o->take(o->state, intern_text(o->store->dictionary, id), text_data(&path));
    }
    text_clear(&path);
}

static void offer_facts(struct offering *o, const struct use *use, bool keys) {
    const struct model *model = o->store->model;
    for (uint32_t i = 0; keys && i < model->space_count; i++)
        if (is_of(model->spaces[i]->field, use) && model->spaces[i]->key != NULL)
            offer_column(o, model->spaces[i]->key);
    for (uint32_t i = 0; !keys && i < model->column_count; i++)
        if (is_of(model->columns[i]->field, use))
            offer_column(o, model->columns[i]);
}

// The token before an element of a list in brackets, or before the text itself.
static uint32_t before_list(const struct tokens *tokens, uint32_t i) {
    while (i > 0 && (tokens->items[i - 1].kind == ',' || tokens->items[i - 1].kind == TOKEN_STRING))
        i--;
    return i;
}

// The token that ends what a text is compared with; 0 where it is not. *key: it is a key of that.
static uint32_t compared(const struct tokens *tokens, uint32_t i, bool *key) {
    const struct token *items = tokens->items;
    uint32_t list = before_list(tokens, i);
    *key = false;
    if (list > 1 && items[list - 1].kind == '[' && items[list - 2].kind == TOKEN_IN)
        i = list - 2; // in ["a", "b"]
    else if (i > 1 && items[i - 1].kind == '[')
        *key = true;
    else if (i < 2 || (items[i - 1].kind != TOKEN_EQUAL && items[i - 1].kind != TOKEN_UNEQUAL))
        return 0;
    else
        i--;
    i -= *key;
    if (i > 0 && !*key && items[i].kind == TOKEN_IN && items[i - 1].kind == TOKEN_NOT)
        i--;
    return i;
}

void values_each(const struct analysis *analysis, const struct live *live, uint32_t token,
                 value_found *take, void *state) {
    bool keys;
    uint32_t end = compared(&analysis->tokens, token, &keys);
    uint32_t name = end > 0 ? analysis->tokens.items[end - 1].span.end : 0;
    const struct use *use = end > 0 ? analysis_use_at(analysis, name) : NULL;
    struct offering o = {.store = live != NULL ? live->store : NULL, .take = take, .state = state};
    if (use == NULL || use->span.end != name)
        return;
    for (uint32_t i = 0; !keys && use->type.kind == TYPE_ENUM && i < use->type.choice_count; i++)
        take(state, use->type.choices[i], "choice");
    if (o.store == NULL)
        return;
    o.seen = ARENA_ARRAY(live->arena, bool, intern_count(o.store->dictionary));
    offer_facts(&o, use, keys);
}
