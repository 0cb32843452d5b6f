// Lists of the root that stand beside the list they would stand for.
#include "facts/stand_in.h"

#include "facts/order.h"
#include "facts/path.h"

static struct cell key_of(const struct store *store, const struct space_def *def, uint32_t row) {
    return column_cell(store_column(store, def->key), row);
}

static void report_stranger(const struct store *store, const struct space_def *def, uint32_t row,
                            struct diagnostics *diagnostics) {
    struct text path = {0};
    const struct space *space = &store->spaces[def->id];
    struct cell key = key_of(store, def, row);
    text_addf(&path, "%s[", def->path);
    if (key.rep == REP_TEXT)
        text_add_quoted(&path, intern_text(store->dictionary, key.as.id));
    else
        text_addf(&path, "%lld", (long long)key.as.integer);
    text_add_char(&path, ']');
    struct diagnostic *made = diagnostic_fact(
        diagnostics, CODE_UNKNOWN_ELEMENT, DIAGNOSTIC_ERROR,
        store->files[space->origin == NULL ? 0 : space->origin[row]], text_data(&path),
        "%s has no element of this %s", def->fallback->path, def->key->field->name);
    diagnostic_cure(diagnostics, made, "%s chooses from %s; leave it out to take all of them",
                    def->path, def->fallback->path);
    text_clear(&path);
}

// Both lists are in the order of their keys, rows without a key last; one of those may be any.
static void check_list(const struct store *store, const struct space_def *def,
                       struct diagnostics *diagnostics) {
    const struct space_def *whole = def->fallback;
    uint32_t rows = store->spaces[def->id].rows, of = store->spaces[whole->id].rows, at = 0;
    bool nameless = of > 0 && !key_of(store, whole, of - 1).known;
    for (uint32_t row = 0; row < rows; row++) {
        struct cell key = key_of(store, def, row);
        while (at < of && order_compare_cells(store, key_of(store, whole, at), key) < 0)
            at++;
        bool found = at < of && order_compare_cells(store, key_of(store, whole, at), key) == 0;
        if (key.known && !found && !nameless)
            report_stranger(store, def, row, diagnostics);
    }
    if (rows < of)
        diagnostic_fact(diagnostics, CODE_PARTIAL_LIST, DIAGNOSTIC_WARNING,
                        store->files[store->spaces[def->id].origin == NULL || rows == 0
                                         ? 0
                                         : store->spaces[def->id].origin[0]],
                        def->path, "has %u of the %u elements of %s, and only what stands in it",
                        rows, of, whole->path);
}

void stand_in_check(const struct store *store, struct diagnostics *diagnostics) {
    const struct space_def *root = store->model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        if (def->fallback != NULL && def->key != NULL &&
            bit_get(store->spaces[def->id].present, 0) &&
            bit_get(store->spaces[def->fallback->id].present, 0))
            check_list(store, def, diagnostics);
    }
}
