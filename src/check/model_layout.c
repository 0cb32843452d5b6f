// Fact models: the spaces, columns and shapes that follow from records and roots.
#include <string.h>

#include "check/model_draft.h"

struct layout {
    struct model *model;
    struct parse *parse;
    uint32_t places;
};

// Where the fields of a record are laid out.
struct spot {
    struct space_def *space;
    const char *prefix; // "" or "cpu."
};

static const struct shape *lay_record(struct layout *layout, const struct record *record,
                                      struct spot spot);

static bool too_large(const struct layout *layout, struct spot spot, const struct field *field) {
    return layout->places >= MODEL_LAYOUT_LIMIT ||
           strlen(spot.prefix) + strlen(field->name) > MODEL_PATH_LIMIT;
}

// False where the model grows too large: each record may multiply the places of the next. Then it
// is left incomplete.
static bool take_room(struct layout *layout, struct spot spot, const struct field *field) {
    struct model *model = layout->model;
    if (!model->incomplete && too_large(layout, spot, field)) {
        model->incomplete = true;
        diagnostic_error(
            layout->parse->diagnostics, CODE_TOO_LARGE, field->span,
            "the model has more than %d places for facts, or paths of more than %d bytes",
            MODEL_LAYOUT_LIMIT, MODEL_PATH_LIMIT);
    }
    layout->places++;
    return !model->incomplete;
}

static struct column_def *add_column(struct layout *layout, struct spot spot,
                                     const struct field *field, const char *name,
                                     const struct type *type) {
    struct model *model = layout->model;
    struct column_def *column = ARENA_NEW(model->arena, struct column_def);
    column->id = model->column_count;
    column->index = spot.space->column_count;
    column->path = arena_join(model->arena, spot.prefix, "", name);
    column->field = field;
    column->type = *type;
    column->space = spot.space;
    ARENA_PUSH(model->arena, model->columns, model->column_count, model->column_capacity) = column;
    ARENA_PUSH(model->arena, spot.space->columns, spot.space->column_count,
               spot.space->column_capacity) = column;
    return column;
}

static struct space_def *add_space(struct layout *layout, struct spot spot,
                                   const struct field *field) {
    struct model *model = layout->model;
    struct space_def *space = ARENA_NEW(model->arena, struct space_def);
    space->id = model->space_count;
    ARENA_PUSH(model->arena, model->spaces, model->space_count, model->space_capacity) = space;
    space->name = space->path = space->member = "";
    if (field == NULL)
        return space;
    struct space_def *parent = spot.space;
    space->parent = parent;
    space->name = field->name;
    space->member = arena_join(model->arena, spot.prefix, "", field->name);
    space->path = parent->parent == NULL
                      ? space->member
                      : arena_join(model->arena, parent->path, ".", space->member);
    space->field = field;
    space->element = *field->type.element;
    ARENA_PUSH(model->arena, parent->children, parent->child_count, parent->child_capacity) = space;
    return space;
}

static const struct space_def *lay_list(struct layout *layout, struct spot spot,
                                        const struct field *field) {
    struct space_def *space = add_space(layout, spot, field);
    struct spot inside = {space, ""};
    if (space->element.kind != TYPE_RECORD) {
        add_column(layout, inside, field, "value", &space->element);
        return space;
    }
    const struct record *record = space->element.record;
    space->shape = lay_record(layout, record, inside);
    space->element.shape = space->shape;
    if (record->key != NULL)
        space->key = space->shape->members[record->key->index].column;
    return space;
}

static struct member lay_field(struct layout *layout, struct spot spot, const struct field *field) {
    struct member member = {.kind = MEMBER_COLUMN};
    if (field->type.kind == TYPE_LIST) {
        member.kind = MEMBER_LIST;
        member.list = lay_list(layout, spot, field);
    } else if (field->type.kind == TYPE_RECORD) {
        spot.prefix = arena_join(layout->model->arena, spot.prefix, field->name, ".");
        member.kind = MEMBER_NESTED;
        member.nested = lay_record(layout, field->type.record, spot);
    } else {
        member.column = add_column(layout, spot, field, field->name, &field->type);
    }
    return member;
}

static const struct shape *lay_record(struct layout *layout, const struct record *record,
                                      struct spot spot) {
    struct arena *arena = layout->model->arena;
    struct shape *shape = ARENA_NEW(arena, struct shape);
    struct member *members = ARENA_ARRAY(arena, struct member, record->field_count);
    for (uint32_t i = 0; i < record->field_count; i++)
        if (take_room(layout, spot, record->fields[i]))
            members[i] = lay_field(layout, spot, record->fields[i]);
    shape->record = record;
    shape->space = spot.space;
    shape->prefix = spot.prefix;
    shape->members = members;
    return shape;
}

// ---- defaults of roots ----

struct fallback {
    struct layout *layout;
    const struct draft_field *drafted;
};

static struct diagnostic *fallback_error(const struct fallback *of, const struct node *node,
                                         const char *problem) {
    return diagnostic_error(of->layout->parse->diagnostics, CODE_ROOT_DEFAULT, node->span,
                            "the default of root %s %s", of->drafted->field->name, problem);
}

// The member that a path of names reaches, through nested records only; NULL after a diagnostic.
static const struct member *path_member(const struct fallback *of, const struct node *node) {
    struct parse *parse = of->layout->parse;
    const struct shape *shape = of->layout->model->root_shape;
    if (node->kind == NODE_FIELD) {
        const struct member *before = path_member(of, node->items[0]);
        if (before == NULL)
            return NULL;
        if (before->kind != MEMBER_NESTED) {
            fallback_error(of, node->items[0],
                           before->kind == MEMBER_LIST ? "cannot lie within a list"
                                                       : "cannot lie within a single value");
            return NULL;
        }
        shape = before->nested;
    } else if (node->kind != NODE_NAME) {
        if (node->kind != NODE_BAD)
            fallback_error(of, node, "has to be a path of names");
        return NULL;
    }
    const struct field *field = record_field(shape->record, node->name.text);
    if (field != NULL)
        return &shape->members[field->index];
    struct diagnostic *error =
        diagnostic_error(parse->diagnostics, CODE_UNKNOWN_FIELD, node->name.span,
                         "%s%s is not in the model", shape->prefix, node->name.text);
    cure_nearest_field(parse, error, node->name.text, shape->record);
    return NULL;
}

static void lay_fallback(const struct fallback *of) {
    struct layout *layout = of->layout;
    const struct node *node = of->drafted->fallback;
    struct arena *arena = layout->parse->arena;
    const struct field *root = of->drafted->field;
    if (root->type.kind == TYPE_POISON)
        return;
    if (root->type.kind != TYPE_LIST) {
        fallback_error(of, node, "has no use, because only a list can have one");
        return;
    }
    const struct member *member = path_member(of, node);
    if (member == NULL)
        return;
    const struct space_def *own = layout->model->root_shape->members[root->index].list;
    if (member->kind != MEMBER_LIST || !type_equal(&member->list->element, &own->element)) {
        if (member->kind == MEMBER_COLUMN && member->column->type.kind == TYPE_POISON)
            return;
        struct diagnostic *error = fallback_error(of, node, "is not a list of the same type");
        diagnostic_cure(layout->parse->diagnostics, error, "it has to be %s",
                        type_phrase(arena, &root->type));
        return;
    }
    layout->model->spaces[own->id]->fallback = member->list;
}

// A default that has a default itself could go round in a circle.
static void check_chain(const struct fallback *of) {
    const struct space_def *own =
        of->layout->model->root_shape->members[of->drafted->field->index].list;
    if (own == NULL || own->fallback == NULL)
        return;
    if (own->fallback == own || own->fallback->fallback != NULL)
        fallback_error(of, of->drafted->fallback, "is a root that has a default itself");
}

static void lay_fallbacks(struct layout *layout) {
    const struct model_draft *draft = layout->model->draft;
    for (size_t i = 0; i < draft->field_count; i++) {
        struct fallback of = {layout, &draft->fields[i]};
        if (of.drafted->fallback != NULL && of.drafted->repeats == NULL)
            lay_fallback(&of);
    }
    for (size_t i = 0; i < draft->field_count; i++) {
        struct fallback of = {layout, &draft->fields[i]};
        if (of.drafted->fallback != NULL && of.drafted->repeats == NULL &&
            of.drafted->field->type.kind == TYPE_LIST)
            check_chain(&of);
    }
}

void model_lay_out(struct model *model, struct parse *parse) {
    struct layout layout = {model, parse, 0};
    struct spot root = {NULL, ""};
    root.space = add_space(&layout, root, NULL);
    model->root_shape = lay_record(&layout, model->root, root);
    root.space->shape = model->root_shape;
    root.space->element =
        (struct type){.kind = TYPE_RECORD, .record = model->root, .shape = model->root_shape};
    if (!model->incomplete)
        lay_fallbacks(&layout);
}
