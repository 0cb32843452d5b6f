// Shows rows and values of a store that is being made.
#include "facts/rows.h"

#include "base/time.h"
#include "facts/path.h"

static void show_number(struct text *out, const struct column_def *def, struct decimal value) {
    if (def->type.kind == TYPE_NUMBER)
        quantity_show_exact(out, value, def->type.dimension);
    else
        quantity_show_exact(out, value, DIMENSION_NONE);
}

static void show_time(struct text *out, int64_t instant) {
    char printed[TIME_TEXT];
    size_t length = time_format(instant, printed);
    text_add_bytes(out, printed, length);
}

void rows_show_cell(struct text *out, const struct store *store, const struct column_def *def,
                    struct cell cell) {
    switch (cell.rep) {
    case REP_BIT:
        text_add(out, cell.as.bit ? "true" : "false");
        break;
    case REP_INT:
        if (def->type.kind == TYPE_TIME)
            show_time(out, cell.as.integer);
        else
            show_number(out, def, decimal_from_int(cell.as.integer));
        break;
    case REP_DECIMAL:
        show_number(out, def, cell.as.decimal);
        break;
    case REP_TEXT:
    case REP_ROW:
    case REP_LIST:
        path_add_quoted(out, intern_text(store->dictionary, cell.as.id),
                        intern_length(store->dictionary, cell.as.id));
        break;
    }
}

static void show_key(struct text *out, const struct store *store, const struct space_def *def,
                     uint32_t row) {
    struct cell key = {.known = false};
    if (def->key != NULL)
        key = column_cell(store_column(store, def->key), row);
    text_add_char(out, '[');
    if (key.known)
        rows_show_cell(out, store, def->key, key);
    else
        text_add_char(out, '?');
    text_add_char(out, ']');
}

void rows_show_path(struct text *out, const struct build *build, const struct space_def *def,
                    uint32_t row, const char *member) {
    if (def->parent != NULL) {
        const uint32_t *parents = build->spaces[def->id].parents;
        rows_show_path(out, build, def->parent, parents == NULL ? 0 : parents[row], def->member);
        show_key(out, build->store, def, row);
    }
    if (member != NULL)
        text_addf(out, "%s%s", def->parent == NULL ? "" : ".", member);
}
