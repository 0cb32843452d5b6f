// Calls of the language's functions.
#include <string.h>

#include "base/address.h"
#include "base/time.h"
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

static const enum fold aggregates[] = {FOLD_COUNT, FOLD_SUM, FOLD_MIN, FOLD_MAX, FOLD_AVG};
enum { AGGREGATES = sizeof aggregates / sizeof *aggregates };

const char *function_name(size_t index) {
    if (index < AGGREGATES)
        return fold_text(aggregates[index]);
    if (index == AGGREGATES)
        return "known";
    size_t left = index - AGGREGATES - 1;
    for (int op = 0; op < BUILTIN_COUNT_OF; op++)
        if (builtin_rows[op].form == FORM_CALLED && left-- == 0)
            return builtin_rows[op].word;
    return NULL;
}

bool is_function(const char *name) {
    for (size_t i = 0; i <= AGGREGATES; i++)
        if (strcmp(function_name(i), name) == 0)
            return true;
    for (int op = 0; op < BUILTIN_COUNT_OF; op++)
        if (builtin_rows[op].form == FORM_CALLED && strcmp(builtin_rows[op].word, name) == 0)
            return true;
    return false;
}

static struct type weekday_type(struct checker *c) {
    const char **days = ARENA_ARRAY(c->arena, const char *, 7);
    for (int i = 0; i < 7; i++)
        days[i] = interned(c, weekdays[i]);
    return (struct type){.kind = TYPE_ENUM, .choices = days, .choice_count = 7};
}

// The type of the first argument that is a list.
static struct type list_among(const struct expr *const *items, uint32_t count) {
    uint32_t i = 0;
    while (i + 1 < count && items[i]->type.kind != TYPE_LIST)
        i++;
    return items[i]->type;
}

static struct type result_of(struct checker *c, const struct builtin_row *row,
                             const struct expr *const *items, uint32_t count) {
    const struct type *first = &items[0]->type;
    bool quantity = type_is_numeric(first) && !dimension_equal(first->dimension, DIMENSION_NONE);
    switch (row->result) {
    case KIND_BOOL:
        return type_of(TYPE_BOOL);
    case KIND_INT:
        return type_of(TYPE_INT);
    case KIND_WHOLE:
        return quantity ? *first : type_of(TYPE_INT);
    case KIND_NUMBER:
        return type_is_numeric(first) ? *first : type_of(TYPE_NUMBER);
    case KIND_TEXT:
    case KIND_VERSION_TEXT:
        return type_of(TYPE_TEXT);
    case KIND_TIME:
        return type_of(TYPE_TIME);
    case KIND_DURATION:
        return (struct type){.kind = TYPE_NUMBER, .dimension = DIMENSION_DURATION};
    case KIND_VERSION:
        return type_of(TYPE_VERSION);
    case KIND_TEXTS:
        return type_list(c, type_of(TYPE_TEXT));
    case KIND_LIST:
        return list_among(items, count);
    case KIND_WEEKDAY:
        return weekday_type(c);
    case KIND_NUMBERS:
    case KIND_VALUE:
    case KIND_NONE:
        break;
    }
    return *first;
}

// ---- arguments ----

static bool is_value(const struct type *type) {
    return type->kind != TYPE_LIST && type->kind != TYPE_RECORD;
}

static bool is_list(const struct type *type) {
    return type->kind == TYPE_LIST && type->element->kind != TYPE_RECORD;
}

static bool is_numbers(const struct type *type) {
    return type->kind == TYPE_LIST &&
           (type_is_numeric(type->element) || type->element->kind == TYPE_POISON);
}

static bool is_int(const struct type *type) {
    return type->kind == TYPE_INT;
}

static bool is_time(const struct type *type) {
    return type->kind == TYPE_TIME;
}

static bool is_version(const struct type *type) {
    return type->kind == TYPE_VERSION;
}

static bool is_number(const struct type *type) {
    return type_is_numeric(type);
}

static bool is_text(const struct type *type) {
    return type_is_textual(type);
}

static bool is_version_text(const struct type *type) {
    return is_text(type) || is_version(type);
}

// The kinds that functions take, and what they are called in a sentence.
static const struct {
    const char *noun;
    bool (*fits)(const struct type *type);
} arguments[] = {
    [KIND_NUMBER] = {"a number", is_number},
    [KIND_TEXT] = {"a text", is_text},
    [KIND_INT] = {"a whole number", is_int},
    [KIND_TIME] = {"a time", is_time},
    [KIND_VERSION] = {"a version", is_version},
    [KIND_VERSION_TEXT] = {"a text", is_version_text},
    [KIND_NUMBERS] = {"a list of numbers", is_numbers},
    [KIND_VALUE] = {"a single value", is_value},
    [KIND_LIST] = {"a list of values", is_list},
};

bool function_takes(struct checker *c, const char *name, bool many, const struct type *type) {
    for (size_t i = 0; i < AGGREGATES; i++)
        if (strcmp(fold_text(aggregates[i]), name) == 0)
            return many && fold_takes(aggregates[i], type);
    if (strcmp(name, "known") == 0)
        return many || type->kind != TYPE_RECORD;
    if (!is_function(name))
        return false;
    const struct builtin_row *row = &builtin_rows[builtin_find(name, 1)];
    struct type given = many ? type_list(c, *type) : *type;
    return builtin_arguments(row) == 1 && arguments[row->arguments[0]].fits(&given);
}

static void cure_argument(struct checker *c, struct diagnostic *d, const struct node *node,
                          const struct node *argument, const struct expr *expr,
                          enum builtin_kind kind) {
    const char *name = node->name.text, *text = shown(c, argument);
    bool list = expr->type.kind == TYPE_LIST;
    if (expr->type.kind == TYPE_RECORD)
        cure(c, d, "say which field: %s.%s", text, example_field(expr->type.record));
    else if (list && strcmp(name, "length") == 0)
        cure_call(c, d, "count", argument, node->span);
    else if (list && strcmp(name, "contains") == 0 && node->count == 2)
        cure(c, d, "write %s in %s", shown(c, node->items[1]), text);
    else if (list && expr->type.element->kind == TYPE_RECORD)
        cure(c, d, "say which field: %s.%s", text, example_field(expr->type.element->record));
    else if (list && strcmp(name, "text") == 0)
        cure(c, d, "write join(%s, ', ')", text);
    else if (kind == KIND_VERSION && type_is_textual(&expr->type))
        cure(c, d, "write version(%s)", text);
    else if (list && kind == KIND_NUMBERS)
        cure(c, d, "sizes and spaces are lists of numbers of one dimension");
    else if (list)
        cure(c, d, "call it on each element: every x in %s has %s(x) ...", text, name);
}

static const struct expr *check_argument(struct checker *c, const struct scope *scope,
                                         const struct node *node, uint32_t index,
                                         enum builtin_kind kind) {
    const struct node *argument = node->items[index];
    const struct expr *expr = check_any(c, scope, argument);
    if (is_poison(expr) || arguments[kind].fits(&expr->type))
        return expr;
    struct diagnostic *d =
        mistake(c, CODE_WRONG_ARGUMENT, argument->span, "%s takes %s here, and %s is %s",
                node->name.text, arguments[kind].noun, shown(c, argument), noun(c, &expr->type));
    cure_argument(c, d, node, argument, expr, kind);
    return expr_poison(c, argument);
}

static void argument_count_mistake(struct checker *c, const struct scope *scope,
                                   const struct node *node, const struct builtin_row *row) {
    uint32_t count = builtin_arguments(row);
    struct text signature = {0};
    builtin_signature(&signature, row);
    cure(c,
         mistake(c, CODE_ARGUMENT_COUNT, node->span, "%s takes %u argument%s, not %u",
                 node->name.text, count, count == 1 ? "" : "s", node->count),
         "it is %s", text_data(&signature));
    text_clear(&signature);
    for (uint32_t i = 0; i < node->count; i++)
        if (node->items[i]->kind != NODE_EACH)
            check_any(c, scope, node->items[i]);
}

// The elements of two lists have to be comparable; a list in [ ] takes the other's type, and [ ]
// any.
static bool unify_lists(struct checker *c, const struct expr **a, const struct expr **b) {
    bool open = (*b)->type.kind == TYPE_LIST && (*b)->type.element->kind == TYPE_POISON;
    const struct expr *left = (*a)->kind == EXPR_ITEMS && !open ? fit(c, *a, &(*b)->type) : NULL;
    const struct expr *right = fit(c, *b, &(*a)->type);
    if (left != NULL)
        *a = left;
    else if (right != NULL)
        *b = right;
    const struct type *x = (*a)->type.kind == TYPE_LIST ? (*a)->type.element : &(*a)->type;
    const struct type *y = (*b)->type.kind == TYPE_LIST ? (*b)->type.element : &(*b)->type;
    bool meet =
        left != NULL || right != NULL || texts_meet(x, y) ||
        (type_is_numeric(x) && type_is_numeric(y) && dimension_equal(x->dimension, y->dimension));
    if (!meet)
        mismatch(c, *a, *b);
    return meet && !is_poison(*a) && !is_poison(*b);
}

// ---- literals ----

static bool is_offset(const char *text) {
    int minutes;
    return time_offset_parse(text, &minutes);
}

static bool is_network(const char *text) {
    struct address network;
    return network_parse(text, &network);
}

static bool is_address(const char *text) {
    struct address address;
    return address_parse(text, &address);
}

// Arguments of a form that texts written out are held to.
static const struct {
    enum builtin op;
    uint32_t argument;
    bool (*fits)(const char *text);
    const char *noun, *example;
} forms[] = {
    {BUILTIN_HOUR, 1, is_offset, "an offset from UTC", "write \"+01:00\", \"-05:30\" or \"Z\""},
    {BUILTIN_WEEKDAY, 1, is_offset, "an offset from UTC", "write \"+01:00\", \"-05:30\" or \"Z\""},
    {BUILTIN_IN_NETWORK, 0, is_address, "an IP address", "write \"10.0.0.5\" or \"fd00::5\""},
    {BUILTIN_IN_NETWORK, 1, is_network, "a network", "write \"10.0.0.0/8\" or \"fd00::/8\""},
};

static bool literals_are_good(struct checker *c, struct expr *expr) {
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (forms[i].op != expr->op)
            continue;
        const struct expr *item = expr->items[forms[i].argument];
        if (item->kind != EXPR_CONSTANT || forms[i].fits(item->text))
            continue;
        cure(c,
             mistake(c, CODE_WRONG_ARGUMENT, item->node->span, "%s is not %s", shown(c, item->node),
                     forms[i].noun),
             "%s", forms[i].example);
        return false;
    }
    if (expr->op != BUILTIN_CAPTURE || expr->items[1]->kind != EXPR_CONSTANT)
        return true;
    expr->pattern = literal_pattern(c, PATTERN_MATCHES, expr->items[1]);
    return expr->pattern != NULL;
}

static const struct expr *check_builtin(struct checker *c, const struct scope *scope,
                                        const struct node *node, enum builtin op) {
    const struct builtin_row *row = &builtin_rows[op];
    const enum builtin_kind *kinds = row->arguments;
    uint32_t count = builtin_arguments(row);
    if (node->count != count) {
        argument_count_mistake(c, scope, node, row);
        return expr_poison(c, node);
    }
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, count);
    bool poisoned = false;
    for (uint32_t i = 0; i < count; i++) {
        items[i] = check_argument(c, scope, node, i, kinds[i]);
        poisoned |= is_poison(items[i]);
    }
    bool lists =
        count == 2 && kinds[0] == kinds[1] && (kinds[0] == KIND_LIST || kinds[0] == KIND_NUMBERS);
    if (poisoned || (lists && !unify_lists(c, &items[0], &items[1])))
        return expr_poison(c, node);
    for (uint32_t i = 0; i < count; i++)
        items[i] = settle(c, items[i]);
    struct expr *expr = expr_new(c, EXPR_APPLY, node, result_of(c, row, items, count));
    expr->op = op;
    expr->items = items;
    expr->count = count;
    if (!literals_are_good(c, expr))
        return expr_poison(c, node);
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
    enum builtin op = builtin_find(name, node->count);
    return op == BUILTIN_UNIQUE ? check_unique(c, scope, node) : check_builtin(c, scope, node, op);
}

struct reached reach_call(struct checker *c, const struct scope *scope, const struct node *node) {
    struct define *define = define_find(c, node->name.text);
    scope_probe(c, scope, node->name.span);
    if (define != NULL)
        return reach_define(c, scope, node, define);
    if (is_function(node->name.text)) {
        struct reached r = reached_value(node, check_function(c, scope, node));
        r.whole = r.value->type.kind == TYPE_LIST;
        return r;
    }
    bool foreign = is_foreign_function(node->name.text); // its arguments have another meaning
    for (uint32_t i = 0; i < node->count && !foreign; i++)
        if (node->items[i]->kind != NODE_EACH)
            check_any(c, scope, node->items[i]);
    return reached_value(node, unknown_function(c, node));
}
