// Paths: names, fields, projection through lists, look-ups by key.
#include <string.h>
#include <strings.h>

#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

static void want_column(struct checker *c, const struct column_def *column) {
    if (!c->idle)
        wanted_column(c->checking->wanted, column);
}

static void want_compared(struct checker *c, const struct column_def *column) {
    want_column(c, column);
    if (!c->idle)
        wanted_compared(c->checking->wanted, column, 1);
}

static void want_space(struct checker *c, const struct space_def *space) {
    if (!c->idle)
        wanted_space(c->checking->wanted, space);
}

struct reached reached_value(const struct node *node, const struct expr *value) {
    return (struct reached){.node = node, .value = value};
}

static struct reached reached_poison(struct checker *c, const struct node *node) {
    return reached_value(node, expr_poison(c, node));
}

void reached_rename(struct checker *c, struct reached *r, struct name name, const void *origin) {
    for (uint32_t i = 0; i < r->count; i++)
        r->steps[i].name = NULL;
    if (reached_elements(r)) {
        struct step *last = &r->steps[r->count - 1];
        last->name = last->loop.name = name.text;
    }
    if (r->count > 0) {
        r->steps[r->count - 1].loop.declaration = name.span;
    } else if (!is_poison(r->value)) {
        struct expr *named = expr_at(c, r->value, r->value->node);
        named->declaration = name.span;
        r->value = named;
    }
    r->name = name.text;
    r->declaration = name.span;
    r->collection = true;
    r->origin = origin;
}

// ---- fields ----

static struct type record_type(const struct shape *shape) {
    return (struct type){.kind = TYPE_RECORD, .record = shape->record, .shape = shape};
}

static void reach_column(struct checker *c, struct reached *r, const struct column_def *column,
                         const struct node *node) {
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, 1);
    items[0] = r->value;
    struct expr *expr = expr_new(c, EXPR_COLUMN, node, column->type);
    expr->column = column;
    expr->declaration = r->declaration;
    expr->items = items;
    expr->count = 1;
    r->value = expr_done(c, expr);
    want_compared(c, column);
}

static void reach_list(struct checker *c, struct reached *r, const struct space_def *space,
                       const struct node *node) {
    struct step step = {.name = space->name};
    step.loop.slot = frame_slot(c, node);
    step.loop.name = space->name;
    step.loop.type = space->element;
    step.loop.space = space;
    step.loop.parent = r->value;
    step.loop.node = node;
    step.loop.declaration = r->declaration;
    step.element = expr_slot(c, node, step.loop.slot, space->element);
    r->value = step.element;
    ARENA_PUSH(c->arena, r->steps, r->count, r->capacity) = step;
    if (r->count > PATH_LISTS_LIMIT)
        frame_refuse(c, CODE_TOO_DEEP, node,
                     "this goes through more than 8 lists, each in the last",
                     "start at an element, with every, some or a key");
    want_space(c, space);
}

static const struct expr *reach_nested(struct checker *c, const struct reached *r,
                                       const struct shape *nested, const struct node *node) {
    struct expr *expr = expr_at(c, r->value, node);
    expr->type = record_type(nested);
    expr->outer = r->value;
    expr->declaration = r->declaration;
    return expr;
}

// Notes for editors what a name stands for.
static void note(struct checker *c, const struct node *node, enum use_kind kind,
                 const struct reached *r, const char *about) {
    if (c->checking->uses == NULL)
        return;
    struct type type = r->value->type;
    if (r->count > 0)
        type = type_list(c, type);
    uses_add(c->checking->uses, (struct use){node->name.span, r->declaration, kind, type, about});
}

// One step further: the field of the record, or of every record of the list.
static struct reached reach_member(struct checker *c, struct reached r, const struct field *field,
                                   const struct node *node) {
    const struct member *member = &r.value->type.shape->members[field->index];
    r.node = node;
    r.name = field->name;
    r.declaration = field->span;
    r.collection = member->kind == MEMBER_LIST;
    switch (member->kind) {
    case MEMBER_COLUMN:
        reach_column(c, &r, member->column, node);
        break;
    case MEMBER_NESTED:
        r.value = reach_nested(c, &r, member->nested, node);
        break;
    case MEMBER_LIST:
        reach_list(c, &r, member->list, node);
        break;
    }
    bool root = node->kind == NODE_NAME;
    uses_add(c->checking->uses,
             (struct use){node->name.span, field->span, root ? USE_ROOT : USE_FIELD, field->type,
                          field->description});
    return r;
}

// "it has name, memory, vcpus, …"
static const char *fields_of(struct checker *c, const struct record *record) {
    enum { NAMED = 24 };
    const char *text = "it has";
    for (uint32_t i = 0; i < record->field_count && i < NAMED; i++)
        text = arena_printf(c->arena, "%s%s %s", text, i == 0 ? "" : ",", record->fields[i]->name);
    return record->field_count > NAMED ? arena_printf(c->arena, "%s, …", text) : text;
}

// The function that a name behind a path is: of a list, what other languages call the number of its
// elements is count.
static const char *function_meant(const struct reached *r, const char *name) {
    static const char *const words[] = {"length", "size", "len"};
    for (size_t i = 0; i < sizeof words / sizeof *words && reached_many(r); i++)
        if (strcmp(name, words[i]) == 0)
            return "count";
    return name;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Whether a description has the word, whatever its case.
static bool describes(const char *description, const char *word) {
    size_t size = strlen(word);
    for (const char *at = description; *at != '\0'; at++)
        if (strncasecmp(at, word, size) == 0 && !is_letter(at[size]) &&
            (at == description || !is_letter(at[-1])))
            return true;
    return false;
}

// The fields that a word describes: "memory", "capacity or allocated"; NULL for none or many.
static const char *described_fields(struct checker *c, const struct record *record,
                                    const char *word) {
    enum { NAMED = 3 };
    const char *text = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < record->field_count; i++)
        if (describes(record->fields[i]->description, word))
            text = count++ == 0 ? record->fields[i]->name
                                : arena_printf(c->arena, "%s or %s", text, record->fields[i]->name);
    return count <= NAMED ? text : NULL;
}

// What the record has instead, and for a list how one of its elements is found.
static void cure_far_field(struct checker *c, struct diagnostic *d, const struct reached *r,
                           const char *name) {
    const struct record *record = r->value->type.record;
    const char *described = described_fields(c, record, name);
    if (described != NULL)
        cure(c, d, "did you mean %s?", described);
    else if (reached_many(r) && record->key != NULL && record->key->type.kind == TYPE_TEXT)
        cure(c, d, "%s; one element is %s[\"%s\"]", fields_of(c, record), shown(c, r->node), name);
    else
        cure(c, d, "%s", fields_of(c, record));
}

static void cure_field(struct checker *c, struct diagnostic *d, const struct reached *r,
                       const char *name, struct span span) {
    const struct record *record = r->value->type.record;
    const char **names = ARENA_ARRAY(c->arena, const char *, record->field_count);
    for (uint32_t i = 0; i < record->field_count; i++)
        names[i] = record->fields[i]->name;
    const char *near = nearest_word(name, names, record->field_count);
    if (near == NULL) {
        cure_far_field(c, d, r, name);
        return;
    }
    cure(c, d, "did you mean %s?", near);
    fix(c, d, span, near);
}

// Of a function of lists, which takes the elements or one of their fields; false for none.
static bool cure_function(struct checker *c, struct diagnostic *d, const struct reached *r,
                          const struct node *node) {
    const char *function = function_meant(r, node->name.text);
    const struct record *record = r->value->type.record;
    if (function_takes(c, function, true, &r->value->type)) {
        cure_call(c, d, function, r->node, node->span);
        return true;
    }
    for (uint32_t i = 0; i < record->field_count; i++)
        if (function_takes(c, function, true, &record->fields[i]->type)) {
            cure(c, d, "say which field: %s(%s.%s)", function, shown(c, r->node),
                 record->fields[i]->name);
            return true;
        }
    return false;
}

static struct reached unknown_field(struct checker *c, const struct reached *r,
                                    const struct node *node) {
    const struct record *record = r->value->type.record;
    struct diagnostic *d = mistake(c, CODE_UNKNOWN_FIELD, node->name.span, "%s has no field %s",
                                   record->name, node->name.text);
    if (!reached_many(r) || !cure_function(c, d, r, node))
        cure_field(c, d, r, node->name.text, node->name.span);
    return reached_poison(c, node);
}

// Tells the probe of whose fields one could stand here.
static void probe_field(struct checker *c, const struct node *node, const struct reached *r) {
    struct uses *uses = c->checking->uses;
    if (!uses_meets_probe(uses, node->name.span))
        return;
    uses->probed = true;
    uses->record = r->value->type.kind == TYPE_RECORD ? r->value->type.record : NULL;
}

struct reached reach_field(struct checker *c, const struct scope *scope, const struct node *node) {
    struct reached r = check_reached(c, scope, node->items[0]);
    probe_field(c, node, &r);
    if (is_poison(r.value))
        return reached_poison(c, node);
    if (r.value->type.kind != TYPE_RECORD) {
        const struct type *type = r.whole ? r.value->type.element : &r.value->type;
        struct diagnostic *d =
            mistake(c, CODE_NO_FIELDS, node->name.span, "%s%s is %s and has no fields",
                    reached_many(&r) ? "each element of " : "", shown(c, r.node), noun(c, type));
        const char *function = function_meant(&r, node->name.text);
        if (function_takes(c, function, reached_many(&r), type))
            cure_call(c, d, function, r.node, node->span);
        return reached_poison(c, node);
    }
    const struct field *field = record_field(r.value->type.record, node->name.text);
    return field == NULL ? unknown_field(c, &r, node) : reach_member(c, r, field, node);
}

// ---- names ----

// A list of values is one of the parameter that it stands for, which it was seen to fit in the
// call.
static void fit_parameter(struct checker *c, struct reached *r, const struct type *type) {
    const struct expr *fitted = type != NULL && r->whole ? fit(c, r->value, type) : NULL;
    if (fitted != NULL)
        r->value = fitted;
}

static struct reached reach_variable(struct checker *c, const struct scope *variable,
                                     const struct node *node) {
    struct reached r;
    struct name name = {variable->name, variable->declaration};
    struct expr *value;
    switch (variable->kind) {
    case VARIABLE_VALUE:
        value = expr_at(c, variable->value, node);
        value->declaration = name.span;
        r = (struct reached){
            .node = node, .value = value, .name = name.text, .declaration = name.span};
        note(c, node, scope_kind(variable), &r, NULL);
        return r;
    case VARIABLE_LIST:
        r = check_reached(c, variable->defined, variable->list);
        fit_parameter(c, &r, variable->type);
        reached_rename(c, &r, name, variable);
        r.node = node;
        note(c, node, scope_kind(variable), &r, NULL);
        return r;
    case VARIABLE_HIDING:
        cure(c,
             mistake(c, CODE_HIDDEN_NAME, node->span,
                     "%s is an element of %s here and hides what %s is outside of it",
                     node->name.text, shown(c, variable->path), node->name.text),
             "take the path apart and name the element: ... for each x in ...");
        break;
    case VARIABLE_POISON:
        break;
    }
    return reached_poison(c, node);
}

static struct reached reach_param(struct checker *c, const struct param *param, uint32_t index,
                                  const struct node *node) {
    struct expr *expr = expr_new(c, EXPR_PARAM, node, param->type);
    expr->index = index;
    expr->declaration = param->span;
    struct reached r = reached_value(node, expr_done(c, expr));
    r.name = param->name;
    r.declaration = param->span;
    r.whole = param->type.kind == TYPE_LIST;
    r.collection = r.whole;
    r.origin = param;
    note(c, node, USE_PARAM, &r, param->description);
    return r;
}

static struct reached reach_root(struct checker *c, const struct field *root,
                                 const struct node *node) {
    struct expr *rows = expr_new(c, EXPR_ROOT, node, record_type(c->model->root_shape));
    const struct expr *done = expr_done(c, rows);
    if (is_poison(done))
        return reached_poison(c, node);
    return reach_member(c, reached_value(node, done), root, node);
}

struct reached reach_name(struct checker *c, const struct scope *scope, const struct node *node) {
    const char *name = node->name.text;
    scope_probe(c, scope, node->name.span);
    const struct scope *variable = scope_find(scope, name);
    if (variable != NULL)
        return reach_variable(c, variable, node);
    uint32_t index = 0;
    const struct param *param = param_find(c, name, &index);
    if (param != NULL)
        return reach_param(c, param, index, node);
    const struct field *root = record_field(c->model->root, name);
    if (root != NULL)
        return reach_root(c, root, node);
    struct define *define = define_find(c, name);
    if (define != NULL && define->node->parameter_count == 0)
        return reach_define(c, scope, node, define);
    if (name == interned(c, "now"))
        return reached_value(node, expr_new(c, EXPR_NOW, node, type_of(TYPE_TIME)));
    return reached_value(node, unknown_name(c, scope, node));
}

// ---- look-up by key ----

// A look-up in the list that the last step of the path goes through, and the step after it:
// "x[key].field", "x[...].list[key]".
static const char *lookup_text(struct checker *c, const struct node *node, bool in_outer) {
    const struct node *path = node->items[0];
    if (path->kind != NODE_FIELD)
        return "list[\"key\"].field";
    const char *outer = shown(c, path->items[0]), *key = shown(c, node->items[1]);
    return in_outer ? arena_printf(c->arena, "%s[%s].%s", outer, key, path->name.text)
                    : arena_printf(c->arena, "%s[...].%s[%s]", outer, path->name.text, key);
}

// The field of a single record that is asked for as x["field"] or x[field], or NULL.
static const struct field *field_meant(const struct reached *r, const struct node *key) {
    const char *name = key->kind == NODE_TEXT   ? key->text
                       : key->kind == NODE_NAME ? key->name.text
                                                : NULL;
    bool single = !is_poison(r->value) && !reached_many(r) && r->value->type.kind == TYPE_RECORD;
    return single && name != NULL ? record_field(r->value->type.record, name) : NULL;
}

// What a look-up cannot be done in, or NULL.
static const char *no_lookup(struct checker *c, const struct reached *r, const struct node *node,
                             const char **help) {
    *help = "a look-up takes a list of records with a key: list[\"key\"].field";
    if (!reached_many(r) && r->value->kind == EXPR_SLOT)
        return "one element here, not the list to look up in";
    if (!reached_many(r))
        return "one value, not a list to look up in";
    if (r->whole) {
        *help = "ask for an element with in: \"x\" in list";
        return "a list of values without a key";
    }
    const struct step *last = &r->steps[r->count - 1];
    bool elements = reached_elements(r);
    if (elements && (last->loop.space == NULL || last->loop.space->key == NULL)) {
        *help = "ask for an element with in, or with some x in list has ...";
        return "a list without a key";
    }
    if (!elements || r->count > 1) {
        *help = arena_printf(c->arena, "write %s", lookup_text(c, node, !elements));
        return elements ? "many lists, not one" : "one field of many records, and has no key";
    }
    if (last->loop.guard != NULL) {
        *help = "look up in the whole list";
        return "a filtered list and has no keys";
    }
    return NULL;
}

// The loop that was opened for the list turns out to be none: its slot is given back.
static struct reached reach_row(struct checker *c, struct reached *r, const struct expr *key,
                                const struct node *node) {
    const struct space_def *space = r->steps[0].loop.space;
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, 2);
    items[0] = r->steps[0].loop.parent;
    items[1] = key;
    struct expr *expr = expr_new(c, EXPR_LOOKUP, node, space->element);
    expr->space = space;
    expr->declaration = r->declaration;
    expr->items = items;
    expr->count = 2;
    want_space(c, space);
    want_compared(c, space->key);
    return reached_value(node, expr_done(c, expr));
}

static struct reached field_in_brackets(struct checker *c, const struct reached *r,
                                        const struct node *node, const struct field *field) {
    struct diagnostic *d =
        mistake(c, CODE_NO_LOOK_UP, node->span, "a field follows a dot, not in brackets");
    const char *text = arena_printf(c->arena, "%s.%s", shown(c, r->node), field->name);
    cure(c, d, "write %s", text);
    fix(c, d, node->span, text);
    return reached_poison(c, node);
}

struct reached reach_index(struct checker *c, const struct scope *scope, const struct node *node) {
    struct reached r = check_reached(c, scope, node->items[0]);
    const struct field *field = field_meant(&r, node->items[1]);
    if (field != NULL)
        return field_in_brackets(c, &r, node, field);
    const char *help, *trouble = is_poison(r.value) ? NULL : no_lookup(c, &r, node, &help);
    if (trouble == NULL && r.count == 1 && r.steps[0].loop.slot + 1 == c->frame->slots)
        c->frame->slots--;
    const struct expr *key = check_one(c, scope, node->items[1]);
    if (trouble != NULL)
        cure(c, mistake(c, CODE_NO_LOOK_UP, node->span, "%s is %s", shown(c, r.node), trouble),
             "%s", help);
    if (trouble != NULL || is_poison(r.value))
        return reached_poison(c, node);
    const struct type *type = &r.steps[0].loop.space->key->type;
    if (type->kind == TYPE_TEXT && !is_poison(key) && type_is_numeric(&key->type)) {
        cure(c,
             mistake(c, CODE_TYPE_MISMATCH, node->items[1]->span,
                     "elements are found by their key, a text, not by their place"),
             "write %s[\"NAME\"]", shown(c, node->items[0]));
        return reached_poison(c, node);
    }
    key = fit_or_report(c, key, type, "the key");
    return is_poison(key) ? reached_poison(c, node) : reach_row(c, &r, key, node);
}
