// Facts as JSON that the loader reads back exactly.
#include "report/facts.h"

#include "base/json.h"
#include "base/time.h"
#include "facts/column.h"
#include "facts/extra.h"
#include "lang/fact_path.h"

// Where a double begins to skip whole numbers.
static const int64_t whole_limit = INT64_C(1) << 53;

struct writing {
    struct json json;
    const struct store *store;
};

static void write_shape(struct writing *writing, const struct shape *shape, uint32_t row);

// A quantity that JSON does not carry exactly is a text with its unit.
void facts_write_number(struct json *json, const char *name, const struct type *type,
                        struct decimal value) {
    int64_t whole;
    bool small = decimal_to_int(value, &whole) && whole < whole_limit && whole > -whole_limit;
    bool quantity = type->kind == TYPE_NUMBER && !dimension_equal(type->dimension, DIMENSION_NONE);
    char digits[DECIMAL_TEXT], symbol[32];
    decimal_format(value, digits);
    if (small || !quantity) {
        json_raw(json, name, digits);
        return;
    }
    struct text text = {0};
    text_addf(&text, "%s %s", digits, dimension_symbol(type->dimension, symbol));
    json_text(json, name, text_data(&text));
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
        facts_write_number(&writing->json, name, &def->type, cell_number(cell));
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

static const char *text_of(const struct store *store, const struct column_def *def, uint32_t row) {
    const struct column *column = store_column(store, def);
    return column_known(column, row) ? intern_text(store->dictionary, column_text(column, row))
                                     : NULL;
}

// The rest of a path below an element of a list, such as host["hv01"], that was picked as a root.
static bool below_picked(const struct picked *picked, const struct fact_path *fact,
                         struct fact_path *rest, struct arena *arena) {
    struct fact_path element = {0};
    fact_path_add_name(&element, arena, picked->list);
    fact_path_add_key(&element, arena, picked->key);
    for (size_t i = 0; i < element.count; i++)
        if (i == fact->count || fact_step_compare(&element.steps[i], &fact->steps[i]) != 0)
            return false;
    fact_path_add_name(rest, arena, picked->root);
    fact_path_join(rest, arena, fact, element.count);
    return true;
}

static void write_reason(struct writing *writing, const struct purpose_list *reasons,
                         const char *fact, const char *reason) {
    json_begin(&writing->json, NULL, '{');
    json_text(&writing->json, reasons->parts[REASONS_FACT]->path, fact);
    json_text(&writing->json, reasons->parts[REASONS_REASON]->path, reason);
    json_end(&writing->json, '}');
}

// The reasons of a picked element under its root's name too.
static void write_picked_reasons(struct writing *writing, const struct purpose_list *reasons,
                                 uint32_t row) {
    const struct store *store = writing->store;
    const char *text = text_of(store, reasons->parts[REASONS_FACT], row);
    const char *reason = text_of(store, reasons->parts[REASONS_REASON], row);
    struct arena *arena = arena_new();
    struct fact_path fact;
    size_t wrong;
    if (text != NULL && reason != NULL && fact_path_parse(text, arena, &fact, &wrong))
        for (size_t i = 0; i < store->picked_count; i++) {
            struct fact_path own = {0};
            if (below_picked(&store->picked[i], &fact, &own, arena))
                write_reason(writing, reasons, fact_path_text(&own, arena), reason);
        }
    arena_free(arena);
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
    const struct purpose_list *reasons = &writing->store->model->purposes[PURPOSE_REASONS];
    if (writing->store->picked_count > 0 && def == reasons->space)
        write_picked_reasons(writing, reasons, row);
}

static void write_list(struct writing *writing, const struct space_def *def, const char *name,
                       uint32_t parent) {
    const struct space *space = &writing->store->spaces[def->id];
    if (!bit_get(space->present, parent))
        return;
    if (store_borrows(writing->store, def))
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
    return extra_of(store, shape, row).count > 0;
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

static void write_extras(struct writing *writing, const struct shape *shape, uint32_t row) {
    struct extras extras = extra_of(writing->store, shape, row);
    for (size_t i = 0; i < extras.count; i++)
        json_raw(&writing->json, extras.first[i].name, extras.first[i].json);
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
    write_extras(writing, shape, row);
}

void facts_write_head(struct json *json, const struct model *model) {
    json_text(json, "facts", model->name);
    json_int(json, "version", model->version);
}

void facts_write(const struct store *store, struct text *out) {
    struct writing writing = {.json = {.out = out}, .store = store};
    json_begin(&writing.json, NULL, '{');
    facts_write_head(&writing.json, store->model);
    write_shape(&writing, store->model->root_shape, 0);
    json_end(&writing.json, '}');
}
