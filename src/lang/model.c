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

// ---- models that are alike ----

// Texts of different models are interned apart.
static bool same_text(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

static bool same_choices(const struct type *a, const struct type *b) {
    if (a->choice_count != b->choice_count)
        return false;
    for (uint32_t i = 0; i < a->choice_count; i++)
        if (!same_text(a->choices[i], b->choices[i]))
            return false;
    return true;
}

static bool same_limit(bool has, struct decimal limit, bool other_has, struct decimal other) {
    return has == other_has && (!has || decimal_compare(limit, other) == 0);
}

static bool same_column(const struct column_def *a, const struct column_def *b) {
    const struct field *left = a->field, *right = b->field;
    return same_text(a->path, b->path) && a->space->id == b->space->id &&
           a->type.kind == b->type.kind && a->type.percent == b->type.percent &&
           dimension_equal(a->type.dimension, b->type.dimension) &&
           same_choices(&a->type, &b->type) &&
           same_limit(left->has_min, left->min, right->has_min, right->min) &&
           same_limit(left->has_max, left->max, right->has_max, right->max);
}

static bool same_space_id(const struct space_def *a, const struct space_def *b) {
    return a == NULL || b == NULL ? a == b : a->id == b->id;
}

static bool same_column_id(const struct column_def *a, const struct column_def *b) {
    return a == NULL || b == NULL ? a == b : a->id == b->id;
}

static bool same_space(const struct space_def *a, const struct space_def *b) {
    return same_text(a->path, b->path) && same_space_id(a->parent, b->parent) &&
           same_space_id(a->fallback, b->fallback) && same_column_id(a->key, b->key);
}

static bool same_purpose(const struct purpose_list *a, const struct purpose_list *b) {
    for (int i = 0; i < PURPOSE_PARTS; i++)
        if (!same_column_id(a->parts[i], b->parts[i]))
            return false;
    return same_space_id(a->space, b->space);
}

bool model_alike(const struct model *a, const struct model *b) {
    if (a->space_count != b->space_count || a->column_count != b->column_count ||
        !same_text(a->name, b->name) || a->version != b->version)
        return false;
    for (uint32_t i = 0; i < a->space_count; i++)
        if (!same_space(a->spaces[i], b->spaces[i]))
            return false;
    for (uint32_t i = 0; i < a->column_count; i++)
        if (!same_column(a->columns[i], b->columns[i]))
            return false;
    for (int i = 0; i < PURPOSES; i++)
        if (!same_purpose(&a->purposes[i], &b->purposes[i]))
            return false;
    return true;
}

const char *field_path(struct arena *arena, const struct record *record,
                       const struct field *field) {
    if (record->name[0] == '\0')
        return field->name;
    return arena_printf(arena, "%s.%s", record->name, field->name);
}
