// JSON Schema of facts files.
#include "report/schema.h"

#include <inttypes.h>

#include "base/json.h"

#define TIME_PATTERN                                                                               \
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$"

static void write_type(struct json *json, const char *type) {
    json_begin(json, "type", '[');
    json_text(json, NULL, type);
    json_text(json, NULL, "null");
    json_end(json, ']');
}

static void write_decimal(struct json *json, const char *name, struct decimal value) {
    char text[DECIMAL_TEXT];
    decimal_format(value, text);
    json_raw(json, name, text);
}

static void write_limits(struct json *json, const struct field *field) {
    if (field->has_min)
        write_decimal(json, "minimum", field->min);
    if (field->has_max)
        write_decimal(json, "maximum", field->max);
}

// "4 GiB", "3 d 4 h", or "0" for none of it.
static void write_quantity_pattern(struct json *json, const struct field *field,
                                   struct dimension dimension) {
    const char *sign = field->has_min && field->min.nano >= 0 ? "" : "-?";
    struct text pattern = {0};
    text_addf(&pattern, "^\\s*%s([0-9]+(\\.[0-9]+)?\\s*%s\\s*)+$|^\\s*%s0+(\\.0+)?\\s*$", sign,
              dimension_words(dimension)->pattern, sign);
    json_text(json, "pattern", text_data(&pattern));
    text_clear(&pattern);
}

// JSON carries whole numbers exactly below 2^53.
static void write_int(struct json *json, const struct field *field) {
    write_type(json, "integer");
    write_limits(json, field);
    if (!field->has_min)
        json_raw(json, "minimum", "-9007199254740991");
    if (!field->has_max)
        json_raw(json, "maximum", "9007199254740991");
}

static void write_number(struct json *json, const struct field *field, const struct type *type) {
    if (dimension_equal(type->dimension, DIMENSION_NONE)) {
        write_type(json, "number");
        write_limits(json, field);
        return;
    }
    json_begin(json, "type", '[');
    json_text(json, NULL, "number");
    json_text(json, NULL, "string");
    json_text(json, NULL, "null");
    json_end(json, ']');
    write_limits(json, field);
    write_quantity_pattern(json, field, type->dimension);
}

static void write_choices(struct json *json, const struct type *type) {
    json_begin(json, "enum", '[');
    for (uint32_t i = 0; i < type->choice_count; i++)
        json_text(json, NULL, type->choices[i]);
    json_raw(json, NULL, "null");
    json_end(json, ']');
}

// A record or null.
static void write_reference(struct json *json, const struct record *record) {
    struct text path = {0};
    text_addf(&path, "#/$defs/%s", record->name);
    json_begin(json, "anyOf", '[');
    json_begin(json, NULL, '{');
    json_text(json, "$ref", text_data(&path));
    json_end(json, '}');
    json_begin(json, NULL, '{');
    json_text(json, "type", "null");
    json_end(json, '}');
    json_end(json, ']');
    text_clear(&path);
}

static void write_value(struct json *json, const struct field *field, const struct type *type) {
    switch (type->kind) {
    case TYPE_BOOL:
        write_type(json, "boolean");
        return;
    case TYPE_INT:
        write_int(json, field);
        return;
    case TYPE_NUMBER:
        write_number(json, field, type);
        return;
    case TYPE_TEXT:
        write_type(json, "string");
        return;
    case TYPE_VERSION:
        write_type(json, "string");
        return;
    case TYPE_TIME:
        write_type(json, "string");
        json_text(json, "format", "date-time");
        json_text(json, "pattern", TIME_PATTERN);
        return;
    case TYPE_ENUM:
        write_choices(json, type);
        return;
    case TYPE_LIST:
        write_type(json, "array");
        json_begin(json, "items", '{');
        write_value(json, field, type->element);
        json_end(json, '}');
        return;
    case TYPE_RECORD:
        write_reference(json, type->record);
        return;
    case TYPE_POISON:
        return;
    }
}

// The description names the unit of plain numbers.
static void write_description(struct json *json, const struct field *field) {
    const struct type *type = &field->type;
    char buffer[32];
    struct text text = {0};
    text_add(&text, field->description != NULL ? field->description : "");
    if (type->kind == TYPE_NUMBER && !dimension_equal(type->dimension, DIMENSION_NONE))
        text_addf(&text, "%s(a number is in %s)", text.size > 0 ? " " : "",
                  dimension_symbol(type->dimension, buffer));
    if (text.size > 0)
        json_text(json, "description", text_data(&text));
    text_clear(&text);
}

static void write_fields(struct json *json, const struct record *record) {
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field *field = record->fields[i];
        json_begin(json, field->name, '{');
        write_description(json, field);
        write_value(json, field, &field->type);
        if (field->plan)
            json_bool(json, "x-plan", true);
        json_end(json, '}');
    }
}

static void write_record(struct json *json, const struct record *record, bool strict) {
    json_begin(json, record->name, '{');
    if (record->description != NULL && record->description[0] != '\0')
        json_text(json, "description", record->description);
    json_text(json, "type", "object");
    json_begin(json, "properties", '{');
    write_fields(json, record);
    json_end(json, '}');
    json_bool(json, "additionalProperties", !strict);
    json_end(json, '}');
}

// The members that name the model of a file.
static void write_head(struct json *json, const struct model *model) {
    json_begin(json, "facts", '{');
    json_text(json, "const", model->name);
    json_end(json, '}');
    json_begin(json, "version", '{');
    json_int(json, "const", model->version);
    json_end(json, '}');
}

void schema_write(const struct model *model, bool strict, struct text *out) {
    struct json json = {.out = out};
    struct text title = {0};
    text_addf(&title, "facts %s %" PRId64, model->name, model->version);
    json_begin(&json, NULL, '{');
    json_text(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_text(&json, "title", text_data(&title));
    json_text(&json, "type", "object");
    json_begin(&json, "properties", '{');
    write_head(&json, model);
    write_fields(&json, model->root);
    json_end(&json, '}');
    json_bool(&json, "additionalProperties", !strict);
    json_begin(&json, "$defs", '{');
    for (uint32_t i = 0; i < model->record_count; i++)
        write_record(&json, model->records[i], strict);
    json_end(&json, '}');
    json_end(&json, '}');
    text_clear(&title);
}
