// Operators: logic, comparisons and chains, arithmetic with dimensions.
#include <string.h>

#include "base/version.h"
#include "check/check_expr.h"
#include "check/check_make.h"
#include "check/check_message.h"

// ---- comparisons ----

static const enum builtin comparison_rows[] = {
    [OP_EQUAL] = BUILTIN_EQUAL,     [OP_UNEQUAL] = BUILTIN_UNEQUAL,
    [OP_LESS] = BUILTIN_LESS,       [OP_AT_MOST] = BUILTIN_AT_MOST,
    [OP_GREATER] = BUILTIN_GREATER, [OP_AT_LEAST] = BUILTIN_AT_LEAST,
};

static const struct expr *compare_bools(struct checker *c, const struct node *node,
                                        const struct expr *a) {
    cure(c,
         mistake(c, CODE_NO_ORDER, node->operator_span, "%s is true or false, which has no order",
                 shown(c, a->node)),
         "compare with == or !=");
    return expr_poison(c, node);
}

static const struct expr *compare_records(struct checker *c, const struct node *node,
                                          const struct expr *a, const struct expr *b) {
    const struct expr *record = a->type.kind == TYPE_RECORD ? a : b;
    struct diagnostic *d = mistake(c, CODE_RECORD_NOT_VALUE, record->node->span,
                                   "%s is %s, and records are not compared", shown(c, record->node),
                                   noun(c, &record->type));
    cure(c, d, "compare their fields: %s.%s %s ...", shown(c, record->node),
         example_field(record->type.record), operator_text(node->op));
    return expr_poison(c, node);
}

// A text written out that is a number or a version: "9.0" comes before "10.0", and "10.0" before
// "9.0" as a text.
static bool looks_numeric(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT && type_is_textual(&expr->type) &&
           version_valid(expr->text, strlen(expr->text));
}

static const struct expr *order_texts(struct checker *c, const struct node *node, enum op op,
                                      const struct expr *a, const struct expr *b) {
    const struct expr *text = looks_numeric(a) ? b : a;
    const char *call = arena_printf(c->arena, "version(%s)", shown(c, text->node));
    struct diagnostic *d = mistake(c, CODE_TEXT_ORDER, node->operator_span,
                                   "%s is a text, and texts are ordered letter by letter: "
                                   "\"10\" comes before \"9\"",
                                   shown(c, text->node));
    cure(c, d, "write %s %s %s", text == a ? call : shown(c, a->node), operator_text(op),
         text == a ? shown(c, b->node) : call);
    return expr_poison(c, node);
}

const struct expr *check_comparison(struct checker *c, const struct node *node, enum op op,
                                    const struct expr *a, const struct expr *b) {
    if (is_poison(a) || is_poison(b))
        return expr_poison(c, node);
    if (a->type.kind == TYPE_RECORD || b->type.kind == TYPE_RECORD)
        return compare_records(c, node, a, b);
    if (!unify(c, &a, &b))
        return expr_poison(c, node);
    bool order = op != OP_EQUAL && op != OP_UNEQUAL;
    if (a->type.kind == TYPE_BOOL && order)
        return compare_bools(c, node, a);
    if (order && (looks_numeric(a) || looks_numeric(b)))
        return order_texts(c, node, op, a, b);
    return expr_apply(c, comparison_rows[op], node, type_of(TYPE_BOOL), a, b);
}

// Lists have no ==; if both sides are, same_elements is meant.
static const struct expr *compare(struct checker *c, const struct scope *scope,
                                  const struct node *node) {
    struct reached a = check_reached(c, scope, node->items[0]);
    struct reached b = check_reached(c, scope, node->items[1]);
    if (reached_many(&a) && reached_many(&b)) {
        cure(c,
             mistake(c, CODE_WRONG_OPERAND, node->operator_span, "lists are not compared with %s",
                     operator_text(node->op)),
             "write same_elements(%s, %s), or compare counts", shown(c, node->items[0]),
             shown(c, node->items[1]));
        return expr_poison(c, node);
    }
    if (reached_many(&a) || reached_many(&b)) {
        const struct reached *list = reached_many(&a) ? &a : &b;
        if (!is_poison(list->value))
            list_mistake(c, scope, list);
        return expr_poison(c, node);
    }
    return check_comparison(c, node, node->op, a.value, b.value);
}

// ---- chains ----

const struct expr **chain_operands(struct checker *c, const struct scope *scope,
                                   const struct node *node) {
    const struct expr **operands = ARENA_ARRAY(c->arena, const struct expr *, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        operands[i] = check_one(c, scope, node->items[i]);
    return operands;
}

const struct node *chain_link(struct checker *c, const struct node *node, uint32_t index) {
    const struct node **items = ARENA_ARRAY(c->arena, const struct node *, 2);
    items[0] = node->items[index];
    items[1] = node->items[index + 1];
    struct node *link = ARENA_NEW(c->arena, struct node);
    link->kind = NODE_BINARY;
    link->op = node->operators[index];
    link->span = span_join(outer_span(c, items[0]), outer_span(c, items[1]));
    link->operator_span = link->span;
    link->depth = node->depth;
    link->items = items;
    link->count = 2;
    return link;
}

const struct expr *check_chain(struct checker *c, const struct scope *scope,
                               const struct node *node) {
    const struct expr **operands = chain_operands(c, scope, node), *all = NULL;
    for (uint32_t i = 0; i + 1 < node->count; i++) {
        const struct node *link = chain_link(c, node, i);
        const struct expr *one = check_comparison(c, link, link->op, operands[i], operands[i + 1]);
        all = expr_and(c, all, one);
    }
    return is_poison(all) ? expr_poison(c, node) : expr_at(c, all, node);
}

// ---- arithmetic ----

static bool is_duration(const struct type *type) {
    return type->kind == TYPE_NUMBER && dimension_equal(type->dimension, DIMENSION_DURATION);
}

static struct type number_type(struct dimension dimension) {
    return (struct type){.kind = TYPE_NUMBER, .dimension = dimension};
}

static struct type wider(const struct expr *a, const struct expr *b) {
    return a->type.kind == TYPE_INT ? b->type : a->type;
}

static const struct expr *apply_mistake(struct checker *c, const struct node *node, enum op op,
                                        const struct expr *a, const struct expr *b) {
    struct diagnostic *d = mistake(c, CODE_WRONG_OPERAND, node->operator_span,
                                   "%s is %s and %s is %s: %s does not "
                                   "work on them",
                                   shown(c, a->node), noun(c, &a->type), shown(c, b->node),
                                   noun(c, &b->type), operator_text(op));
    bool text = type_is_textual(&a->type) || type_is_textual(&b->type);
    if (op == OP_ADD && text)
        cure(c, d, "+ joins two texts; a message may hold values: \"... {%s} ...\"",
             shown(c, type_is_textual(&a->type) ? b->node : a->node));
    return expr_poison(c, node);
}

static const struct expr *shift_time(struct checker *c, const struct node *node, enum op op,
                                     const struct expr *time, const struct expr *duration) {
    enum builtin row = op == OP_ADD ? BUILTIN_TIME_ADD : BUILTIN_TIME_SUBTRACT;
    struct type wanted = number_type(DIMENSION_DURATION);
    duration = fit_or_report(c, duration, &wanted, "what is added to a time");
    if (is_poison(duration))
        return expr_poison(c, node);
    return expr_apply(c, row, node, type_of(TYPE_TIME), time, duration);
}

// Sums and differences with a time in them; NULL where there is none.
static const struct expr *time_arithmetic(struct checker *c, const struct node *node, enum op op,
                                          const struct expr *a, const struct expr *b) {
    bool left = a->type.kind == TYPE_TIME, right = b->type.kind == TYPE_TIME;
    if (left && right && op == OP_SUBTRACT)
        return expr_apply(c, BUILTIN_TIME_DIFFERENCE, node, number_type(DIMENSION_DURATION), a, b);
    if (left && type_is_numeric(&b->type))
        return shift_time(c, node, op, a, b);
    if (right && op == OP_ADD && is_duration(&a->type))
        return shift_time(c, node, op, b, a);
    return NULL;
}

static const struct expr *check_sum(struct checker *c, const struct node *node, enum op op,
                                    const struct expr *a, const struct expr *b) {
    const struct expr *time = time_arithmetic(c, node, op, a, b);
    if (time != NULL)
        return time;
    if (op == OP_ADD && type_is_textual(&a->type) && type_is_textual(&b->type))
        return expr_apply(c, BUILTIN_CONCAT, node, type_of(TYPE_TEXT), a, b);
    if (!type_is_numeric(&a->type) || !type_is_numeric(&b->type))
        return apply_mistake(c, node, op, a, b);
    if (!unify(c, &a, &b))
        return expr_poison(c, node);
    enum builtin row = op == OP_ADD ? BUILTIN_ADD : BUILTIN_SUBTRACT;
    return expr_apply(c, row, node, wider(a, b), a, b);
}

enum { DIMENSION_LIMIT = 8 };

// The dimension of a product (sign 1) or a quotient (sign -1).
static bool combine(struct dimension a, struct dimension b, int sign, struct dimension *out) {
    int information = a.information + sign * b.information, time = a.time + sign * b.time;
    if (information < -DIMENSION_LIMIT || information > DIMENSION_LIMIT ||
        time < -DIMENSION_LIMIT || time > DIMENSION_LIMIT)
        return false;
    *out = (struct dimension){(int8_t)information, (int8_t)time};
    return true;
}

static const struct expr *check_product(struct checker *c, const struct node *node, enum op op,
                                        const struct expr *a, const struct expr *b) {
    if (!type_is_numeric(&a->type) || !type_is_numeric(&b->type))
        return apply_mistake(c, node, op, a, b);
    bool product = op == OP_MULTIPLY;
    struct dimension dimension;
    if (!combine(a->type.dimension, b->type.dimension, product ? 1 : -1, &dimension)) {
        mistake(c, CODE_DIMENSION_RANGE, node->operator_span,
                "the dimension of this result is out of range (exponents up to 8)");
        return expr_poison(c, node);
    }
    bool whole = product && a->type.kind == TYPE_INT && b->type.kind == TYPE_INT;
    return expr_apply(c, product ? BUILTIN_MULTIPLY : BUILTIN_DIVIDE, node,
                      whole ? type_of(TYPE_INT) : number_type(dimension), a, b);
}

static const struct expr *check_modulo(struct checker *c, const struct node *node,
                                       const struct expr *a, const struct expr *b) {
    if (!type_is_numeric(&a->type) || !type_is_numeric(&b->type))
        return apply_mistake(c, node, OP_MODULO, a, b);
    if (!unify(c, &a, &b))
        return expr_poison(c, node);
    return expr_apply(c, BUILTIN_MODULO, node, wider(a, b), a, b);
}

static const struct expr *check_arithmetic(struct checker *c, const struct node *node, enum op op,
                                           const struct expr *a, const struct expr *b) {
    if (is_poison(a) || is_poison(b))
        return expr_poison(c, node);
    if (op == OP_ADD || op == OP_SUBTRACT)
        return check_sum(c, node, op, a, b);
    return op == OP_MODULO ? check_modulo(c, node, a, b) : check_product(c, node, op, a, b);
}

const struct expr *check_negate(struct checker *c, const struct scope *scope,
                                const struct node *node) {
    const struct expr *operand = check_one(c, scope, node->items[0]);
    if (is_poison(operand))
        return expr_poison(c, node);
    if (!type_is_numeric(&operand->type)) {
        mistake(c, CODE_WRONG_OPERAND, node->span, "%s is %s: - does not work on it",
                shown(c, operand->node), noun(c, &operand->type));
        return expr_poison(c, node);
    }
    struct expr *negated = expr_at(c, operand, node);
    int64_t least;
    if (operand->kind == EXPR_CONSTANT && decimal_negate(operand->number, &negated->number)) {
        bool plain = dimension_equal(negated->type.dimension, DIMENSION_NONE),
             whole = decimal_to_int(negated->number, &least);
        if (plain && whole)
            negated->type.kind = TYPE_INT; // -9223372036854775808, whose digits alone are too many
        if (whole || operand->type.kind != TYPE_INT)
            return negated;
    }
    return expr_apply(c, BUILTIN_NEGATE, node, operand->type, operand, NULL);
}

// ---- and, or ----

static const struct expr *check_logic(struct checker *c, const struct scope *scope,
                                      const struct node *node) {
    const struct expr *a = check_bool(c, scope, node->items[0]);
    const struct expr *b = check_bool(c, scope, node->items[1]);
    if (is_poison(a) || is_poison(b))
        return expr_poison(c, node);
    enum builtin op = node->op == OP_AND ? BUILTIN_AND : BUILTIN_OR;
    return expr_apply(c, op, node, type_of(TYPE_BOOL), a, b);
}

const struct expr *check_binary(struct checker *c, const struct scope *scope,
                                const struct node *node) {
    const struct expr *a, *b;
    switch (node->op) {
    case OP_OR:
    case OP_AND:
        return check_logic(c, scope, node);
    case OP_EQUAL:
    case OP_UNEQUAL:
    case OP_LESS:
    case OP_AT_MOST:
    case OP_GREATER:
    case OP_AT_LEAST:
        return compare(c, scope, node);
    case OP_IN:
    case OP_NOT_IN:
        return check_in(c, scope, node);
    case OP_MATCHES:
    case OP_LIKE:
        return check_pattern(c, scope, node);
    case OP_DEFAULT:
        return check_default_value(c, scope, node);
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
    case OP_MODULO:
        break;
    }
    a = check_one(c, scope, node->items[0]);
    b = check_one(c, scope, node->items[1]);
    return check_arithmetic(c, node, node->op, a, b);
}
