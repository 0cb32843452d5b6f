// Fact models: gathering records and roots.
#include "check/model_draft.h"

// ---- names ----

void cure_nearest(struct parse *parse, struct diagnostic *diagnostic, const char *word,
                  const char *const *candidates, size_t count) {
    const char *near = nearest_word(word, candidates, count);
    if (near == NULL)
        return;
    diagnostic_cure(parse->diagnostics, diagnostic, "did you mean %s?", near);
    diagnostic_fix(parse->diagnostics, diagnostic, diagnostic->span, near);
}

void cure_nearest_field(struct parse *parse, struct diagnostic *diagnostic, const char *word,
                        const struct record *record) {
    if (!is_kept(diagnostic))
        return;
    const char **names = ARENA_ARRAY(parse->arena, const char *, record->field_count);
    for (uint32_t i = 0; i < record->field_count; i++)
        names[i] = record->fields[i]->name;
    cure_nearest(parse, diagnostic, word, names, record->field_count);
}

// ---- gathering ----

static struct record *record_new(struct model *model, const char *name) {
    struct record *record = ARENA_NEW(model->arena, struct record);
    record->name = name;
    record->description = "";
    return record;
}

struct model *model_new(struct arena *arena, struct intern *names) {
    struct model *model = ARENA_NEW(arena, struct model);
    model->name = "";
    model->names = names;
    model->arena = arena;
    struct arena *drafted = arena_new();
    model->draft = ARENA_NEW(drafted, struct model_draft);
    model->draft->arena = drafted;
    model->root = record_new(model, "");
    return model;
}

// Names are searched one by one, which is fast for models as people write them; these keep it so
// for any text.
enum { RECORD_LIMIT = 2000, FIELD_LIMIT = 2000 };

static bool span_within(struct span span, const struct source *source) {
    return span.begin >= source->base && span.begin <= source->base + source->size;
}

// What one file adds to one record.
struct addition {
    struct model *model;
    struct parse *parse;
    const struct source *source;
    struct record *record;
};

// The new field, or NULL where the same file has declared its name before.
static struct field *add_field(const struct addition *add, const struct name *name,
                               const struct type_node *type, const char *description) {
    const struct field *before = record_field(add->record, name->text);
    struct field *field = ARENA_NEW(add->model->arena, struct field);
    field->name = name->text;
    field->description = description != NULL ? description : "";
    field->span = name->span;
    if (before != NULL && span_within(before->span, add->source)) {
        diagnostic_error(add->parse->diagnostics, CODE_DUPLICATE_NAME, name->span,
                         "%s is declared twice", field_path(add->model->arena, add->record, field));
        return NULL;
    }
    if (add->record->field_count == FIELD_LIMIT) {
        diagnostic_error(add->parse->diagnostics, CODE_TOO_LARGE, name->span,
                         "there are more than %d %s", FIELD_LIMIT,
                         add->record == add->model->root ? "roots" : "fields");
        return NULL;
    }
    struct model_draft *draft = add->model->draft;
    struct draft_field *drafted =
        &ARENA_PUSH(draft->arena, draft->fields, draft->field_count, draft->field_capacity);
    *drafted = (struct draft_field){add->record, field, before, type, NULL, NULL, NULL};
    if (before == NULL) {
        field->index = add->record->field_count;
        ARENA_PUSH(add->model->arena, add->record->fields, add->record->field_count,
                   add->record->field_capacity) = field;
    }
    return field;
}

static struct draft_field *last_drafted(struct model_draft *draft) {
    return &draft->fields[draft->field_count - 1];
}

static void add_fields(const struct addition *add, const struct record_node *node) {
    for (uint32_t i = 0; i < node->field_count; i++) {
        const struct field_node *written = &node->fields[i];
        struct field *field = add_field(add, &written->name, written->type, written->description);
        if (field == NULL)
            continue;
        field->plan = written->plan;
        field->added = node->extends;
        struct draft_field *drafted = last_drafted(add->model->draft);
        drafted->min = written->min;
        drafted->max = written->max;
    }
}

static void add_record(const struct addition *file, const struct record_node *node) {
    struct model *model = file->model;
    if (model_record(model, node->name.text) != NULL) {
        struct diagnostic *error =
            diagnostic_error(file->parse->diagnostics, CODE_DUPLICATE_NAME, node->name.span,
                             "record %s is declared twice", node->name.text);
        diagnostic_cure(file->parse->diagnostics, error,
                        "to add fields to it, write extend record %s { … }", node->name.text);
        return;
    }
    if (type_builtin(node->name.text) != NULL) {
        diagnostic_error(file->parse->diagnostics, CODE_HIDDEN_NAME, node->name.span,
                         "%s is a type of the language, so no record can have this name",
                         node->name.text);
        return;
    }
    if (model->record_count == RECORD_LIMIT) {
        diagnostic_error(file->parse->diagnostics, CODE_TOO_LARGE, node->name.span,
                         "there are more than %d records", RECORD_LIMIT);
        return;
    }
    struct addition add = *file;
    add.record = record_new(model, node->name.text);
    add.record->span = node->name.span;
    if (node->description != NULL)
        add.record->description = node->description;
    ARENA_PUSH(model->arena, model->records, model->record_count, model->record_capacity) =
        add.record;
    add_fields(&add, node);
    if (node->key.text != NULL)
        ARENA_PUSH(model->draft->arena, model->draft->keys, model->draft->key_count,
                   model->draft->key_capacity) = (struct draft_key){add.record, node->key};
}

static const char **record_names(const struct model *model, struct arena *arena) {
    const char **names = ARENA_ARRAY(arena, const char *, model->record_count);
    for (uint32_t i = 0; i < model->record_count; i++)
        names[i] = model->records[i]->name;
    return names;
}

static void unknown_record(const struct addition *file, const struct record_node *node) {
    struct parse *parse = file->parse;
    struct diagnostic *error =
        diagnostic_error(parse->diagnostics, CODE_UNKNOWN_RECORD, node->name.span,
                         "there is no record %s to extend", node->name.text);
    if (!is_kept(error))
        return;
    if (file->model->record_count == 0)
        diagnostic_cure(parse->diagnostics, error,
                        "say whose record it is: use facts NAME VERSION");
    else
        cure_nearest(parse, error, node->name.text, record_names(file->model, parse->arena),
                     file->model->record_count);
}

static void extend_record(const struct addition *file, const struct record_node *node) {
    struct addition add = *file;
    for (uint32_t i = 0; i < add.model->record_count && add.record == NULL; i++)
        if (add.model->records[i]->name == node->name.text)
            add.record = add.model->records[i];
    if (add.record == NULL)
        unknown_record(file, node);
    else
        add_fields(&add, node);
}

static void add_root(const struct addition *file, const struct root_node *node) {
    struct addition add = *file;
    add.record = add.model->root;
    if (add_field(&add, &node->name, node->type, node->description) != NULL)
        last_drafted(add.model->draft)->fallback = node->fallback;
}

void model_add(struct model *model, const struct file_node *file, struct parse *parse) {
    struct addition add = {model, parse, file->source, NULL};
    for (uint32_t i = 0; i < file->record_count; i++)
        if (!file->records[i].extends)
            add_record(&add, &file->records[i]);
    for (uint32_t i = 0; i < file->record_count; i++)
        if (file->records[i].extends)
            extend_record(&add, &file->records[i]);
    for (uint32_t i = 0; i < file->root_count; i++)
        add_root(&add, &file->roots[i]);
    for (uint32_t i = 0; i < file->purpose_count; i++)
        ARENA_PUSH(model->draft->arena, model->draft->purposes, model->draft->purpose_count,
                   model->draft->purpose_capacity) = &file->purposes[i];
}

void model_end_draft(struct model *model) {
    if (model->draft != NULL)
        arena_free(model->draft->arena);
    model->draft = NULL;
}

void model_seal(struct model *model, struct parse *parse) {
    model_resolve(model, parse);
    model_lay_out(model, parse);
    if (!model->incomplete)
        model_give_purposes(model, parse);
    model_end_draft(model);
}
