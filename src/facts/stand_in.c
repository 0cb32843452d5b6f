// Lists of the root that stand beside the list they would stand for.
#include "facts/stand_in.h"

#include "facts/order.h"
#include "facts/rows.h"

// A list beside the one that it would stand for, whose layout is the same.
struct standing {
    const struct store *store;
    const struct space_def *def, *whole;
    struct diagnostics *diagnostics;
    struct text lacking;       // a fact that only the other has
    struct text contradiction; // one that is another there
};

static struct cell key_of(const struct standing *standing, const struct space_def *def,
                          uint32_t row) {
    return column_cell(store_column(standing->store, def->key), row);
}

static const char *file_of(const struct standing *standing, const struct space_def *def,
                           uint32_t row) {
    const struct space *space = &standing->store->spaces[def->id];
    return standing->store
        ->files[space->origin == NULL || row >= space->rows ? 0 : space->origin[row]];
}

// Adds the path of an element, or of a member of it.
static void add_path(struct text *out, const struct standing *standing, const struct space_def *def,
                     uint32_t row, const char *member) {
    text_addf(out, "%s[", def->path);
    rows_show_cell(out, standing->store, def->key, key_of(standing, def, row));
    text_addf(out, "]%s%s", member != NULL ? "." : "", member != NULL ? member : "");
}

static void report_stranger(const struct standing *standing, uint32_t row) {
    const struct space_def *def = standing->def;
    struct text path = {0};
    add_path(&path, standing, def, row, NULL);
    struct diagnostic *made = diagnostic_fact(standing->diagnostics, CODE_UNKNOWN_ELEMENT,
                                              DIAGNOSTIC_ERROR, file_of(standing, def, row),
                                              text_data(&path), "%s has no element of this %s",
                                              standing->whole->path, def->key->field->name);
    diagnostic_cure(standing->diagnostics, made,
                    "%s chooses from %s; leave it out to take all of them", def->path,
                    standing->whole->path);
    text_clear(&path);
}

static void note_contradiction(struct standing *standing, uint32_t row, uint32_t at,
                               const struct column_def *column, struct cell own,
                               struct cell other) {
    struct text *out = &standing->contradiction;
    if (out->size > 0)
        return;
    add_path(out, standing, standing->def, row, column->path);
    text_add(out, " is ");
    rows_show_cell(out, standing->store, column, own);
    text_add(out, ", but ");
    rows_show_cell(out, standing->store, column, other);
    text_addf(out, " in %s of %s", standing->whole->path, file_of(standing, standing->whole, at));
}

static void note_lacking(struct standing *standing, uint32_t row, const char *member) {
    if (standing->lacking.size == 0)
        add_path(&standing->lacking, standing, standing->def, row, member);
}

static void compare_columns(struct standing *standing, uint32_t row, uint32_t at) {
    for (uint32_t c = 0; c < standing->def->column_count; c++) {
        const struct column_def *column = standing->def->columns[c];
        struct cell own = column_cell(store_column(standing->store, column), row);
        struct cell other =
            column_cell(store_column(standing->store, standing->whole->columns[c]), at);
        if (own.known && other.known && order_compare_cells(standing->store, own, other) != 0)
            note_contradiction(standing, row, at, column, own, other);
        if (!own.known && other.known)
            note_lacking(standing, row, column->path);
    }
}

static void compare_lists(struct standing *standing, uint32_t row, uint32_t at) {
    const struct space *spaces = standing->store->spaces;
    for (uint32_t i = 0; i < standing->def->child_count; i++) {
        const struct space_def *own = standing->def->children[i];
        if (bit_get(spaces[standing->whole->children[i]->id].present, at) &&
            !bit_get(spaces[own->id].present, row))
            note_lacking(standing, row, own->member);
    }
}

static void report_parts(const struct standing *standing, uint32_t rows, uint32_t of) {
    const struct text *lacking = &standing->lacking, *contradiction = &standing->contradiction;
    struct text message = {0};
    text_addf(&message, "has %u of the %u elements of %s, and only what stands in it", rows, of,
              standing->whole->path);
    if (lacking->size > 0)
        text_addf(&message, "; %s is missing", text_data(lacking));
    if (contradiction->size > 0)
        text_addf(&message, "; %s", text_data(contradiction));
    if (rows < of || lacking->size > 0 || contradiction->size > 0)
        diagnostic_fact(standing->diagnostics, CODE_PARTIAL_LIST, DIAGNOSTIC_WARNING,
                        file_of(standing, standing->def, 0), standing->def->path, "%s",
                        text_data(&message));
    text_clear(&message);
}

// Which of two elements with one key is meant is unknown.
static bool has_doubled(const struct standing *standing) {
    const struct space *spaces = standing->store->spaces;
    return spaces[standing->def->id].duplicate_keys || spaces[standing->whole->id].duplicate_keys;
}

// Both lists are in the order of their keys, rows without a key last; one of those may be any.
static void check_list(struct standing *standing) {
    const struct space_def *def = standing->def, *whole = standing->whole;
    const struct store *store = standing->store;
    uint32_t rows = store->spaces[def->id].rows, of = store->spaces[whole->id].rows, at = 0;
    bool nameless = of > 0 && !key_of(standing, whole, of - 1).known;
    for (uint32_t row = 0; row < rows; row++) {
        struct cell key = key_of(standing, def, row);
        while (at < of && order_compare_cells(store, key_of(standing, whole, at), key) < 0)
            at++;
        bool found = at < of && order_compare_cells(store, key_of(standing, whole, at), key) == 0;
        if (key.known && found && !has_doubled(standing)) {
            compare_columns(standing, row, at);
            compare_lists(standing, row, at);
        } else if (key.known && !found && !nameless) {
            report_stranger(standing, row);
        }
    }
    report_parts(standing, rows, of);
}

void stand_in_check(const struct store *store, struct diagnostics *diagnostics) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        struct standing standing = {store, def, def->fallback, diagnostics, {0}, {0}};
        if (def->fallback != NULL && def->key != NULL &&
            bit_get(store->spaces[def->id].present, 0) &&
            bit_get(store->spaces[def->fallback->id].present, 0))
            check_list(&standing);
        text_clear(&standing.lacking);
        text_clear(&standing.contradiction);
    }
}
