// x default y: of a value, of a list, and why not of an aggregate.
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

static const struct expr *check_default(struct checker *c, const struct scope *scope,
                                        const struct node *node, const struct reached *left);

bool is_list_default(const struct node *node) {
    return node->kind == NODE_BINARY && node->op == OP_DEFAULT &&
           node->items[1]->kind == NODE_LIST && node->items[1]->count == 0;
}

// Every list on the path may be absent.
struct reached reach_list_default(struct checker *c, const struct scope *scope,
                                  const struct node *node) {
    struct reached r = check_reached(c, scope, node->items[0]);
    if (is_poison(r.value))
        return reached_value(node, r.value);
    if (r.whole || r.count == 0)
        return reached_value(node, check_default(c, scope, node, &r));
    for (uint32_t i = 0; i < r.count; i++)
        r.steps[i].loop.optional = r.steps[i].loop.space != NULL;
    r.node = node;
    return r;
}

static const struct expr *default_list(struct checker *c, const struct node *node,
                                       const struct reached *list) {
    const struct node *written = node->items[1];
    bool in_list = written->kind == NODE_LIST && written->count == 1; // its element is meant
    const char *text = shown(c, list->node);
    const char *other = shown(c, in_list ? written->items[0] : written);
    struct diagnostic *d = mistake(c, CODE_LIST_NOT_VALUE, node->operator_span,
                                   "default replaces one value, and %s is a list", text);
    if (written->kind == NODE_LIST && written->count == 0)
        cure(c, d,
             "default [] stands for a list that is absent in the facts: write it inside of %s",
             text);
    else if (list->count == 0 || reached_elements(list) || !type_is_numeric(&list->value->type))
        cure(c, d, "give each element its default: some x in %s has (x default %s) ...", text,
             other);
    else
        cure(c, d, "give each element its default: sum(%s default %s for each %s)",
             arena_printf(c->arena, "%s.%s", list->steps[list->count - 1].loop.name, list->name),
             other, shown(c, list->steps[list->count - 1].loop.node));
    return expr_poison(c, node);
}

// The aggregate whose bounds a number has, or NULL.
static const struct expr *aggregate_in(const struct expr *expr) {
    const struct expr *found = NULL;
    uint32_t first = 0;
    if (!type_is_numeric(&expr->type) && expr->type.kind != TYPE_TIME)
        return NULL;
    switch (expr->kind) {
    case EXPR_FOLD:
        return expr;
    case EXPR_SLOT:
        return expr->has_fold ? expr : NULL;
    case EXPR_CALL:
        return aggregate_in(expr->function->body) ? expr : NULL;
    case EXPR_IF:
        first = 1;
        break;
    case EXPR_APPLY:
    case EXPR_DEFAULT:
        break;
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_COLUMN:
    case EXPR_LOOKUP:
    case EXPR_KNOWN:
    case EXPR_ITEMS:
    case EXPR_SEQUENCE:
    case EXPR_TEMPLATE:
        return NULL;
    }
    for (uint32_t i = first; i < expr->count && found == NULL; i++)
        found = aggregate_in(expr->items[i]);
    return found;
}

// How many elements one list has is known or not: there is no part of it to hide.
static bool has_parts(const struct expr *fold) {
    const struct loop *loop = fold->kind == EXPR_FOLD ? fold->sequence->loops : NULL;
    return loop == NULL || fold->fold != FOLD_COUNT || fold->sequence->loop_count > 1 ||
           loop->space == NULL || loop->guard != NULL;
}

static void cure_aggregate(struct checker *c, struct diagnostic *d, const struct node *node,
                           const struct expr *fold) {
    const char *other = shown(c, node->items[1]);
    const struct loop *last =
        fold->kind == EXPR_FOLD ? &fold->sequence->loops[fold->sequence->loop_count - 1] : NULL;
    const struct expr *element = last != NULL ? fold->sequence->element : NULL;
    if (element != NULL && element->kind == EXPR_COLUMN && element->items[0]->kind == EXPR_SLOT &&
        last->space != NULL)
        cure(c, d, "give each element its default: %s(%s.%s default %s for each %s%s%s)",
             fold_text(fold->fold), last->name, element->column->path, other, shown(c, last->node),
             last->guard != NULL ? " where " : "",
             last->guard != NULL ? shown(c, last->guard->node) : "");
    else if (last != NULL && fold->fold == FOLD_COUNT && last->guard == NULL)
        cure(c, d, "an absent list counts as empty with count(%s default [])",
             shown(c, last->node));
    else if (last != NULL && last->guard != NULL)
        cure(c, d, "give what where asks its default: where (%s default ...)",
             shown(c, last->guard->node));
    else
        cure(c, d,
             "give each element its default, inside the aggregate, or each list with "
             "LIST default []");
}

static const struct expr *default_aggregate(struct checker *c, const struct node *node,
                                            const struct expr *fold) {
    cure_aggregate(c,
                   mistake(c, CODE_AGGREGATE_DEFAULT, node->operator_span,
                           "default would hide the part of %s that is known", shown(c, fold->node)),
                   node, fold);
    return expr_poison(c, node);
}

static const struct expr *check_default(struct checker *c, const struct scope *scope,
                                        const struct node *node, const struct reached *left) {
    const struct expr *a = left->value, *b = check_any(c, scope, node->items[1]);
    if (is_poison(a) || is_poison(b))
        return expr_poison(c, node);
    if (reached_many(left))
        return default_list(c, node, left);
    const struct expr *fold = aggregate_in(a);
    if (fold != NULL && has_parts(fold))
        return default_aggregate(c, node, fold);
    if (b->type.kind == TYPE_LIST)
        b = check_one(c, scope, node->items[1]);
    struct type type = unify_result(c, &a, &b);
    if (is_poison(b) || type.kind == TYPE_POISON)
        return expr_poison(c, node);
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, 2);
    items[0] = a;
    items[1] = b;
    return expr_list(c, EXPR_DEFAULT, node, type, items, 2);
}

const struct expr *check_default_value(struct checker *c, const struct scope *scope,
                                       const struct node *node) {
    struct reached left = check_reached(c, scope, node->items[0]);
    return check_default(c, scope, node, &left);
}
