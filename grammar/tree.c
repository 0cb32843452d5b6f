// Constructors of expressions and types.
#include "grammar/tree_make.h"

#include <string.h>

static const char *const operator_texts[] = {
    [OP_OR] = "or",           [OP_AND] = "and",         [OP_EQUAL] = "==",
    [OP_UNEQUAL] = "!=",      [OP_LESS] = "<",          [OP_AT_MOST] = "<=",
    [OP_GREATER] = ">",       [OP_AT_LEAST] = ">=",     [OP_IN] = "in",
    [OP_NOT_IN] = "not in",   [OP_MATCHES] = "matches", [OP_LIKE] = "like",
    [OP_DEFAULT] = "default", [OP_ADD] = "+",           [OP_SUBTRACT] = "-",
    [OP_MULTIPLY] = "*",      [OP_DIVIDE] = "/",        [OP_MODULO] = "mod",
};

const char *operator_text(enum op op) {
    return operator_texts[op];
}

struct node *make_leaf(struct parser *p, enum node_kind kind, struct span span) {
    struct node *node = ARENA_NEW(p->parse->arena, struct node);
    node->kind = kind;
    node->span = span;
    node->depth = 1;
    return node;
}

struct node *make_bad(struct parser *p, struct span span) {
    return make_leaf(p, NODE_BAD, span);
}

// Takes the place of a node that would be too deep, reported where the limit is first passed: its
// depth, the limit, shows the nodes above that this was done.
static struct node *node_too_deep(struct parser *p, struct node *node, bool reported) {
    if (!reported)
        diagnostic_cure(p->parse->diagnostics,
                        diagnostic_error(p->parse->diagnostics, CODE_TOO_DEEP, node->span,
                                         "this expression is nested more than %d deep",
                                         TREE_DEPTH_LIMIT),
                        "give parts of it names with let or define");
    node->kind = NODE_BAD;
    node->depth = TREE_DEPTH_LIMIT;
    node->items = NULL;
    node->count = 0;
    return node;
}

static bool is_too_deep(const struct node *node) {
    return node->kind == NODE_BAD && node->depth == TREE_DEPTH_LIMIT;
}

// Gives a node its operands; some of them may be NULL.
static struct node *node_fill(struct parser *p, struct node *node, const struct node **items,
                              uint32_t count) {
    uint16_t depth = 0;
    bool reported = false;
    for (uint32_t i = 0; i < count; i++) {
        if (items[i] && items[i]->depth > depth)
            depth = items[i]->depth;
        reported |= items[i] && is_too_deep(items[i]);
    }
    node->items = items;
    node->count = count;
    node->depth = (uint16_t)(depth + 1);
    return node->depth > TREE_DEPTH_LIMIT ? node_too_deep(p, node, reported) : node;
}

static struct node *node_with(struct parser *p, struct node *node, const struct node *a,
                              const struct node *b, const struct node *c, uint32_t count) {
    const struct node **items = ARENA_ARRAY(p->parse->arena, const struct node *, count);
    const struct node *given[] = {a, b, c};
    memcpy(items, given, count * sizeof *items);
    return node_fill(p, node, items, count);
}

struct node *make_bool(struct parser *p, bool truth, struct span span) {
    struct node *node = make_leaf(p, NODE_BOOL, span);
    node->truth = truth;
    return node;
}

bool means_null(const char *name) {
    static const char *const words[] = {"null", "nil", "undefined"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], name) == 0)
            return true;
    return false;
}

void say_null(struct parser *p, struct span span, const char *name) {
    struct diagnostics *all = p->parse->diagnostics;
    diagnostic_cure(all,
                    diagnostic_error(all, CODE_NO_NULL, span,
                                     "there is no %s: what is absent is unknown", name),
                    "write known(VALUE), not known(VALUE) or VALUE default OTHER");
}

// NULL, Null and None were reported as words with capitals.
struct node *make_name(struct parser *p, struct name name) {
    const char *written = parser_text(p, name.span);
    bool lower = *written == *name.text;
    if (means_null(name.text) || (!lower && strcmp(name.text, "none") == 0)) {
        if (lower)
            say_null(p, name.span, name.text);
        return make_bad(p, name.span);
    }
    struct node *node = make_leaf(p, NODE_NAME, name.span);
    node->name = name;
    return node;
}

struct node *make_field(struct parser *p, struct node *operand, struct span field,
                        struct span span) {
    struct node *node = make_leaf(p, NODE_FIELD, span);
    node->name = make_word(p, field);
    return node_with(p, node, operand, NULL, NULL, 1);
}

struct node *make_index(struct parser *p, struct node *operand, struct node *key,
                        struct span span) {
    return node_with(p, make_leaf(p, NODE_INDEX, span), operand, key, NULL, 2);
}

struct node *make_call(struct parser *p, struct name name, struct nodes arguments,
                       struct span span) {
    struct node *node = make_leaf(p, NODE_CALL, span);
    node->name = name;
    return node_fill(p, node, arguments.items, arguments.count);
}

struct node *make_list(struct parser *p, struct nodes items, struct span span) {
    return node_fill(p, make_leaf(p, NODE_LIST, span), items.items, items.count);
}

struct node *make_unary(struct parser *p, enum node_kind kind, struct span word,
                        struct node *operand, struct span span) {
    struct node *node = make_leaf(p, kind, span);
    node->operator_span = word;
    return node_with(p, node, operand, NULL, NULL, 1);
}

struct node *make_binary(struct parser *p, enum op op, struct span word, struct node *left,
                         struct node *right, struct span span) {
    struct node *node = make_leaf(p, NODE_BINARY, span);
    node->op = op;
    node->operator_span = word;
    return node_with(p, node, left, right, NULL, 2);
}

struct node *make_if(struct parser *p, struct node *condition, struct node *then,
                     struct node *other, struct span span) {
    return node_with(p, make_leaf(p, NODE_IF, span), condition, then, other, 3);
}

struct node *make_quantifier(struct parser *p, enum quantifier quantifier, struct span word,
                             struct binder binder, struct node *body, struct span span) {
    struct node *node = make_leaf(p, NODE_QUANTIFIER, span);
    node->quantifier = quantifier;
    node->operator_span = word;
    node->name = binder.name;
    return node_with(p, node, binder.list, binder.where, body, 3);
}

struct node *make_where(struct parser *p, struct node *list, struct node *condition,
                        struct span word, struct span span) {
    struct node *node = make_leaf(p, NODE_WHERE, span);
    node->operator_span = word;
    return node_with(p, node, list, condition, NULL, 2);
}

struct node *make_each(struct parser *p, struct node *element, struct binder binder,
                       struct span word, struct span span) {
    struct node *node = make_leaf(p, NODE_EACH, span);
    node->operator_span = word;
    node->name = binder.name;
    return node_with(p, node, element, binder.list, binder.where, 3);
}

struct node *make_pieces(struct parser *p, struct nodes items, struct span span) {
    return node_fill(p, make_leaf(p, NODE_TEMPLATE, span), items.items, items.count);
}

// What a chain may mix: 1 for "<" and "<=", 2 for ">" and ">=", 3 for "=="; 0 does not chain.
static int chain_direction(enum op op) {
    static const int directions[] = {[OP_LESS] = 1,     [OP_AT_MOST] = 1, [OP_GREATER] = 2,
                                     [OP_AT_LEAST] = 2, [OP_EQUAL] = 3,   [OP_MODULO] = 0};
    return directions[op];
}

static bool is_power_of_two(uint32_t count) {
    return (count & (count - 1)) == 0;
}

// Makes a chain of a comparison, with the operators' room doubled at every power of two.
static struct node *chain_begin(struct parser *p, struct node *comparison) {
    enum op *operators = ARENA_ARRAY(p->parse->arena, enum op, 2);
    operators[0] = comparison->op;
    comparison->kind = NODE_CHAIN;
    comparison->operators = operators;
    return comparison;
}

static struct node *chain_add(struct parser *p, struct node *chain, enum op op, struct node *right,
                              struct span span) {
    struct arena *arena = p->parse->arena;
    uint32_t count = chain->count;
    if (is_power_of_two(count)) {
        enum op *operators = ARENA_ARRAY(arena, enum op, 2 * count);
        const struct node **items = ARENA_ARRAY(arena, const struct node *, 2 * count);
        memcpy(operators, chain->operators, (count - 1) * sizeof *operators);
        memcpy(items, chain->items, count * sizeof *items);
        chain->operators = operators;
        chain->items = items;
    }
    ((enum op *)chain->operators)[count - 1] = op;
    chain->items[count] = right;
    chain->count = count + 1;
    chain->span = span;
    if (right->depth >= chain->depth)
        chain->depth = (uint16_t)(right->depth + 1);
    return chain->depth > TREE_DEPTH_LIMIT ? node_too_deep(p, chain, is_too_deep(right)) : chain;
}

static void say_mixed_chain(struct parser *p, struct node *left, enum op op, struct span word) {
    enum op first = left->kind == NODE_CHAIN ? left->operators[0] : left->op;
    struct diagnostic *d =
        chain_direction(op) && chain_direction(first)
            ? diagnostic_error(p->parse->diagnostics, CODE_MIXED_CHAIN, word,
                               "a chain of comparisons runs one way, but %s follows %s",
                               operator_text(op), operator_text(first))
            : diagnostic_error(p->parse->diagnostics, CODE_MIXED_CHAIN, word,
                               "%s and %s do not make a chain of comparisons", operator_text(first),
                               operator_text(op));
    d->has_also = true;
    d->also = left->operator_span;
    diagnostic_cure(p->parse->diagnostics, d,
                    "join two comparisons with and, or put one of them in ( )");
}

struct node *make_comparison(struct parser *p, enum op op, struct span word, struct node *left,
                             struct node *right, struct span span) {
    bool follows = !left->parenthesised &&
                   (left->kind == NODE_CHAIN ||
                    (left->kind == NODE_BINARY && left->op >= OP_EQUAL && left->op <= OP_LIKE));
    if (!follows)
        return make_binary(p, op, word, left, right, span);
    enum op first = left->kind == NODE_CHAIN ? left->operators[0] : left->op;
    if (!chain_direction(op) || chain_direction(op) != chain_direction(first)) {
        say_mixed_chain(p, left, op, word);
        return make_bad(p, span);
    }
    struct node *chain = left->kind == NODE_CHAIN ? left : chain_begin(p, left);
    return chain_add(p, chain, op, right, span);
}

// The text of a node with the parentheses that it stood in.
static const char *node_text(struct parser *p, const struct node *node) {
    const char *text =
        sources_excerpt(diagnostics_sources(p->parse->diagnostics), node->span, p->parse->arena);
    return node->parenthesised ? arena_printf(p->parse->arena, "(%s)", text) : text;
}

static bool is_open_sum(const struct node *node) {
    return !node->parenthesised && node->kind == NODE_BINARY && node->op >= OP_ADD &&
           node->op <= OP_MODULO;
}

// a + b default c reads two ways: the error shows both.
static void say_default(struct parser *p, struct span word, const struct node *left,
                        const struct node *right) {
    struct diagnostics *all = p->parse->diagnostics;
    const struct node *sum = is_open_sum(left) ? left : right;
    const char *a = node_text(p, sum->items[0]), *b = node_text(p, sum->items[1]),
               *op = operator_text(sum->op);
    struct diagnostic *d = diagnostic_error(all, CODE_NEEDS_PARENTHESES, word,
                                            "default next to %s needs parentheses", op);
    d->has_also = true;
    d->also = sum->operator_span;
    if (sum == left)
        diagnostic_cure(all, d, "write (%s %s %s) default %s, or %s %s (%s default %s)", a, op, b,
                        node_text(p, right), a, op, b, node_text(p, right));
    else
        diagnostic_cure(all, d, "write %s default (%s %s %s), or (%s default %s) %s %s",
                        node_text(p, left), a, op, b, node_text(p, left), a, op, b);
}

struct node *make_default(struct parser *p, struct span word, struct node *left, struct node *right,
                          struct span span) {
    if (is_open_sum(left) || is_open_sum(right))
        say_default(p, word, left, right);
    return make_binary(p, OP_DEFAULT, word, left, right, span);
}

struct nodes add_node(struct parser *p, struct nodes list, struct node *node) {
    ARENA_PUSH(p->parse->arena, list.items, list.count, list.capacity) = node;
    return list;
}

struct texts add_text(struct parser *p, struct texts list, struct span string) {
    const char *text = make_string(p, string);
    ARENA_PUSH(p->parse->arena, list.items, list.count, list.capacity) = text;
    return list;
}

struct parameters add_parameter(struct parser *p, struct parameters list, struct name name,
                                const struct type_node *type) {
    declare_name(p, name, "parameter");
    ARENA_PUSH(p->parse->arena, list.items, list.count, list.capacity) =
        (struct parameter_node){name, type};
    return list;
}

struct parts add_purpose_part(struct parser *p, struct parts list, struct part_node part) {
    ARENA_PUSH(p->parse->arena, list.items, list.count, list.capacity) = part;
    return list;
}

static struct type_node *type_new(struct parser *p, struct span span) {
    struct type_node *type = ARENA_NEW(p->parse->arena, struct type_node);
    type->span = span;
    return type;
}

struct type_node *make_type(struct parser *p, struct name name) {
    struct type_node *type = type_new(p, name.span);
    type->kind = TYPE_NODE_NAME;
    type->name = name;
    return type;
}

struct type_node *make_list_type(struct parser *p, const struct type_node *element,
                                 struct span span) {
    struct type_node *type = type_new(p, span);
    type->kind = TYPE_NODE_LIST;
    type->element = element;
    return type;
}

struct type_node *make_choice_type(struct parser *p, struct texts choices, struct span span) {
    struct type_node *type = type_new(p, span);
    type->kind = TYPE_NODE_ONE_OF;
    type->choices = choices.items;
    type->choice_count = choices.count;
    return type;
}

struct type_node *make_bad_type(struct parser *p, struct span span) {
    struct type_node *type = type_new(p, span);
    type->kind = TYPE_NODE_BAD;
    return type;
}
