// Fact models: the lists that the language itself reads, and the fields that are their parts.
#include "check/model_draft.h"

#include <string.h>

struct part_row {
    const char *name;
    enum type_kind type;
    bool needed;
};

static const struct purpose_row {
    const char *word;
    bool in_root; // a list of the root, with texts for keys
    struct part_row parts[PURPOSE_PARTS + 1];
} rows[PURPOSES] = {
    [PURPOSE_REASONS] = {"reasons",
                         false,
                         {[REASONS_FACT] = {"fact", TYPE_TEXT, true},
                          [REASONS_REASON] = {"reason", TYPE_TEXT, true}}},
    [PURPOSE_ANSWERS] = {"answers",
                         true,
                         {[ANSWERS_ANSWER] = {"answer", TYPE_TEXT, false},
                          [ANSWERS_BY] = {"by", TYPE_TEXT, false},
                          [ANSWERS_AT] = {"at", TYPE_TIME, false},
                          [ANSWERS_ENTERED] = {"entered", TYPE_TIME, false},
                          [ANSWERS_NOTE] = {"note", TYPE_TEXT, false},
                          [ANSWERS_EVIDENCE] = {"evidence", TYPE_TEXT, false}}},
    [PURPOSE_ORIGINS] = {"origins",
                         false,
                         {[ORIGINS_ABOUT] = {"about", TYPE_TEXT, true},
                          [ORIGINS_BY] = {"by", TYPE_TEXT, false},
                          [ORIGINS_FROM] = {"from", TYPE_TEXT, false},
                          [ORIGINS_AT] = {"at", TYPE_TIME, false}}},
};

// One statement on its way into the model.
struct giving {
    struct model *model;
    struct parse *parse;
    const struct purpose_node *node;
    const struct purpose_row *row;
    struct purpose_list list;
};

static struct diagnostic *error_at(const struct giving *giving, enum code code, struct name name,
                                   const char *problem) {
    return diagnostic_error(giving->parse->diagnostics, code, name.span, "%s %s", name.text,
                            problem);
}

// ---- the list ----

static void unknown_list(const struct giving *giving) {
    const struct model *model = giving->model;
    struct diagnostic *error =
        error_at(giving, CODE_UNKNOWN_LIST, giving->node->list, "is no list of the model");
    if (!is_kept(error))
        return;
    const char **paths = ARENA_ARRAY(giving->parse->arena, const char *, model->space_count);
    for (uint32_t i = 0; i < model->space_count; i++)
        paths[i] = model->spaces[i]->path;
    cure_nearest(giving->parse, error, giving->node->list.text, paths, model->space_count);
}

static const struct space_def *find_list(const struct giving *giving) {
    const struct model *model = giving->model;
    for (uint32_t i = 1; i < model->space_count; i++)
        if (strcmp(model->spaces[i]->path, giving->node->list.text) == 0)
            return model->spaces[i];
    unknown_list(giving);
    return NULL;
}

static bool fits(const struct giving *giving, const struct space_def *space) {
    const char *problem = NULL;
    if (space->shape == NULL)
        problem = "holds no records, which have fields";
    else if (giving->row->in_root && strchr(space->path, '.') != NULL)
        problem = "is no list of the root, where answers stand";
    else if (giving->row->in_root && (space->key == NULL || space->key->type.kind != TYPE_TEXT))
        problem = "has no key that is a text, by which answers are found";
    if (problem != NULL)
        error_at(giving, CODE_INVALID_PURPOSE, giving->node->list, problem);
    return problem == NULL;
}

// ---- its parts ----

static size_t part_names(const struct purpose_row *row, const char *names[PURPOSE_PARTS]) {
    size_t count = 0;
    for (; row->parts[count].name != NULL; count++)
        names[count] = row->parts[count].name;
    return count;
}

static void unknown_part(const struct giving *giving, struct name name) {
    const char *names[PURPOSE_PARTS];
    size_t count = part_names(giving->row, names);
    struct diagnostic *error = error_at(giving, CODE_INVALID_PURPOSE, name, "is no part of this");
    struct text all = {0};
    for (size_t i = 0; i < count; i++)
        text_addf(&all, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " and ", names[i]);
    diagnostic_cure(giving->parse->diagnostics, error, "the parts of %s are %s", giving->row->word,
                    text_data(&all));
    text_clear(&all);
}

static bool type_fits(const struct type *type, enum type_kind needed) {
    return type->kind == needed || (needed == TYPE_TEXT && type_is_textual(type));
}

// A field has one purpose: it is the key, by which an answer is found, or one part.
static bool is_taken(const struct giving *giving, const struct column_def *column) {
    bool taken = giving->row->in_root && column == giving->list.space->key;
    for (size_t i = 0; giving->row->parts[i].name != NULL; i++)
        taken = taken || (column != NULL && giving->list.parts[i] == column);
    return taken;
}

static void take_field(struct giving *giving, size_t part, const struct field *field,
                       struct name name) {
    const struct part_row *row = &giving->row->parts[part];
    const struct shape *shape = giving->list.space->shape;
    struct arena *arena = giving->parse->arena;
    if (giving->list.parts[part] != NULL)
        diagnostic_error(giving->parse->diagnostics, CODE_INVALID_PURPOSE, name.span,
                         "%s is given twice", row->name);
    else if (is_taken(giving, shape->members[field->index].column))
        diagnostic_error(giving->parse->diagnostics, CODE_INVALID_PURPOSE, name.span,
                         "%s is the key or another part already",
                         field_path(arena, shape->record, field));
    else if (type_fits(&field->type, row->type))
        giving->list.parts[part] = shape->members[field->index].column;
    else if (field->type.kind != TYPE_POISON)
        diagnostic_error(giving->parse->diagnostics, CODE_INVALID_PURPOSE, name.span,
                         "%s is %s where %s is needed", field_path(arena, shape->record, field),
                         type_phrase(arena, &field->type),
                         type_phrase(arena, &(struct type){.kind = row->type}));
}

static void take_part(struct giving *giving, const struct part_node *node) {
    const struct record *record = giving->list.space->shape->record;
    size_t part = 0;
    while (giving->row->parts[part].name != NULL &&
           strcmp(giving->row->parts[part].name, node->part.text) != 0)
        part++;
    const struct field *field = record_field(record, node->field.text);
    if (giving->row->parts[part].name == NULL) {
        unknown_part(giving, node->part);
    } else if (field == NULL) {
        struct diagnostic *error =
            diagnostic_error(giving->parse->diagnostics, CODE_UNKNOWN_FIELD, node->field.span,
                             "%s has no field %s", record->name, node->field.text);
        cure_nearest_field(giving->parse, error, node->field.text, record);
    } else {
        take_field(giving, part, field, node->field);
    }
}

// False where a required part is left out.
static bool is_whole(const struct giving *giving) {
    for (size_t i = 0; giving->row->parts[i].name != NULL; i++) {
        if (!giving->row->parts[i].needed || giving->list.parts[i] != NULL)
            continue;
        diagnostic_cure(giving->parse->diagnostics,
                        error_at(giving, CODE_INVALID_PURPOSE, giving->node->word,
                                 arena_printf(giving->parse->arena, "need the part %s",
                                              giving->row->parts[i].name)),
                        "write %s: FIELD, or FIELD alone if it has that name",
                        giving->row->parts[i].name);
        return false;
    }
    return true;
}

// ---- the statement ----

static bool is_first(const struct giving *giving, const struct purpose_list *given) {
    if (given->space == NULL)
        return true;
    struct diagnostic *error =
        error_at(giving, CODE_INVALID_PURPOSE, giving->node->word, "are declared already");
    diagnostic_cure(giving->parse->diagnostics, error, "they stand in %s", given->space->path);
    return false;
}

static void give_purpose(struct model *model, const struct purpose_node *node,
                         struct parse *parse) {
    size_t purpose = 0;
    while (strcmp(rows[purpose].word, node->word.text) != 0)
        purpose++;
    struct giving giving = {model, parse, node, &rows[purpose], {NULL, {NULL}}};
    size_t errors = diagnostics_count(parse->diagnostics, DIAGNOSTIC_ERROR);
    const struct space_def *space =
        is_first(&giving, &model->purposes[purpose]) ? find_list(&giving) : NULL;
    if (space == NULL || !fits(&giving, space))
        return;
    giving.list.space = space;
    for (uint32_t i = 0; i < node->part_count; i++)
        take_part(&giving, &node->parts[i]);
    if (diagnostics_count(parse->diagnostics, DIAGNOSTIC_ERROR) == errors && is_whole(&giving))
        model->purposes[purpose] = giving.list;
}

void model_give_purposes(struct model *model, struct parse *parse) {
    for (size_t i = 0; i < model->draft->purpose_count; i++)
        give_purpose(model, model->draft->purposes[i], parse);
}
