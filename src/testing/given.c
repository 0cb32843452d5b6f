// From objects of tests to facts files: every member checked against the fact model.
#include "testing/given.h"

#include <string.h>

#include "base/numbered.h"
#include "base/time.h"
#include "check/model_draft.h"
#include "program/program_find.h"
#include "report/facts.h"

// A facts file in the making.
struct giving {
    struct program *program;
    struct json json;
    struct numbered members; // of objects, by their names
};

static bool write_members(struct giving *giving, const struct record *record,
                          const struct object_node *object);

static struct diagnostic *mistake(struct giving *giving, enum code code, struct span span,
                                  const char *problem, const char *name) {
    return diagnostic_error(giving->program->diagnostics, code, span, "%s %s", name, problem);
}

static bool write_constant(struct giving *giving, const char *name, const struct type *type,
                           const struct expr *value) {
    char time[TIME_TEXT];
    switch (type->kind) {
    case TYPE_BOOL:
        json_bool(&giving->json, name, value->truth);
        break;
    case TYPE_INT:
    case TYPE_NUMBER:
        facts_write_number(&giving->json, name, type, value->number);
        break;
    case TYPE_TIME:
        time_format(value->time, time);
        json_text(&giving->json, name, time);
        break;
    case TYPE_TEXT:
    case TYPE_VERSION:
    case TYPE_ENUM:
        json_text(&giving->json, name, value->text);
        break;
    case TYPE_LIST:
        json_begin(&giving->json, name, '[');
        for (uint32_t i = 0; i < value->count; i++)
            write_constant(giving, NULL, type->element, value->items[i]);
        json_end(&giving->json, ']');
        break;
    case TYPE_RECORD:
    case TYPE_POISON:
        break; // never a value
    }
    return true;
}

static bool is_list_of_records(const struct type *type) {
    return type->kind == TYPE_LIST && type->element->kind == TYPE_RECORD;
}

static bool is_empty_list(const struct object_value *value) {
    return value->kind == OBJECT_VALUE && value->value->kind == NODE_LIST &&
           value->value->count == 0;
}

static bool write_object(struct giving *giving, const char *name, const struct record *record,
                         const struct object_node *object) {
    json_begin(&giving->json, name, '{');
    bool good = write_members(giving, record, object);
    json_end(&giving->json, '}');
    return good;
}

static bool write_objects(struct giving *giving, const char *name, const struct record *record,
                          const struct object_list *objects) {
    bool good = true;
    json_begin(&giving->json, name, '[');
    for (uint32_t i = 0; i < objects->count; i++)
        good = write_object(giving, NULL, record, objects->items[i]) && good;
    json_end(&giving->json, ']');
    return good;
}

static bool wrong_form(struct giving *giving, const char *name, const struct type *type,
                       struct span span) {
    bool list = is_list_of_records(type);
    struct diagnostic *error = mistake(giving, CODE_TYPE_MISMATCH, span,
                                       list                        ? "is a list of records"
                                       : type->kind == TYPE_RECORD ? "is a record"
                                                                   : "has no fields",
                                       name);
    struct arena *arena = giving->program->arena;
    diagnostic_cure(giving->program->diagnostics, error,
                    list                        ? "write %s: [{ … }]"
                    : type->kind == TYPE_RECORD ? "write %s: { … }"
                                                : "write %s: and a value, which is %s",
                    name, type_phrase(arena, type));
    return false;
}

static bool write_value(struct giving *giving, const struct field *field, const char *name,
                        const struct object_value *value) {
    const struct type *type = &field->type;
    if (is_list_of_records(type) && (value->kind == OBJECT_LIST || is_empty_list(value)))
        return write_objects(giving, name, type->element->record, &value->objects);
    if (type->kind == TYPE_RECORD && value->kind == OBJECT_OBJECT)
        return write_object(giving, name, type->record, value->object);
    if (value->kind == OBJECT_VALUE && value->value->kind == NODE_BAD)
        return false;
    if (type->kind == TYPE_RECORD || is_list_of_records(type) || value->kind != OBJECT_VALUE)
        return wrong_form(giving, name, type, value->span);
    struct checking checking = program_checking(giving->program);
    const struct expr *constant = check_constant(&checking, value->value, type, name);
    return constant != NULL && write_constant(giving, name, type, constant);
}

static bool unknown_field(struct giving *giving, const struct record *record,
                          const struct name *name) {
    struct program *program = giving->program;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    struct diagnostic *error =
        record == program->model->root
            ? mistake(giving, CODE_UNKNOWN_FIELD, name->span, "is no root of the fact model",
                      name->text)
            : diagnostic_error(program->diagnostics, CODE_UNKNOWN_FIELD, name->span,
                               "%s has no field %s", record->name, name->text);
    cure_nearest_field(&parse, error, name->text, record);
    return false;
}

static bool stands_before(struct giving *giving, const struct object_node *object,
                          const struct name *name) {
    struct number_key key = {{key_pointer(object), key_pointer(name->text)}};
    return !numbered_is_new(&giving->members, key);
}

static bool write_member(struct giving *giving, const struct record *record,
                         const struct object_node *object, const struct member_node *member) {
    const struct field *field = record_field(record, member->name.text);
    if (field == NULL)
        return unknown_field(giving, record, &member->name);
    if (!stands_before(giving, object, &member->name))
        return write_value(giving, field, field->name, &member->value);
    mistake(giving, CODE_DUPLICATE_MEMBER, member->name.span, "stands here twice", field->name);
    return false;
}

static bool write_members(struct giving *giving, const struct record *record,
                          const struct object_node *object) {
    bool good = true;
    for (uint32_t i = 0; i < object->count; i++)
        good = write_member(giving, record, object, &object->members[i]) && good;
    return good;
}

bool given_write(struct program *program, const struct object_node *object, struct text *out) {
    struct giving giving = {.program = program,
                            .json = {.out = out, .compact = true},
                            .members = {.arena = program->arena}};
    json_begin(&giving.json, NULL, '{');
    facts_write_head(&giving.json, program->model);
    bool good = write_members(&giving, program->model->root, object);
    json_end(&giving.json, '}');
    return good;
}
