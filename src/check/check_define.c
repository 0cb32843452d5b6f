// Defines: declared, checked once for each kind of argument, spliced where they stand for lists.
#include <string.h>

#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"
#include "check/model_build.h"

// ---- declaring ----

static struct parse parse_of(struct checker *c) {
    return (struct parse){c->arena, c->checking->names, c->diagnostics};
}

static void declare_parameters(struct checker *c, struct define *define) {
    const struct define_node *node = define->node;
    struct parse parse = parse_of(c);
    define->parameters = ARENA_ARRAY(c->arena, struct type, node->parameter_count);
    for (uint32_t i = 0; i < node->parameter_count; i++) {
        const struct parameter_node *parameter = &node->parameters[i];
        define->parameters[i] = model_type(c->model, parameter->type, &parse);
        define->has_list |= define->parameters[i].kind == TYPE_LIST;
        bool doubled = false;
        for (uint32_t j = 0; j < i; j++)
            doubled |= node->parameters[j].name.text == parameter->name.text;
        if (doubled)
            mistake(c, CODE_DUPLICATE_NAME, parameter->name.span, "%s has two parameters named %s",
                    node->name.text, parameter->name.text);
        else if (param_find(c, parameter->name.text, NULL) != NULL)
            cure(c,
                 mistake(c, CODE_HIDDEN_NAME, parameter->name.span,
                         "%s would hide the param %s of this policy", parameter->name.text,
                         parameter->name.text),
                 "give it another name");
    }
    if (node->type != NULL)
        define->type = model_type(c->model, node->type, &parse);
}

static void declare_name(struct checker *c, const struct define_node *node) {
    const char *name = node->name.text, *other = NULL;
    if (is_function(name))
        other = "is a function of the language";
    else if (!name_index_add(c, &c->defines_by_name, name, c->define_count))
        other = "is defined twice";
    else if (param_find(c, name, NULL) != NULL)
        other = "is a param of this policy";
    else if (record_field(c->model->root, name) != NULL)
        other = "is a root of the fact model";
    else if (name == interned(c, "now"))
        other = "is the time of the run";
    if (other != NULL)
        cure(c, mistake(c, CODE_HIDDEN_NAME, node->name.span, "%s %s", name, other),
             "give the define another name");
}

void defines_declare(struct checker *c) {
    c->defines = ARENA_ARRAY(c->arena, struct define, c->file->define_count);
    c->defines_by_name = name_index_new(c);
    for (uint32_t i = 0; i < c->file->define_count; i++) {
        const struct define_node *node = &c->file->defines[i];
        declare_name(c, node);
        c->defines[c->define_count].node = node;
        declare_parameters(c, &c->defines[c->define_count++]);
    }
}

// ---- cycles ----

static bool is_calling(const struct checker *c, const struct define *define) {
    for (const struct calling *at = c->calling; at != NULL; at = at->outer)
        if (at->define == define)
            return true;
    return false;
}

enum { CYCLE_SHOWN = 8 }; // defines, the last ones of a long cycle

// Every define of the cycle is poisoned, so that it is reported once.
static void report_cycle(struct checker *c, struct define *define, const struct node *node) {
    const char *name = define->node->name.text, *path = name;
    struct calling *at = c->calling;
    for (uint32_t length = 0; at->define != define; at = at->outer, length++) {
        at->define->poisoned = true;
        if (length <= CYCLE_SHOWN)
            path = arena_printf(c->arena, "%s -> %s",
                                length < CYCLE_SHOWN ? at->define->node->name.text : "…", path);
    }
    define->poisoned = true;
    cure(c,
         mistake(c, CODE_RECURSIVE_DEFINE, node->span, "%s is defined by itself: %s -> %s", name,
                 name, path),
         "a define may use others, never itself");
}

// ---- instances ----

static const struct expr *fit_to_result(struct checker *c, const struct define *define,
                                        const struct expr *body) {
    if (define->node->type == NULL || is_poison(body))
        return body;
    const char *what = arena_printf(c->arena, "the value of %s", define->node->name.text);
    return fit_or_report(c, body, &define->type, what);
}

static const struct expr *check_body(struct checker *c, struct define *define,
                                     const struct scope *scope) {
    struct calling calling = {define, c->calling};
    c->calling = &calling;
    const struct expr *body = check_any(c, scope, define->node->body);
    c->calling = calling.outer;
    return fit_to_result(c, define, body);
}

static const struct scope *instance_scope(struct checker *c, const struct define *define,
                                          const struct instance *instance) {
    const struct scope *scope = NULL;
    for (uint32_t i = 0; i < define->node->parameter_count; i++) {
        struct type type = define->parameters[i];
        if (type.kind == TYPE_RECORD && instance->shapes[i] == NULL)
            type = type_of(TYPE_POISON); // no such record is anywhere in the model
        type.shape = instance->shapes[i];
        if (type.kind == TYPE_LIST)
            type = type_of(TYPE_POISON); // only of a define that nothing uses
        struct expr *slot = expr_slot(c, define->node->body, i, type);
        slot->has_fold = instance->folds[i];
        scope = scope_value(c, scope, define->node->parameters[i].name, "parameter", slot);
        scope_note(c, scope);
    }
    return scope;
}

static void check_instance(struct checker *c, struct define *define, struct instance *instance) {
    struct frame frame = {.slots = define->node->parameter_count}, *outer = c->frame;
    struct function *function = ARENA_NEW(c->arena, struct function);
    c->frame = &frame;
    if (frame.slots > SLOT_LIMIT) {
        frame_refuse(c, CODE_TOO_LARGE, define->node->body, "this needs more than 64 variables",
                     "give the define fewer parameters");
        frame.slots = 0;
    }
    const struct scope *scope = frame.refused ? NULL : instance_scope(c, define, instance);
    function->body = check_body(c, define, scope);
    c->frame = outer;
    function->name = define->node->name.text;
    function->span = define->node->name.span;
    function->parameter_count = define->node->parameter_count;
    function->slot_count = frame.slots;
    function->node = define->node->body;
    instance->function = function;
    instance->type = frame.refused ? type_of(TYPE_POISON) : function->body->type;
    instance->deepest = frame.deepest;
}

static bool instance_is(const struct instance *instance, const struct instance *wanted,
                        uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (instance->shapes[i] != wanted->shapes[i] || instance->folds[i] != wanted->folds[i])
            return false;
    return true;
}

static struct instance *instance_new(struct checker *c, const struct define *define) {
    uint32_t count = define->node->parameter_count;
    struct instance *instance = ARENA_NEW(c->arena, struct instance);
    instance->shapes = ARENA_ARRAY(c->arena, const struct shape *, count);
    instance->folds = ARENA_ARRAY(c->arena, bool, count);
    return instance;
}

static struct instance *instance_for(struct checker *c, struct define *define,
                                     const struct expr **arguments) {
    uint32_t count = define->node->parameter_count;
    struct instance *wanted = instance_new(c, define);
    for (uint32_t i = 0; i < count; i++) {
        wanted->shapes[i] = arguments[i]->type.shape;
        wanted->folds[i] = arguments[i]->has_fold;
    }
    for (struct instance *at = define->instances; at != NULL; at = at->next)
        if (instance_is(at, wanted, count))
            return at;
    check_instance(c, define, wanted);
    wanted->next = define->instances;
    define->instances = wanted;
    return wanted;
}

// ---- calls ----

// An argument that is a list is only checked for its type here: it is spliced where the parameter
// is used.
static const struct expr *check_argument(struct checker *c, const struct scope *scope,
                                         const struct node *node, const struct define *define,
                                         uint32_t index) {
    const struct type *type = &define->parameters[index];
    uint32_t slots = c->frame->slots;
    const struct expr *argument = type->kind == TYPE_LIST ? check_any(c, scope, node->items[index])
                                                          : check_one(c, scope, node->items[index]);
    if (type->kind == TYPE_LIST)
        c->frame->slots = slots;
    const char *what =
        arena_printf(c->arena, "the parameter %s of %s", define->node->parameters[index].name.text,
                     define->node->name.text);
    return fit_or_report(c, argument, type, what);
}

static bool check_count(struct checker *c, const struct scope *scope, const struct node *node,
                        const struct define *define) {
    uint32_t count = define->node->parameter_count;
    if (count == 0 && node->kind == NODE_CALL) {
        struct diagnostic *d = mistake(c, CODE_ARGUMENT_COUNT, node->span,
                                       "%s is defined without parameters", node->name.text);
        cure(c, d, "write %s", node->name.text);
        fix(c, d, node->span, node->name.text);
        return false;
    }
    if (node->count == count)
        return true;
    mistake(c, CODE_ARGUMENT_COUNT, node->span, "%s takes %u argument%s, not %u", node->name.text,
            count, count == 1 ? "" : "s", node->count);
    for (uint32_t i = 0; i < node->count; i++)
        check_any(c, scope, node->items[i]);
    return false;
}

// The elements of a list that is gone through stay as they are: no type that fits changes them.
static void fit_value(struct checker *c, const struct define *define, struct reached *r) {
    if (define->node->type == NULL)
        return;
    const struct expr *value = fit_to_result(c, define, reached_expr(c, r));
    if (is_poison(value))
        *r = reached_value(r->node, value);
    else if (r->count == 0)
        r->value = value;
}

static struct reached splice(struct checker *c, const struct scope *scope, const struct node *node,
                             struct define *define, const struct expr **arguments) {
    const struct scope *inner = NULL;
    for (uint32_t i = 0; i < node->count; i++) {
        struct name name = define->node->parameters[i].name;
        inner = define->parameters[i].kind == TYPE_LIST
                    ? scope_list(c, inner, name, &define->parameters[i], node->items[i], scope)
                    : scope_value(c, inner, name, "parameter", arguments[i]);
    }
    struct calling calling = {define, c->calling};
    c->calling = &calling;
    struct reached r = check_reached(c, inner, define->node->body);
    c->calling = calling.outer;
    fit_value(c, define, &r);
    reached_rename(c, &r, define->node->name, define);
    r.node = node;
    return r;
}

static struct reached call(struct checker *c, const struct node *node,
                           const struct instance *instance, const struct expr **arguments) {
    struct expr *expr = expr_new(c, EXPR_CALL, node, instance->type);
    expr->function = instance->function;
    expr->declaration = instance->function->span;
    expr->items = arguments;
    expr->count = node->count;
    frame_nest(c, node, instance->deepest);
    return reached_value(node, expr_done(c, expr));
}

static struct reached resolve(struct checker *c, const struct scope *scope, const struct node *node,
                              struct define *define) {
    bool calling = is_calling(c, define);
    if (calling && !define->poisoned)
        report_cycle(c, define, node);
    if (define->poisoned || !check_count(c, scope, node, define))
        return reached_value(node, expr_poison(c, node));
    const struct expr **arguments = ARENA_ARRAY(c->arena, const struct expr *, node->count);
    bool poisoned = false;
    for (uint32_t i = 0; i < node->count; i++) {
        arguments[i] = check_argument(c, scope, node, define, i);
        poisoned |= is_poison(arguments[i]);
    }
    if (poisoned)
        return reached_value(node, expr_poison(c, node));
    if (define->has_list)
        return splice(c, scope, node, define, arguments);
    struct instance *instance = instance_for(c, define, arguments);
    if (instance->type.kind == TYPE_POISON)
        return reached_value(node, expr_poison(c, node));
    return instance->type.kind == TYPE_LIST ? splice(c, scope, node, define, arguments)
                                            : call(c, node, instance, arguments);
}

struct reached reach_define(struct checker *c, const struct scope *scope, const struct node *node,
                            struct define *define) {
    struct reached r = resolve(c, scope, node, define);
    if (c->checking->uses == NULL)
        return r;
    struct type type = r.count > 0 ? type_list(c, r.value->type) : r.value->type;
    uses_add(c->checking->uses,
             (struct use){node->name.span, define->node->name.span, USE_DEFINE, type, NULL});
    return r;
}

// ---- defines that nothing uses ----

static const struct shape *shape_within(const struct shape *shape, const struct record *record) {
    if (shape == NULL || shape->record == record)
        return shape;
    for (uint32_t i = 0; i < shape->record->field_count; i++)
        if (shape->members[i].kind == MEMBER_NESTED) {
            const struct shape *found = shape_within(shape->members[i].nested, record);
            if (found != NULL)
                return found;
        }
    return NULL;
}

// Some place of the model where such a record is.
static const struct shape *shape_of(const struct model *model, const struct record *record) {
    const struct shape *found = shape_within(model->root_shape, record);
    for (uint32_t i = 1; found == NULL && i < model->space_count; i++)
        found = shape_within(model->spaces[i]->shape, record);
    return found;
}

void defines_check_unused(struct checker *c) {
    c->idle = true;
    for (uint32_t i = 0; i < c->define_count; i++) {
        struct define *define = &c->defines[i];
        if (define->instances != NULL || define->poisoned)
            continue;
        struct instance *instance = instance_new(c, define);
        for (uint32_t p = 0; p < define->node->parameter_count; p++)
            if (define->parameters[p].kind == TYPE_RECORD)
                instance->shapes[p] = shape_of(c->model, define->parameters[p].record);
        check_instance(c, define, instance);
        instance->next = define->instances;
        define->instances = instance;
    }
    c->idle = false;
}

void defines_keep(struct checker *c) {
    size_t room = 0;
    for (uint32_t i = 0; i < c->define_count; i++)
        for (const struct instance *at = c->defines[i].instances; at != NULL; at = at->next)
            ARENA_PUSH(c->arena, c->policy->functions, c->policy->function_count, room) =
                at->function;
}
