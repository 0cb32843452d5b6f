// Fact models: looking up records and fields.
#include "lang/model.h"

#include <string.h>

const struct record *model_record(const struct model *model, const char *name) {
    for (uint32_t i = 0; i < model->record_count; i++)
        if (model->records[i]->name == name)
            return model->records[i];
    return NULL;
}

const struct field *record_field(const struct record *record, const char *name) {
    for (uint32_t i = 0; i < record->field_count; i++)
        if (record->fields[i]->name == name)
            return record->fields[i];
    return NULL;
}

const struct field *record_find(const struct record *record, const char *name) {
    for (uint32_t i = 0; i < record->field_count; i++)
        if (strcmp(record->fields[i]->name, name) == 0)
            return record->fields[i];
    return NULL;
}

const struct record *record_held(const struct type *type) {
    if (type->kind == TYPE_LIST)
        type = type->element;
    return type->kind == TYPE_RECORD ? type->record : NULL;
}

const struct field *model_find(const struct model *model, const struct fact_path *path) {
    const struct record *record = model->root;
    const struct field *field = NULL;
    for (size_t i = 0; i < path->count; i++) {
        if (fact_step_is_index(&path->steps[i]))
            continue;
        field = record != NULL ? record_find(record, path->steps[i].text) : NULL;
        if (field == NULL)
            return NULL;
        record = record_held(&field->type);
    }
    return field;
}

const char *field_path(struct arena *arena, const struct record *record,
                       const struct field *field) {
    if (record->name[0] == '\0')
        return field->name;
    return arena_printf(arena, "%s.%s", record->name, field->name);
}
