// Fact models: types by their written form, and how messages name them.
#include "check/model_draft.h"

#include <string.h>

static const struct {
    const char *name;
    struct type type;
} builtin_types[] = {
    {"bool", {.kind = TYPE_BOOL}},
    {"int", {.kind = TYPE_INT}},
    {"number", {.kind = TYPE_NUMBER}},
    {"text", {.kind = TYPE_TEXT}},
    {"time", {.kind = TYPE_TIME}},
    {"version", {.kind = TYPE_VERSION}},
    {"bytes", {.kind = TYPE_NUMBER, .dimension = {1, 0}}},
    {"duration", {.kind = TYPE_NUMBER, .dimension = {0, 1}}},
    {"frequency", {.kind = TYPE_NUMBER, .dimension = {0, -1}}},
    {"bandwidth", {.kind = TYPE_NUMBER, .dimension = {1, -1}}},
};
enum { BUILTIN_TYPES = sizeof builtin_types / sizeof *builtin_types };

const struct type *type_builtin(const char *name) {
    for (size_t i = 0; i < BUILTIN_TYPES; i++)
        if (strcmp(builtin_types[i].name, name) == 0)
            return &builtin_types[i].type;
    return NULL;
}

const char *type_builtin_at(size_t index) {
    return index < BUILTIN_TYPES ? builtin_types[index].name : NULL;
}

// What other languages call our types.
static const struct {
    const char *theirs, *ours;
} foreign_types[] = {
    {"string", "text"},
    {"str", "text"},
    {"integer", "int"},
    {"boolean", "bool"},
    {"float", "number"},
    {"double", "number"},
    {"decimal", "number"},
    {"real", "number"},
    {"percent", "number"},
    {"date", "time"},
    {"datetime", "time"},
    {"timestamp", "time"},
    {"size", "bytes"},
    {"byte", "bytes"},
    {"megabytes", "bytes"},
    {"gigabytes", "bytes"},
    {"seconds", "duration"},
    {"minutes", "duration"},
    {"hours", "duration"},
    {"hertz", "frequency"},
    {"speed", "bandwidth"},
    {"array", "list of text"},
    {"enum", "one of [\"a\", \"b\"]"},
};

static void unknown_type(const struct model *model, const struct type_node *node,
                         struct parse *parse) {
    const char *name = node->name.text;
    struct diagnostic *error = diagnostic_error(parse->diagnostics, CODE_UNKNOWN_TYPE, node->span,
                                                "there is no type %s", name);
    if (!is_kept(error))
        return;
    for (size_t i = 0; i < sizeof foreign_types / sizeof *foreign_types; i++) {
        if (strcmp(foreign_types[i].theirs, name) == 0) {
            diagnostic_cure(parse->diagnostics, error, "write %s", foreign_types[i].ours);
            return;
        }
    }
    size_t count = BUILTIN_TYPES + model->record_count;
    const char **names = ARENA_ARRAY(parse->arena, const char *, count);
    for (size_t i = 0; i < BUILTIN_TYPES; i++)
        names[i] = builtin_types[i].name;
    for (uint32_t i = 0; i < model->record_count; i++)
        names[BUILTIN_TYPES + i] = model->records[i]->name;
    cure_nearest(parse, error, name, names, count);
}

static struct type named_type(const struct model *model, const struct type_node *node,
                              struct parse *parse) {
    const struct type *builtin = type_builtin(node->name.text);
    if (builtin != NULL)
        return *builtin;
    struct type type = {.kind = TYPE_POISON};
    const struct record *record = model_record(model, node->name.text);
    if (record == NULL) {
        unknown_type(model, node, parse);
    } else {
        type.kind = TYPE_RECORD;
        type.record = record;
    }
    return type;
}

static struct type list_type(const struct model *model, const struct type_node *node,
                             struct parse *parse) {
    struct type type = {.kind = TYPE_POISON};
    if (node->element->kind == TYPE_NODE_LIST) {
        struct diagnostic *error = diagnostic_error(parse->diagnostics, CODE_LIST_OF_LISTS,
                                                    node->span, "a list of lists is not possible");
        diagnostic_cure(parse->diagnostics, error,
                        "write a list of a record that holds the inner list");
        return type;
    }
    struct type element = model_type(model, node->element, parse);
    if (element.kind == TYPE_POISON)
        return type;
    struct type *copy = ARENA_NEW(parse->arena, struct type);
    *copy = element;
    type.kind = TYPE_LIST;
    type.element = copy;
    return type;
}

// Choices are compared one by one, which is fast for as many as people write.
enum { CHOICE_LIMIT = 1000 };

// The first choice that is listed before, or NULL.
static const char *doubled_choice(const struct type_node *node) {
    for (uint32_t i = 1; i < node->choice_count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (node->choices[i] == node->choices[j])
                return node->choices[i];
    return NULL;
}

static struct type choice_type(const struct type_node *node, struct parse *parse) {
    struct type type = {.kind = TYPE_POISON};
    if (node->choice_count > CHOICE_LIMIT) {
        diagnostic_error(parse->diagnostics, CODE_TOO_LARGE, node->span,
                         "there are more than %d choices", CHOICE_LIMIT);
        return type;
    }
    const char *doubled = doubled_choice(node);
    if (doubled != NULL)
        diagnostic_error(parse->diagnostics, CODE_INVALID_CHOICES, node->span,
                         "\"%s\" is listed twice", doubled);
    type.kind = TYPE_ENUM;
    type.choices = node->choices;
    type.choice_count = node->choice_count;
    return type;
}

struct type model_type(const struct model *model, const struct type_node *node,
                       struct parse *parse) {
    struct type poison = {.kind = TYPE_POISON};
    switch (node->kind) {
    case TYPE_NODE_NAME:
        return named_type(model, node, parse);
    case TYPE_NODE_LIST:
        return list_type(model, node, parse);
    case TYPE_NODE_ONE_OF:
        return choice_type(node, parse);
    case TYPE_NODE_BAD:
        break;
    }
    return poison;
}
