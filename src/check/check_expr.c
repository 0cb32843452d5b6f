// Expressions by kind of node: literals, if, not, templates, and the way to the rest.
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

// ---- literals ----

static const struct expr *literal_number(struct checker *c, const struct node *node) {
    int64_t whole;
    bool is_int = node->kind == NODE_NUMBER && decimal_to_int(node->number, &whole);
    struct type type = {.kind = is_int ? TYPE_INT : TYPE_NUMBER, .dimension = node->dimension};
    if (node->kind == NODE_NUMBER)
        type.dimension = DIMENSION_NONE;
    struct expr *expr = expr_new(c, EXPR_CONSTANT, node, type);
    expr->number = node->number;
    return expr;
}

static const struct expr *literal_bool(struct checker *c, const struct node *node) {
    struct expr *expr = expr_new(c, EXPR_CONSTANT, node, type_of(TYPE_BOOL));
    expr->truth = node->truth;
    return expr;
}

static const struct expr *literal_time(struct checker *c, const struct node *node) {
    struct expr *expr = expr_new(c, EXPR_CONSTANT, node, type_of(TYPE_TIME));
    expr->time = node->time;
    return expr;
}

static const struct expr *literal_text(struct checker *c, const struct node *node) {
    struct expr *expr = expr_new(c, EXPR_CONSTANT, node, type_of(TYPE_TEXT));
    expr->text = node->text;
    return expr;
}

// ---- not, if ----

static const struct expr *check_not(struct checker *c, const struct scope *scope,
                                    const struct node *node) {
    const struct expr *operand = check_bool(c, scope, node->items[0]);
    if (is_poison(operand))
        return expr_poison(c, node);
    return expr_apply(c, BUILTIN_NOT, node, type_of(TYPE_BOOL), operand, NULL);
}

static const struct expr *if_lists(struct checker *c, const struct node *node) {
    cure(c,
         mistake(c, CODE_LIST_NOT_VALUE, node->span, "if chooses between single values, not lists"),
         "put the if around what uses the list: if ... then count(a) else count(b)");
    return expr_poison(c, node);
}

static const struct expr *check_if(struct checker *c, const struct scope *scope,
                                   const struct node *node) {
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, 3);
    items[0] = check_bool(c, scope, node->items[0]);
    struct reached then = check_reached(c, scope, node->items[1]);
    struct reached other = check_reached(c, scope, node->items[2]);
    if (is_poison(items[0]) || is_poison(then.value) || is_poison(other.value))
        return expr_poison(c, node);
    if (reached_many(&then) || reached_many(&other))
        return if_lists(c, node);
    items[1] = then.value;
    items[2] = other.value;
    struct type type = unify_result(c, &items[1], &items[2]);
    if (type.kind == TYPE_POISON)
        return expr_poison(c, node);
    return expr_list(c, EXPR_IF, node, type, items, 3);
}

// ---- texts with values in them ----

static const struct expr *check_shown(struct checker *c, const struct scope *scope,
                                      const struct node *node) {
    if (node->kind == NODE_TEXT)
        return literal_text(c, node);
    struct reached r = check_reached(c, scope, node);
    if (!reached_many(&r) && r.value->type.kind == TYPE_RECORD) {
        cure(c,
             mistake(c, CODE_RECORD_NOT_VALUE, node->span, "%s is %s and has no text of its own",
                     shown(c, node), noun(c, &r.value->type)),
             "show one of its fields: {%s.%s}", shown(c, node),
             example_field(r.value->type.record));
        return expr_poison(c, node);
    }
    return settle(c, reached_expr(c, &r));
}

const struct expr *check_text(struct checker *c, const struct scope *scope,
                              const struct node *node) {
    if (node == NULL)
        return NULL;
    if (node->kind != NODE_TEMPLATE)
        return check_shown(c, scope, node);
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        items[i] = check_shown(c, scope, node->items[i]);
    return expr_list(c, EXPR_TEMPLATE, node, type_of(TYPE_TEXT), items, node->count);
}

// ---- by kind ----

static const struct expr *stray_each(struct checker *c, const struct node *node) {
    cure(
        c,
        mistake(c, CODE_MISPLACED_FOR_EACH, node->span, "for each stands only inside an aggregate"),
        "write sum(... for each x in list), or use count, min, max, avg, unique");
    return expr_poison(c, node);
}

static const struct expr *check_single(struct checker *c, const struct scope *scope,
                                       const struct node *node) {
    switch (node->kind) {
    case NODE_BOOL:
        return literal_bool(c, node);
    case NODE_NUMBER:
    case NODE_QUANTITY:
        return literal_number(c, node);
    case NODE_TIME:
        return literal_time(c, node);
    case NODE_TEXT:
        return literal_text(c, node);
    case NODE_TEMPLATE:
        return check_text(c, scope, node);
    case NODE_NOT:
        return check_not(c, scope, node);
    case NODE_NEGATE:
        return check_negate(c, scope, node);
    case NODE_BINARY:
        return check_binary(c, scope, node);
    case NODE_CHAIN:
        return check_chain(c, scope, node);
    case NODE_IF:
        return check_if(c, scope, node);
    case NODE_QUANTIFIER:
        return check_quantifier(c, scope, node);
    case NODE_EACH:
        return stray_each(c, node);
    case NODE_BAD:
    case NODE_LIST:
    case NODE_NAME:
    case NODE_FIELD:
    case NODE_INDEX:
    case NODE_CALL:
    case NODE_WHERE:
        break;
    }
    return expr_poison(c, node);
}

static struct reached reach(struct checker *c, const struct scope *scope, const struct node *node) {
    switch (node->kind) {
    case NODE_LIST:
        return reach_items(c, scope, node);
    case NODE_NAME:
        return reach_name(c, scope, node);
    case NODE_FIELD:
        return reach_field(c, scope, node);
    case NODE_INDEX:
        return reach_index(c, scope, node);
    case NODE_CALL:
        return reach_call(c, scope, node);
    case NODE_WHERE:
        return reach_where(c, scope, node);
    case NODE_BINARY:
        if (is_list_default(node))
            return reach_list_default(c, scope, node);
        break;
    case NODE_BAD:
    case NODE_BOOL:
    case NODE_NUMBER:
    case NODE_QUANTITY:
    case NODE_TIME:
    case NODE_TEXT:
    case NODE_TEMPLATE:
    case NODE_NOT:
    case NODE_NEGATE:
    case NODE_CHAIN:
    case NODE_IF:
    case NODE_QUANTIFIER:
    case NODE_EACH:
        break;
    }
    return reached_value(node, check_single(c, scope, node));
}

struct reached check_reached(struct checker *c, const struct scope *scope,
                             const struct node *node) {
    if (c->depth == CHECK_DEPTH_LIMIT)
        frame_refuse(c, CODE_TOO_DEEP, node,
                     "with its defines expanded this nests more than 1000 deep",
                     "shorten the chain of defines or lets that use each other");
    if (c->frame->refused)
        return reached_value(node, expr_poison(c, node));
    c->depth++;
    struct reached r = reach(c, scope, node);
    c->depth--;
    if (c->frame->refused)
        return reached_value(node, expr_poison(c, node));
    return r;
}

const struct expr *check_any(struct checker *c, const struct scope *scope,
                             const struct node *node) {
    struct reached r = check_reached(c, scope, node);
    return reached_expr(c, &r);
}

const struct expr *check_one(struct checker *c, const struct scope *scope,
                             const struct node *node) {
    struct reached r = check_reached(c, scope, node);
    if (!reached_many(&r) || is_poison(r.value))
        return r.value;
    list_mistake(c, scope, &r);
    return expr_poison(c, node);
}

const struct expr *check_bool(struct checker *c, const struct scope *scope,
                              const struct node *node) {
    const struct expr *expr = check_one(c, scope, node);
    if (is_poison(expr) || expr->type.kind == TYPE_BOOL)
        return expr;
    struct diagnostic *d =
        mistake(c, CODE_NOT_A_CONDITION, node->span, "%s is %s, where true or false is needed",
                shown(c, node), noun(c, &expr->type));
    if (expr->kind == EXPR_LOOKUP)
        cure(c, d, "write known(%s), or compare one of its fields", shown(c, node));
    else if (expr->type.kind != TYPE_RECORD)
        cure(c, d, "compare it with something: %s == ...", shown(c, node));
    return expr_poison(c, node);
}
