// Rules that pass, or do not apply, where a fact is missing.
#include "lint/rules.h"
#include "lint/same.h"

// A define names what a fact is to mean where it is missing; what a rule itself says is another
// matter.
static bool is_asked(const struct lint *lint) {
    return lint->rule != NULL && lint->sense != SENSE_NONE;
}

// ---- default ----

static const struct expr *default_in(const struct expr *expr) {
    if (expr->kind == EXPR_DEFAULT)
        return expr;
    for (uint32_t i = 0; expr->kind == EXPR_APPLY && i < expr->count; i++) {
        const struct expr *found = default_in(expr->items[i]);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static bool is_connective(const struct expr *expr) {
    return expr_applies(expr, BUILTIN_AND) || expr_applies(expr, BUILTIN_OR) ||
           expr_applies(expr, BUILTIN_NOT);
}

// What is missing on both sides is meant to be the same.
static bool matches_defaults(const struct expr *expr) {
    return expr->kind == EXPR_APPLY && expr->count == 2 && default_in(expr->items[0]) != NULL &&
           default_in(expr->items[1]) != NULL;
}

// Whether a condition is that which lets a rule hold, or not apply, where what has a default is
// missing, and only there.
static bool lets_pass(const struct lint *lint, const struct expr *expr) {
    const struct assumed known = {lint->file->policy, false}, missing = {lint->file->policy, true};
    enum settled passes = lint->sense == SENSE_HOLDS ? SETTLED_TRUE : SETTLED_FALSE;
    return expr_settled(expr, &missing) == passes && expr_settled(expr, &known) == SETTLED_NOT;
}

void lint_default_passes(struct lint *lint, const struct expr *expr) {
    if (!is_asked(lint) || expr->type.kind != TYPE_BOOL || is_connective(expr) ||
        default_in(expr) == NULL || matches_defaults(expr) || !lets_pass(lint, expr))
        return;
    const struct expr *value = default_in(expr);
    while (value->items[0]->kind == EXPR_DEFAULT)
        value = value->items[0];
    struct diagnostic *found = lint_say(
        lint, value->node->span, "where %s is missing, %s", lint_shown(lint, value->items[0]->node),
        lint->sense == SENSE_HOLDS ? "this holds" : "nothing is asked");
    lint_cure(
        lint, found,
        "leave the default out, so that the rule is unknown, or say why that is as it should be");
}

// ---- known ----

// Whether something is known; not whether people planned it, who leave out what stays as it is.
static bool asks_known(const struct expr *expr) {
    if (expr->kind == EXPR_KNOWN) {
        const struct expr *value = expr->items[0];
        return value->kind != EXPR_COLUMN || !value->column->field->plan;
    }
    return expr->kind == EXPR_FOLD && expr->fold == FOLD_KNOWN;
}

// if known(x) then … else true
static bool excuses_by_if(const struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_IF)
        return false;
    const struct expr *condition = expr->items[0];
    bool negated = expr_applies(condition, BUILTIN_NOT);
    if (negated)
        condition = condition->items[0];
    return asks_known(condition) &&
           expr_is_bool(expr->items[negated ? 1 : 2], lint->sense == SENSE_HOLDS);
}

// A requirement that is nothing but this asks for what is missing.
static bool is_demanded(const struct lint *lint, const struct expr *expr) {
    for (uint32_t i = 0; i < lint->rule->requirement_count; i++) {
        const struct expr *condition = lint->rule->requirements[i].condition;
        while (expr_applies(condition, BUILTIN_NOT))
            condition = condition->items[0];
        if (condition == expr)
            return true;
    }
    return false;
}

void lint_known_excuses(struct lint *lint, const struct expr *expr) {
    bool excuses = asks_known(expr) && lint->sense == SENSE_FAILS;
    if (!is_asked(lint) || !(excuses ? !is_demanded(lint, expr) : excuses_by_if(lint, expr)))
        return;
    const struct expr *known = expr->kind == EXPR_IF ? expr->items[0] : expr;
    struct diagnostic *found =
        lint_say(lint, known->node->span, "where %s is false, nothing is asked",
                 lint_shown(lint, known->node));
    lint_cure(lint, found,
              "leave it out, so that the rule is unknown, or say why that is as it should be");
}

// ---- ages ----

// A comparison that has the age, or the time, as the lesser of its sides.
struct age {
    const struct expr *lesser, *greater;
};

static struct age sides_of(const struct expr *expr) {
    bool swapped = expr->op == BUILTIN_GREATER || expr->op == BUILTIN_AT_LEAST;
    return (struct age){expr->items[swapped ? 1 : 0], expr->items[swapped ? 0 : 1]};
}

static bool is_order(const struct expr *expr) {
    return expr->kind == EXPR_APPLY && op_is_order(expr->op);
}

// now - TIME
static bool is_age(const struct expr *expr) {
    return expr_applies(expr, BUILTIN_TIME_DIFFERENCE) && expr->items[0]->kind == EXPR_NOW;
}

// Looks for a comparison that bounds the age from below: 0 s <= now - TIME in the same rule, or
// TIME <= now of the same fact in any.
struct bound {
    const struct expr *age;
    bool here; // in the rule or define of the age
    bool found;
};

static bool is_same_fact(const struct expr *a, const struct expr *b) {
    return a->kind == EXPR_COLUMN && b->kind == EXPR_COLUMN && a->column->field == b->column->field;
}

static bool bounds_age(const struct bound *bound, const struct expr *expr) {
    const struct age sides = sides_of(expr);
    const struct expr *time = bound->age->items[1];
    if (sides.greater->kind == EXPR_NOW)
        return expr_same(sides.lesser, time) || is_same_fact(sides.lesser, time);
    return bound->here && expr_same(sides.greater, bound->age);
}

static void look_for_bound(void *state, const struct expr *expr) {
    struct bound *bound = state;
    bound->found = bound->found || (is_order(expr) && bounds_age(bound, expr));
    if (!bound->found)
        expr_each_child(expr, look_for_bound, bound);
}

static bool has_bound(const struct lint *lint, const struct expr *age) {
    struct bound bound = {.age = age};
    const struct policy *policy = lint->file->policy;
    bound.here = true;
    if (lint->rule != NULL)
        rule_each_expr(lint->rule, look_for_bound, &bound);
    if (lint->function != NULL)
        look_for_bound(&bound, lint->function->body);
    bound.here = false;
    for (uint32_t i = 0; i < policy->rule_count && !bound.found; i++)
        rule_each_expr(&policy->rules[i], look_for_bound, &bound);
    return bound.found;
}

void lint_no_lower_bound(struct lint *lint, const struct expr *expr) {
    if (!is_order(expr) || lint->sense == SENSE_FAILS)
        return;
    struct age sides = sides_of(expr);
    if (!is_age(sides.lesser) || has_bound(lint, sides.lesser))
        return;
    const struct node *age = sides.lesser->node;
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "%s is negative of a time in the future, which passes",
                 lint_shown(lint, age));
    const char *bounded = arena_printf(lint->arena, "0 s <= %s", lint_source(lint, age->span));
    bool first = expr->node->kind == NODE_BINARY && sides.lesser == expr->items[0];
    if (first)
        lint_replace(lint, found, age->span, bounded);
    else
        lint_cure(lint, found, "add the bound %s", bounded);
}
