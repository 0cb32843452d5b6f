// Facts as JSON that the loader reads back exactly.
#include "report/facts.h"

#include <string.h>

#include "base/time.h"
#include "eval/show.h"
#include "facts/column.h"
#include "base/json.h"

// Where a double begins to skip whole numbers.
static const int64_t whole_limit = INT64_C(1) << 53;

struct writing {
    struct json json;
    const struct store *store;
};

static void write_shape(struct writing *writing, const struct shape *shape, uint32_t row);

// A quantity that JSON does not carry exactly is a text with its unit.
static void write_number(struct writing *writing, const char *name, const struct type *type,
                         struct cell cell) {
    struct decimal value =
        cell.rep == REP_DECIMAL ? cell.as.decimal : decimal_from_int(cell.as.integer);
    bool small =
        cell.rep == REP_INT && cell.as.integer < whole_limit && cell.as.integer > -whole_limit;
    bool quantity = type->kind == TYPE_NUMBER && !dimension_equal(type->dimension, DIMENSION_NONE);
    char digits[DECIMAL_TEXT], symbol[32];
    decimal_format(value, digits);
    if (small || !quantity) {
        json_raw(&writing->json, name, digits);
        return;
    }
    struct text text = {0};
    text_addf(&text, "%s %s", digits, dimension_symbol(type->dimension, symbol));
    json_text(&writing->json, name, text_data(&text));
    text_clear(&text);
}

static void write_cell(struct writing *writing, const char *name, const struct column_def *def,
                       struct cell cell) {
    char time[TIME_TEXT];
    if (!cell.known) {
        json_raw(&writing->json, name, "null");
        return;
    }
    switch (def->type.kind) {
    case TYPE_BOOL:
        json_bool(&writing->json, name, cell.as.bit);
        break;
    case TYPE_INT:
    case TYPE_NUMBER:
        write_number(writing, name, &def->type, cell);
        break;
    case TYPE_TIME:
        time_format(cell.as.integer, time);
        json_text(&writing->json, name, time);
        break;
    case TYPE_TEXT:
    case TYPE_VERSION:
    case TYPE_ENUM:
        json_text(&writing->json, name, intern_text(writing->store->dictionary, cell.as.id));
        break;
    case TYPE_LIST:
    case TYPE_RECORD:
    case TYPE_POISON:
        break; // never in a column
    }
}

static const char *text_of(const struct store *store, const struct space_def *def, const char *name,
                           uint32_t row) {
    for (uint32_t i = 0; i < def->column_count; i++) {
        const struct column *column = store_column(store, def->columns[i]);
        if (strcmp(def->columns[i]->path, name) == 0 && def->columns[i]->type.kind == TYPE_TEXT &&
            column_known(column, row))
            return intern_text(store->dictionary, column_text(column, row));
    }
    return NULL;
}

// What follows host["hv01"] in the path of a fact, or NULL.
static const char *below_picked(const struct picked *picked, const char *fact) {
    struct text element = {0};
    text_addf(&element, "%s[", picked->list);
    text_add_quoted(&element, picked->key);
    text_add_char(&element, ']');
    bool below = strncmp(fact, text_data(&element), element.size) == 0;
    const char *rest = below ? fact + element.size : NULL;
    text_clear(&element);
    return rest;
}

// collected.missing: the reasons of a picked host under its root's name too.
static void write_picked_reasons(struct writing *writing, const struct space_def *def,
                                 uint32_t row) {
    const struct store *store = writing->store;
    const char *fact = text_of(store, def, "fact", row);
    const char *reason = text_of(store, def, "reason", row);
    for (size_t i = 0; fact != NULL && reason != NULL && i < store->picked_count; i++) {
        const char *rest = below_picked(&store->picked[i], fact);
        if (rest == NULL)
            continue;
        struct text own = {0};
        text_addf(&own, "%s%s", store->picked[i].root, rest);
        json_begin(&writing->json, NULL, '{');
        json_text(&writing->json, "fact", text_data(&own));
        json_text(&writing->json, "reason", reason);
        json_end(&writing->json, '}');
        text_clear(&own);
    }
}

static void write_element(struct writing *writing, const struct space_def *def, uint32_t row) {
    if (def->shape == NULL) {
        const struct column_def *value = def->columns[0];
        write_cell(writing, NULL, value, column_cell(store_column(writing->store, value), row));
        return;
    }
    json_begin(&writing->json, NULL, '{');
    write_shape(writing, def->shape, row);
    json_end(&writing->json, '}');
    if (writing->store->picked_count > 0 && strcmp(def->path, "collected.missing") == 0)
        write_picked_reasons(writing, def, row);
}

static void write_list(struct writing *writing, const struct space_def *def, const char *name,
                       uint32_t parent) {
    const struct space *space = &writing->store->spaces[def->id];
    if (!bit_get(space->present, parent))
        return;
    if (def->fallback != NULL &&
        space->offsets == writing->store->spaces[def->fallback->id].offsets)
        return;
    json_begin(&writing->json, name, '[');
    for (uint32_t row = space->offsets[parent]; row < space->offsets[parent + 1]; row++)
        write_element(writing, def, row);
    json_end(&writing->json, ']');
}

// Whether there is anything to write of a record. As deep as the model.
static bool knows_shape(const struct store *store, const struct shape *shape, uint32_t row) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        switch (member->kind) {
        case MEMBER_COLUMN:
            if (column_known(store_column(store, member->column), row))
                return true;
            break;
        case MEMBER_NESTED:
            if (knows_shape(store, member->nested, row))
                return true;
            break;
        case MEMBER_LIST:
            if (bit_get(store->spaces[member->list->id].present, row))
                return true;
            break;
        }
    }
    return false;
}

static void write_nested(struct writing *writing, const struct shape *shape, const char *name,
                         uint32_t row) {
    if (!knows_shape(writing->store, shape, row))
        return;
    json_begin(&writing->json, name, '{');
    write_shape(writing, shape, row);
    json_end(&writing->json, '}');
}

static void write_column(struct writing *writing, const struct column_def *def, const char *name,
                         uint32_t row) {
    struct cell cell = column_cell(store_column(writing->store, def), row);
    if (cell.known)
        write_cell(writing, name, def, cell);
}

static void write_shape(struct writing *writing, const struct shape *shape, uint32_t row) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        const struct member *member = &shape->members[i];
        const char *name = shape->record->fields[i]->name;
        switch (member->kind) {
        case MEMBER_COLUMN:
            write_column(writing, member->column, name, row);
            break;
        case MEMBER_NESTED:
            write_nested(writing, member->nested, name, row);
            break;
        case MEMBER_LIST:
            write_list(writing, member->list, name, row);
            break;
        }
    }
}

void facts_write(const struct store *store, struct text *out) {
    struct writing writing = {.json = {.out = out}, .store = store};
    json_begin(&writing.json, NULL, '{');
    json_text(&writing.json, "facts", store->model->name);
    json_int(&writing.json, "version", store->model->version);
    write_shape(&writing, store->model->root_shape, 0);
    json_end(&writing.json, '}');
}
