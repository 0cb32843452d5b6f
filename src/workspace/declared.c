// The names that a text declares: its policy or model, params, defines, rules, records and fields.
#include "workspace/declared.h"

#include "workspace/analysis.h"

// A text whose declarations are gathered.
struct declaring {
    struct analysis *analysis;
    const struct model *model; // or NULL
};

static void refer(const struct declaring *d, struct name name, struct span declaration,
                  enum use_kind kind, struct type type, const char *about) {
    if (name.text != NULL)
        uses_add(&d->analysis->uses, (struct use){name.span, declaration, kind, type, about});
}

static void declare(const struct declaring *d, struct name name, enum use_kind kind,
                    struct type type, const char *about) {
    refer(d, name, name.span, kind, type, about);
}

static void refer_to_field(const struct declaring *d, struct name name, const struct field *field) {
    refer(d, name, field->span, USE_FIELD, field->type, field->description);
}

static const struct type no_type = {.kind = TYPE_POISON};

// ---- types ----

static void name_record(const struct declaring *d, struct name name) {
    const struct record *record =
        d->model != NULL && name.text != NULL ? model_record(d->model, name.text) : NULL;
    if (record != NULL)
        refer(d, name, record->span, USE_RECORD, no_type, record->description);
}

static void name_type(const struct declaring *d, const struct type_node *type) {
    while (type != NULL && type->kind == TYPE_NODE_LIST)
        type = type->element;
    if (type != NULL && type->kind == TYPE_NODE_NAME)
        name_record(d, type->name);
}

// ---- fact models ----

static void declare_field(const struct declaring *d, const struct record *record,
                          const struct field_node *node) {
    const struct field *field = record != NULL ? record_field(record, node->name.text) : NULL;
    name_type(d, node->type);
    if (field == NULL)
        declare(d, node->name, USE_FIELD, no_type, node->description);
    else
        refer_to_field(d, node->name, field);
}

static void declare_record(const struct declaring *d, const struct record_node *node) {
    const struct record *record = d->model != NULL ? model_record(d->model, node->name.text) : NULL;
    if (node->extends)
        name_record(d, node->name);
    else
        declare(d, node->name, USE_RECORD, no_type, node->description);
    if (record != NULL && record->key != NULL)
        refer_to_field(d, node->key, record->key);
    for (uint32_t i = 0; i < node->field_count; i++)
        declare_field(d, record, &node->fields[i]);
}

static void declare_root(const struct declaring *d, const struct root_node *node) {
    const struct field *root =
        d->model != NULL ? record_field(d->model->root, node->name.text) : NULL;
    name_type(d, node->type);
    declare(d, node->name, USE_ROOT, root != NULL ? root->type : no_type, node->description);
}

// ---- policies ----

static void declare_param(const struct declaring *d, const struct param_node *node) {
    const struct param *param = analysis_param(d->analysis, node->name.span.begin);
    name_type(d, node->type);
    declare(d, node->name, USE_PARAM, param != NULL ? param->type : no_type, node->description);
}

static void declare_define(const struct declaring *d, const struct define_node *node) {
    name_type(d, node->type);
    for (uint32_t i = 0; i < node->parameter_count; i++)
        name_type(d, node->parameters[i].type);
    declare(d, node->name, USE_DEFINE, no_type, NULL);
}

void declared_add(struct analysis *analysis) {
    const struct file_node *tree = analysis->tree;
    const struct declaring d = {analysis, analysis_model(analysis)};
    if (analysis->source == NULL)
        return;
    if (tree->kind == FILE_NODE_POLICY || tree->kind == FILE_NODE_FACTS)
        declare(&d, tree->name, tree->kind == FILE_NODE_POLICY ? USE_POLICY : USE_MODEL, no_type,
                tree->title);
    for (uint32_t i = 0; i < tree->record_count; i++)
        declare_record(&d, &tree->records[i]);
    for (uint32_t i = 0; i < tree->root_count; i++)
        declare_root(&d, &tree->roots[i]);
    for (uint32_t i = 0; i < tree->param_count; i++)
        declare_param(&d, &tree->params[i]);
    for (uint32_t i = 0; i < tree->define_count; i++)
        declare_define(&d, &tree->defines[i]);
    for (uint32_t i = 0; i < tree->rule_count; i++)
        declare(&d, tree->rules[i].name, USE_RULE, no_type, tree->rules[i].title);
}
