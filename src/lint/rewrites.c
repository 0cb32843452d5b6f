// Expressions that can be written with less.
#include <string.h>

#include "lint/rules.h"
#include "lint/same.h"

static const char *joined(const struct lint *lint, const struct node *a, const char *op,
                          const struct node *b) {
    return arena_printf(lint->arena, "%s %s %s", lint_operand(lint, a), op, lint_operand(lint, b));
}

// ---- not ----

// The operator that says the opposite, or NULL.
static const char *opposite(enum op op) {
    static const struct {
        enum op op;
        const char *text;
    } pairs[] = {{OP_EQUAL, "!="},   {OP_UNEQUAL, "=="}, {OP_LESS, ">="},   {OP_AT_MOST, ">"},
                 {OP_GREATER, "<="}, {OP_AT_LEAST, "<"}, {OP_IN, "not in"}, {OP_NOT_IN, "in"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i].op == op)
            return pairs[i].text;
    return NULL;
}

void lint_negated_comparison(struct lint *lint, const struct node *node) {
    if (node->kind != NODE_NOT || node->items[0]->kind != NODE_BINARY)
        return;
    const struct node *inner = node->items[0];
    const char *op = opposite(inner->op);
    if (op == NULL)
        return;
    struct diagnostic *found =
        lint_say(lint, node->span, "not before %s is %s", operator_text(inner->op), op);
    lint_replace(lint, found, node->span, joined(lint, inner->items[0], op, inner->items[1]));
}

void lint_double_negation(struct lint *lint, const struct node *node) {
    if (node->kind != NODE_NOT || node->items[0]->kind != NODE_NOT)
        return;
    struct diagnostic *found = lint_say(lint, node->span, "not twice is not at all");
    lint_replace(lint, found, node->span, lint_operand(lint, node->items[0]->items[0]));
}

// ---- true and false ----

static bool is_bool(const struct node *node, bool truth) {
    return node->kind == NODE_BOOL && node->truth == truth;
}

static const char *itself_or_not(const struct lint *lint, const struct node *node, bool itself) {
    const char *operand = lint_operand(lint, node);
    return itself ? operand : arena_printf(lint->arena, "not %s", operand);
}

void lint_compared_with_bool(struct lint *lint, const struct node *node) {
    bool equal = node->kind == NODE_BINARY && node->op == OP_EQUAL;
    if (!equal && !(node->kind == NODE_BINARY && node->op == OP_UNEQUAL))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        const struct node *constant = node->items[i], *other = node->items[1 - i];
        if (constant->kind != NODE_BOOL || other->kind == NODE_BOOL)
            continue;
        struct diagnostic *found = lint_say(lint, node->span, "a condition is compared with %s",
                                            constant->truth ? "true" : "false");
        lint_replace(lint, found, node->span, itself_or_not(lint, other, constant->truth == equal));
        return;
    }
}

void lint_if_for_bool(struct lint *lint, const struct node *node) {
    if (node->kind != NODE_IF)
        return;
    bool same = is_bool(node->items[1], true) && is_bool(node->items[2], false);
    bool turned = is_bool(node->items[1], false) && is_bool(node->items[2], true);
    if (!same && !turned)
        return;
    struct diagnostic *found = lint_say(lint, node->span, "this if is %s",
                                        same ? "its condition" : "its condition, negated");
    lint_replace(lint, found, node->span, itself_or_not(lint, node->items[0], same));
}

// ---- lists ----

// Bounds of what is known in part decide an equality, and no search.
void lint_single_element(struct lint *lint, const struct expr *expr) {
    const struct node *node = expr->node;
    if (!expr_applies(expr, BUILTIN_IN) || node->kind != NODE_BINARY ||
        node->items[1]->kind != NODE_LIST || node->items[1]->count != 1)
        return;
    const char *op = node->op == OP_IN ? "==" : "!=";
    struct diagnostic *found = lint_say(lint, node->span, "a list of one element is searched");
    if (expr->has_fold)
        lint_cure(lint, found, "write %s: it may be known where only some elements are", op);
    else
        lint_replace(lint, found, node->span,
                     joined(lint, node->items[0], op, node->items[1]->items[0]));
}

static bool is_literal(const struct node *node) {
    return node->kind == NODE_TEXT || node->kind == NODE_NUMBER || node->kind == NODE_QUANTITY;
}

static struct number_key literal_key(const struct node *node) {
    if (node->kind == NODE_TEXT)
        return (struct number_key){{NODE_TEXT, key_pointer(node->text)}};
    return key_of_decimal(node->kind, 0, node->number);
}

// `cured`: nothing but whether an element is there is asked of the list. Spans are without the
// parentheses that an element may stand in.
static void look_for_repeats(struct lint *lint, const struct node *list, bool cured) {
    struct numbered seen = {.arena = lint->arena};
    for (uint32_t i = 0; i < list->count; i++) {
        const struct node *item = list->items[i], *before = i > 0 ? list->items[i - 1] : NULL;
        if (!is_literal(item) || numbered_is_new(&seen, literal_key(item)))
            continue;
        struct diagnostic *found =
            lint_say(lint, item->span, "%s is in this list already", lint_shown(lint, item));
        if (cured && !item->parenthesised && !before->parenthesised)
            lint_replace(lint, found, (struct span){before->span.end, item->span.end}, "");
        else
            lint_cure(lint, found, "leave it out");
    }
}

// Numbers may be there twice, to be added up, counted or packed; how often a text is there may
// matter as well, so that it stays.
void lint_repeated_element(struct lint *lint, const struct node *node) {
    bool searched = node->kind == NODE_BINARY && (node->op == OP_IN || node->op == OP_NOT_IN);
    if (searched && node->items[1]->kind == NODE_LIST)
        look_for_repeats(lint, node->items[1], true);
    else if (node->kind == NODE_LIST && node->count > 0 && node->items[0]->kind == NODE_TEXT)
        look_for_repeats(lint, node, false);
}

// ---- arithmetic ----

static bool is_number(const struct node *node, int64_t value) {
    return (node->kind == NODE_NUMBER || node->kind == NODE_QUANTITY) &&
           decimal_compare(node->number, decimal_from_int(value)) == 0;
}

void lint_idle_arithmetic(struct lint *lint, const struct node *node) {
    if (node->kind != NODE_BINARY)
        return;
    const struct node *a = node->items[0], *b = node->items[1], *left = NULL;
    bool sum = node->op == OP_ADD, product = node->op == OP_MULTIPLY;
    bool unit = a->kind == NODE_NUMBER && b->kind == NODE_QUANTITY; // which says what a 0 is
    if (((sum || node->op == OP_SUBTRACT) && is_number(b, 0) && !unit) ||
        (product && b->kind == NODE_NUMBER && is_number(b, 1)))
        left = a;
    else if ((sum && is_number(a, 0)) || (product && a->kind == NODE_NUMBER && is_number(a, 1)))
        left = b;
    if (left == NULL)
        return;
    struct diagnostic *found =
        lint_say(lint, node->span, "%s is %s", lint_shown(lint, node), lint_shown(lint, left));
    lint_replace(lint, found, node->span, lint_operand(lint, left));
}

// ---- chains ----

static bool ascends(enum op op) {
    return op == OP_LESS || op == OP_AT_MOST;
}

static bool descends(enum op op) {
    return op == OP_GREATER || op == OP_AT_LEAST;
}

static bool same_text(const struct lint *lint, const struct node *a, const struct node *b) {
    const struct sources *sources = lint->file->sources;
    return strcmp(sources_excerpt(sources, a->span, lint->arena),
                  sources_excerpt(sources, b->span, lint->arena)) == 0;
}

// a <= x and x <= b
void lint_split_chain(struct lint *lint, const struct node *node) {
    if (node->kind != NODE_BINARY || node->op != OP_AND)
        return;
    const struct node *a = node->items[0], *b = node->items[1];
    if (a->kind != NODE_BINARY || b->kind != NODE_BINARY)
        return;
    bool one_way = (ascends(a->op) && ascends(b->op)) || (descends(a->op) && descends(b->op));
    if (!one_way || !same_text(lint, a->items[1], b->items[0]))
        return;
    struct diagnostic *found = lint_say(lint, node->span, "this is a chain of comparisons");
    lint_replace(lint, found, node->span,
                 arena_printf(lint->arena, "%s %s %s %s %s", lint_operand(lint, a->items[0]),
                              operator_text(a->op), lint_operand(lint, a->items[1]),
                              operator_text(b->op), lint_operand(lint, b->items[1])));
}
