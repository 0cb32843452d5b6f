// Values of a fact store for people and as JSON.
#include "facts/shown.h"

#include "base/time.h"
#include "lang/diagnostic.h"

const char *shown_text(const struct store *store, struct cell cell) {
    return cell.known && cell.rep == REP_TEXT ? intern_text(store->dictionary, cell.as.id) : NULL;
}

void shown_add(struct text *out, const struct column_def *def, struct cell cell, const char *text,
               enum shown_digits digits) {
    bool number = def->type.kind == TYPE_NUMBER;
    struct dimension dimension = number ? def->type.dimension : DIMENSION_NONE;
    char time[TIME_TEXT];
    if (text != NULL) {
        text_add_quoted(out, text);
    } else if (def->type.kind == TYPE_BOOL) {
        text_add(out, cell.as.bit ? "true" : "false");
    } else if (def->type.kind == TYPE_TIME) {
        time_format(cell.as.integer, time);
        text_add(out, time);
    } else if (digits == SHOWN_EXACT) {
        quantity_show_exact(out, cell_number(cell), dimension);
    } else {
        quantity_show(out, cell_number(cell), dimension);
    }
}

void shown_json(struct json *json, const char *name, const struct column_def *def, struct cell cell,
                const char *text) {
    char number[DECIMAL_TEXT], time[TIME_TEXT];
    if (!cell.known || text != NULL) {
        json_text(json, name, text);
    } else if (def->type.kind == TYPE_BOOL) {
        json_bool(json, name, cell.as.bit);
    } else if (def->type.kind == TYPE_TIME) {
        time_format(cell.as.integer, time);
        json_text(json, name, time);
    } else {
        decimal_format(cell_number(cell), number);
        json_raw(json, name, number);
    }
}

void shown_add_key(struct text *out, const struct store *store, const struct space_def *def,
                   uint32_t row, uint32_t position) {
    struct cell key = {.known = false};
    if (def->key != NULL)
        key = column_cell(store_column(store, def->key), row);
    text_add_char(out, '[');
    if (key.known)
        shown_add(out, def->key, key, shown_text(store, key), SHOWN_EXACT);
    else
        text_addf(out, "%u", position);
    text_add_char(out, ']');
}
