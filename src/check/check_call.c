// Calls of the language's functions.
#include <string.h>

#include "check/check_private.h"

static const enum fold aggregates[] = {FOLD_COUNT, FOLD_SUM, FOLD_MIN, FOLD_MAX, FOLD_AVG};
enum { AGGREGATES = sizeof aggregates / sizeof *aggregates };

const char *function_name(size_t index) {
    if (index < AGGREGATES)
        return fold_text(aggregates[index]);
    if (index == AGGREGATES)
        return "known";
    index += BUILTIN_ABS - AGGREGATES - 1;
    return index < BUILTIN_COUNT_OF ? builtin_rows[index].name : NULL;
}

bool is_function(const char *name) {
    for (size_t i = 0; function_name(i) != NULL; i++)
        if (strcmp(function_name(i), name) == 0)
            return true;
    return false;
}

// ---- signatures ----

enum argument { ARGUMENT_TEXT, ARGUMENT_NUMBER, ARGUMENT_LIST, ARGUMENT_TEXTS };

static enum argument argument_of(const char *word) {
    if (strncmp(word, "list of text", 12) == 0)
        return ARGUMENT_TEXTS;
    if (strncmp(word, "list", 4) == 0)
        return ARGUMENT_LIST;
    return strncmp(word, "number", 6) == 0 ? ARGUMENT_NUMBER : ARGUMENT_TEXT;
}

// The kinds of the arguments of a row; at most three.
static uint32_t arguments_of(const struct builtin_row *row, enum argument out[3]) {
    uint32_t count = 0;
    for (const char *at = strchr(row->signature, '('); at != NULL && *at != ')'; count++) {
        at += strspn(at, "(, ");
        out[count] = argument_of(at);
        at += strcspn(at, ",)");
    }
    return count;
}

static struct type result_of(struct checker *c, const struct builtin_row *row,
                             const struct expr *first) {
    const char *result = strrchr(row->signature, ':') + 2;
    bool plain =
        type_is_numeric(&first->type) && dimension_equal(first->type.dimension, DIMENSION_NONE);
    if (strcmp(result, "list of text") == 0)
        return type_list(c, type_of(TYPE_TEXT));
    if (strcmp(result, "list") == 0 ||
        (strcmp(result, "int") == 0 && !plain && type_is_numeric(&first->type)))
        return first->type;
    if (strcmp(result, "number") == 0)
        return type_is_numeric(&first->type) ? first->type : type_of(TYPE_NUMBER);
    static const struct {
        const char *name;
        enum type_kind kind;
    } rows[] = {{"int", TYPE_INT}, {"bool", TYPE_BOOL}, {"version", TYPE_VERSION}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(result, rows[i].name) == 0)
            return type_of(rows[i].kind);
    return type_of(TYPE_TEXT);
}

// ---- arguments ----

static const char *argument_noun(enum argument kind) {
    switch (kind) {
    case ARGUMENT_TEXT:
        return "a text";
    case ARGUMENT_NUMBER:
        return "a number";
    case ARGUMENT_LIST:
        return "a list of values";
    case ARGUMENT_TEXTS:
        return "a list of text";
    }
    return "";
}

static bool argument_fits(enum argument kind, const struct type *type) {
    switch (kind) {
    case ARGUMENT_TEXT:
        return type_is_textual(type);
    case ARGUMENT_NUMBER:
        return type_is_numeric(type);
    case ARGUMENT_LIST:
        return type->kind == TYPE_LIST && type->element->kind != TYPE_RECORD;
    case ARGUMENT_TEXTS:
        return type->kind == TYPE_LIST &&
               (type_is_textual(type->element) || type->element->kind == TYPE_POISON);
    }
    return false;
}

static void cure_argument(struct checker *c, struct diagnostic *d, const struct node *node,
                          const struct node *argument, const struct expr *expr) {
    const char *name = node->name.text, *text = shown(c, argument);
    bool list = expr->type.kind == TYPE_LIST;
    if (list && strcmp(name, "length") == 0)
        cure(c, d, "write count(%s)", text);
    else if (list && strcmp(name, "contains") == 0 && node->count == 2)
        cure(c, d, "write %s in %s", shown(c, node->items[1]), text);
    else if (list && expr->type.element->kind == TYPE_RECORD)
        cure(c, d, "say which field: %s.%s", text, example_field(expr->type.element->record));
    else if (list)
        cure(c, d, "call it on each element: every x in %s has %s(x) ...", text, name);
}

static const struct expr *check_argument(struct checker *c, const struct scope *scope,
                                         const struct node *node, uint32_t index,
                                         enum argument kind) {
    const struct node *argument = node->items[index];
    const struct expr *expr = check_any(c, scope, argument);
    if (is_poison(expr) || argument_fits(kind, &expr->type))
        return expr;
    struct diagnostic *d =
        mistake(c, argument->span, "%s takes %s here, and %s is %s", node->name.text,
                argument_noun(kind), shown(c, argument), noun(c, &expr->type));
    cure_argument(c, d, node, argument, expr);
    return expr_poison(c, argument);
}

static void argument_count_mistake(struct checker *c, const struct scope *scope,
                                   const struct node *node, uint32_t count, const char *signature) {
    cure(c,
         mistake(c, node->span, "%s takes %u argument%s, not %u", node->name.text, count,
                 count == 1 ? "" : "s", node->count),
         "it is %s", signature);
    for (uint32_t i = 0; i < node->count; i++)
        if (node->items[i]->kind != NODE_EACH)
            check_any(c, scope, node->items[i]);
}

// The elements of two lists have to be comparable; a list in [ ] takes the other's type.
static bool unify_lists(struct checker *c, const struct expr **a, const struct expr **b) {
    const struct expr *left = (*a)->kind == EXPR_ITEMS ? fit(c, *a, &(*b)->type) : NULL;
    const struct expr *right = fit(c, *b, &(*a)->type);
    if (left != NULL)
        *a = left;
    else if (right != NULL)
        *b = right;
    const struct type *x = (*a)->type.kind == TYPE_LIST ? (*a)->type.element : &(*a)->type;
    const struct type *y = (*b)->type.kind == TYPE_LIST ? (*b)->type.element : &(*b)->type;
    bool meet =
        left != NULL || right != NULL || (type_is_textual(x) && type_is_textual(y)) ||
        (type_is_numeric(x) && type_is_numeric(y) && dimension_equal(x->dimension, y->dimension));
    if (!meet)
        mismatch(c, *a, *b);
    return meet && !is_poison(*a) && !is_poison(*b);
}

static enum builtin builtin_find(const char *name) {
    enum builtin op = BUILTIN_ABS;
    while (op < BUILTIN_COUNT_OF && strcmp(builtin_rows[op].name, name) != 0)
        op++;
    return op;
}

static const struct expr *check_builtin(struct checker *c, const struct scope *scope,
                                        const struct node *node, enum builtin op) {
    const struct builtin_row *row = &builtin_rows[op];
    enum argument kinds[3];
    uint32_t count = arguments_of(row, kinds);
    if (node->count != count) {
        argument_count_mistake(c, scope, node, count, row->signature);
        return expr_poison(c, node);
    }
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, count);
    bool poisoned = false;
    for (uint32_t i = 0; i < count; i++) {
        items[i] = check_argument(c, scope, node, i, kinds[i]);
        poisoned |= is_poison(items[i]);
    }
    bool lists = count == 2 && kinds[0] == ARGUMENT_LIST && kinds[1] == ARGUMENT_LIST;
    if (poisoned || (lists && !unify_lists(c, &items[0], &items[1])))
        return expr_poison(c, node);
    for (uint32_t i = 0; i < count; i++)
        items[i] = settle(c, items[i]);
    struct expr *expr = expr_new(c, EXPR_APPLY, node, result_of(c, row, items[0]));
    expr->op = op;
    expr->items = items;
    expr->count = count;
    return expr_done(c, expr);
}

static const struct expr *check_function(struct checker *c, const struct scope *scope,
                                         const struct node *node) {
    const char *name = node->name.text;
    for (size_t i = 0; i < AGGREGATES; i++)
        if (strcmp(fold_text(aggregates[i]), name) == 0)
            return check_fold(c, scope, node, aggregates[i]);
    if (strcmp(name, "known") == 0)
        return check_known(c, scope, node);
    enum builtin op = builtin_find(name);
    return op == BUILTIN_UNIQUE ? check_unique(c, scope, node) : check_builtin(c, scope, node, op);
}

struct reached reach_call(struct checker *c, const struct scope *scope, const struct node *node) {
    struct define *define = define_find(c, node->name.text);
    if (define != NULL)
        return reach_define(c, scope, node, define);
    if (is_function(node->name.text)) {
        struct reached r = reached_value(node, check_function(c, scope, node));
        r.whole = r.value->type.kind == TYPE_LIST;
        return r;
    }
    for (uint32_t i = 0; i < node->count; i++)
        if (node->items[i]->kind != NODE_EACH)
            check_any(c, scope, node->items[i]);
    return reached_value(node, unknown_function(c, node));
}
