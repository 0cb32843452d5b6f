// Fact models: looking up records and fields.
#include "lang/model.h"

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

const char *field_path(struct arena *arena, const struct record *record,
                       const struct field *field) {
    if (record->name[0] == '\0')
        return field->name;
    return arena_printf(arena, "%s.%s", record->name, field->name);
}
