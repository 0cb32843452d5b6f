// in, matches and like: whether a value is in a list, or a text fits a pattern.
#include <string.h>

#include "base/address.h"
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"
#include "check/pattern.h"

// ---- in ----

static const struct expr *in_text(struct checker *c, const struct node *node,
                                  const struct expr *list) {
    struct diagnostic *d =
        mistake(c, CODE_NOT_A_LIST, list->node->span, "%s is %s, and in looks in a list",
                shown(c, list->node), noun(c, &list->type));
    struct address network;
    if (list->kind == EXPR_CONSTANT && type_is_textual(&list->type) &&
        network_parse(list->text, &network))
        cure(c, d, "write in_network(%s, %s)", shown(c, node->items[0]), shown(c, list->node));
    else if (type_is_textual(&list->type))
        cure(c, d, "write contains(%s, %s)", shown(c, list->node), shown(c, node->items[0]));
    else
        cure(c, d, "write ==");
    if (node->op == OP_IN && !type_is_textual(&list->type))
        fix(c, d, node->operator_span, "==");
    return expr_poison(c, node);
}

static const struct expr *in_records(struct checker *c, const struct node *node,
                                     const struct expr *value, const struct expr *list) {
    const struct record *record = list->type.element->record;
    const char *left = shown(c, node->items[0]);
    if (value->type.kind == TYPE_RECORD)
        left = arena_printf(c->arena, "%s.%s", left, example_field(value->type.record));
    struct diagnostic *d = mistake(c, CODE_RECORD_NOT_VALUE, list->node->span,
                                   "%s is %s, and records are not compared", shown(c, list->node),
                                   noun(c, &list->type));
    if (record->key != NULL)
        cure(c, d, "write %s in %s.%s", left, shown(c, list->node), record->key->name);
    return expr_poison(c, node);
}

// The value and the elements of the list as one type; NULL after a message.
static const struct expr *unify_in(struct checker *c, const struct expr **value,
                                   const struct expr *list) {
    const struct type *element = list->type.element;
    if (list->kind == EXPR_ITEMS) {
        struct type wanted = type_list(c, (*value)->type);
        const struct expr *fitted = fit(c, list, &wanted);
        if (fitted != NULL)
            return is_poison(fitted) ? NULL : fitted;
    }
    const struct expr *fitted = fit(c, *value, element);
    if (fitted != NULL)
        *value = fitted;
    bool meet = fitted != NULL ||
                (type_is_numeric(&(*value)->type) && type_is_numeric(element) &&
                 dimension_equal((*value)->type.dimension, element->dimension)) ||
                texts_meet(&(*value)->type, element);
    if (!meet) {
        struct diagnostic *d =
            mistake(c, CODE_TYPE_MISMATCH, (*value)->node->span,
                    "%s is %s, but each element of %s is %s", shown(c, (*value)->node),
                    noun(c, &(*value)->type), shown(c, list->node), noun(c, element));
        d->has_also = true;
        d->also = list->node->span;
    }
    return meet && !is_poison(*value) ? list : NULL;
}

const struct expr *check_in(struct checker *c, const struct scope *scope, const struct node *node) {
    const struct expr *value = check_one(c, scope, node->items[0]);
    const struct expr *list = check_any(c, scope, node->items[1]);
    if (is_poison(value) || is_poison(list))
        return expr_poison(c, node);
    if (list->type.kind != TYPE_LIST)
        return in_text(c, node, list);
    if (list->type.element->kind == TYPE_RECORD)
        return in_records(c, node, value, list);
    list = unify_in(c, &value, list);
    if (list == NULL)
        return expr_poison(c, node);
    struct type type = type_of(TYPE_BOOL);
    const struct expr *in = expr_apply(c, BUILTIN_IN, node, type, value, list);
    return node->op == OP_IN ? in : expr_apply(c, BUILTIN_NOT, node, type, in, NULL);
}

// ---- matches, like ----

// Those of all policies together, so that reading a policy takes seconds whatever it says.
enum { ALL_PATTERNS_LIMIT = 4000000 };

static bool has_room(const struct checker *c) {
    return *c->checking->pattern_size <= ALL_PATTERNS_LIMIT;
}

// One that is too large is compiled until that is known.
static bool fits_in(struct checker *c, const struct expr *text, size_t size) {
    *c->checking->pattern_size += size;
    if (!has_room(c))
        mistake(c, CODE_INVALID_PATTERN, text->node->span,
                "the patterns of these policies are too large together");
    return has_room(c);
}

const struct pattern *literal_pattern(struct checker *c, enum pattern_kind kind,
                                      const struct expr *text) {
    struct pattern_error error;
    if (!has_room(c))
        return NULL; // which was said
    const struct pattern *pattern =
        pattern_compile(c->checking->arena, kind, text->text, strlen(text->text), &error);
    bool fits = fits_in(c, text, pattern != NULL ? pattern_size(pattern) : error.size);
    if (pattern != NULL || !fits)
        return fits ? pattern : NULL;
    struct diagnostic *d =
        mistake(c, CODE_INVALID_PATTERN, text->node->span,
                "this is no pattern: %s, at character %zu of it", error.message, error.offset + 1);
    if (error.cure != NULL)
        cure(c, d, "%s", error.cure);
    return NULL;
}

static const struct expr *check_textual(struct checker *c, const struct expr *expr,
                                        const struct node *node) {
    if (is_poison(expr) || type_is_textual(&expr->type))
        return expr;
    mistake(c, CODE_WRONG_OPERAND, expr->node->span, "%s is %s, but %s works on texts",
            shown(c, expr->node), noun(c, &expr->type), operator_text(node->op));
    return expr_poison(c, expr->node);
}

const struct expr *check_pattern(struct checker *c, const struct scope *scope,
                                 const struct node *node) {
    const struct expr *text = check_textual(c, check_one(c, scope, node->items[0]), node);
    const struct expr *pattern = check_textual(c, check_one(c, scope, node->items[1]), node);
    if (is_poison(text) || is_poison(pattern))
        return expr_poison(c, node);
    enum builtin op = node->op == OP_MATCHES ? BUILTIN_MATCHES : BUILTIN_LIKE;
    struct expr *expr = expr_apply(c, op, node, type_of(TYPE_BOOL), text, pattern);
    if (pattern->kind == EXPR_CONSTANT) {
        expr->pattern =
            literal_pattern(c, node->op == OP_MATCHES ? PATTERN_MATCHES : PATTERN_LIKE, pattern);
        if (expr->pattern == NULL)
            return expr_poison(c, node);
    }
    return expr;
}
