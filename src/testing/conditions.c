// The conditions of a rule: what is true, false or unknown in it and may decide.
#include "testing/conditions.h"

struct looking {
    struct frame_values *frame;
    bool *seen;
    struct arena *arena;
    struct conditions *out;
};

// `decides`: the expression stands where a condition stands.
static void look(const struct looking *l, const struct expr *expr, bool decides);

static bool is_apply(const struct expr *expr, enum builtin op) {
    return expr->kind == EXPR_APPLY && expr->op == op;
}

static bool is_logic(const struct expr *expr) {
    return is_apply(expr, BUILTIN_AND) || is_apply(expr, BUILTIN_OR) || is_apply(expr, BUILTIN_NOT);
}

// `not in` is written as one operator.
static bool is_not_in(const struct expr *expr) {
    return is_apply(expr, BUILTIN_NOT) && expr->items[0]->node == expr->node;
}

static bool is_comparison(const struct expr *expr) {
    return expr->kind == EXPR_APPLY && builtin_rows[expr->op].form == FORM_INFIX && !is_logic(expr);
}

// The where of a list that a define gives and the one after it are one, and nowhere written.
static bool is_joined(const struct expr *expr) {
    return is_apply(expr, BUILTIN_AND) && expr->items[1]->node == expr->node;
}

static bool is_condition(const struct expr *expr, bool decides) {
    if (expr->type.kind != TYPE_BOOL || expr->kind == EXPR_CONSTANT || is_joined(expr))
        return false;
    if (is_not_in(expr) || is_comparison(expr))
        return true;
    return decides && !is_apply(expr, BUILTIN_NOT) && expr->kind != EXPR_IF;
}

static void look_items(const struct looking *l, const struct expr *expr, bool decides) {
    for (uint32_t i = 0; i < expr->count; i++)
        look(l, expr->items[i], decides);
}

// Of a and b and c, the operands are a, b and c.
static void look_logic(const struct looking *l, const struct expr *expr) {
    for (uint32_t i = 0; i < expr->count; i++)
        look(l, expr->items[i],
             is_joined(expr) || !is_apply(expr->items[i], expr->op) || expr->op == BUILTIN_NOT);
}

static void look_loop(const struct looking *l, const struct loop *loop) {
    if (loop->space == NULL)
        look(l, loop->values, false);
    else
        look(l, loop->parent, false);
    frame_begin_loop(l->frame, loop);
    if (loop->guard != NULL)
        look(l, loop->guard, true);
    for (uint32_t i = 0; i < loop->let_count; i++)
        look(l, loop->lets[i].value, false);
}

static void look_sequence(const struct looking *l, const struct sequence *sequence, bool decides) {
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        look_loop(l, &sequence->loops[i]);
    look(l, sequence->element, decides);
}

static bool is_quantifier(const struct expr *expr) {
    return expr->kind == EXPR_FOLD &&
           (expr->fold == FOLD_EVERY || expr->fold == FOLD_SOME || expr->fold == FOLD_NO);
}

static void look_body(const struct looking *l, const struct expr *call, bool decides) {
    struct frame_values frame = frame_of_call(l->frame, call);
    struct looking inner = *l;
    inner.frame = &frame;
    look(&inner, call->function->body, decides && is_logic(call->function->body));
}

static void look_parts(const struct looking *l, const struct expr *expr, bool decides) {
    if (is_not_in(expr)) {
        look_items(l, expr->items[0], false);
    } else if (is_logic(expr)) {
        look_logic(l, expr);
    } else if (expr->kind == EXPR_IF) {
        look(l, expr->items[0], true);
        look(l, expr->items[1], decides);
        look(l, expr->items[2], decides);
    } else {
        look_items(l, expr, false);
    }
    if (expr->kind == EXPR_CALL)
        look_body(l, expr, decides);
    if (expr->sequence != NULL)
        look_sequence(l, expr->sequence, is_quantifier(expr));
}

static void look(const struct looking *l, const struct expr *expr, bool decides) {
    if (l->seen[expr->id])
        return;
    l->seen[expr->id] = true;
    if (is_condition(expr, decides))
        ARENA_PUSH(l->arena, l->out->items, l->out->count, l->out->room) =
            (struct condition){expr, is_certain(l->frame, expr)};
    look_parts(l, expr, decides);
}

// Of the outermost quantifiers of a requirement, the elements are subjects of the rule: what they
// come to is its verdict (struct requirement_state).
static void look_requirement(const struct looking *l, const struct expr *condition) {
    bool every = condition->kind == EXPR_FOLD && condition->fold == FOLD_EVERY;
    bool no = condition->kind == EXPR_FOLD && condition->fold == FOLD_NO;
    if (!every && !no) {
        look(l, condition, true);
        return;
    }
    for (uint32_t i = 0; i < condition->sequence->loop_count; i++)
        look_loop(l, &condition->sequence->loops[i]);
    if (every)
        look_requirement(l, condition->sequence->element);
    else
        look(l, condition->sequence->element, true);
}

void conditions_of_rule(const struct rule *rule, bool *seen, struct arena *arena,
                        struct conditions *out) {
    struct frame_values frame = frame_of_rule(rule);
    struct looking l = {&frame, seen, arena, out};
    if (rule->when != NULL)
        look(&l, rule->when, true);
    for (uint32_t i = 0; i < rule->let_count; i++)
        look(&l, rule->lets[i].value, false);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        look_loop(&l, &rule->loops[i]);
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        look_requirement(&l, rule->requirements[i].condition);
}
