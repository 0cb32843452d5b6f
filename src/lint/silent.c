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
    if (!is_asked(lint) || expr->type.kind != TYPE_BOOL || expr_is_connective(expr) ||
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
    const struct expr *condition = lint->requirement != NULL ? lint->requirement->condition : NULL;
    while (condition != NULL && expr_applies(condition, BUILTIN_NOT))
        condition = condition->items[0];
    return condition == expr;
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

// Comparisons that bound an age from below: 0 s <= now - TIME in the same rule or define, or TIME
// <= now of the same fact in any rule. They are noted for each of these scopes once.
enum bound { BOUND_NOTED, BOUND_AGE, BOUND_TIME, BOUND_FACT };

static struct number_key bound_key(enum bound bound, const void *scope, uint64_t what) {
    return (struct number_key){{bound, key_pointer(scope), what}};
}

struct noting {
    struct lint *lint;
    const void *scope;
    bool here; // in one rule or define; only there a bound of an age counts
};

static void note(const struct noting *noting, enum bound bound, uint64_t what) {
    numbered_add(&noting->lint->bounds, bound_key(bound, noting->scope, what));
}

static void note_sides(const struct noting *noting, const struct age *sides) {
    struct numbered_exprs *known = &noting->lint->known;
    if (sides->greater->kind == EXPR_NOW) {
        note(noting, BOUND_TIME, numbered_expr(known, sides->lesser));
        if (sides->lesser->kind == EXPR_COLUMN)
            note(noting, BOUND_FACT, key_pointer(sides->lesser->column->field));
    } else if (noting->here && is_age(sides->greater)) {
        note(noting, BOUND_AGE, numbered_expr(known, sides->greater));
    }
}

static void note_bounds(void *state, const struct expr *expr) {
    if (is_order(expr)) {
        const struct age sides = sides_of(expr);
        note_sides(state, &sides);
    }
    expr_each_child(expr, note_bounds, state);
}

static bool begins_scope(struct lint *lint, const void *scope) {
    return numbered_is_new(&lint->bounds, bound_key(BOUND_NOTED, scope, 0));
}

static bool is_bound(struct lint *lint, const void *scope, const struct expr *age) {
    const struct expr *time = age->items[1];
    uint32_t number = numbered_expr(&lint->known, age);
    uint32_t time_number = numbered_expr(&lint->known, time);
    return numbered_has(&lint->bounds, bound_key(BOUND_AGE, scope, number)) ||
           numbered_has(&lint->bounds, bound_key(BOUND_TIME, scope, time_number)) ||
           (time->kind == EXPR_COLUMN &&
            numbered_has(&lint->bounds,
                         bound_key(BOUND_FACT, scope, key_pointer(time->column->field))));
}

static bool is_bound_in_rule(struct lint *lint, const struct expr *age) {
    struct noting noting = {lint, lint->rule, true};
    if (begins_scope(lint, lint->rule))
        rule_each_expr(lint->rule, note_bounds, &noting);
    return is_bound(lint, lint->rule, age);
}

static bool is_bound_in_define(struct lint *lint, const struct expr *age) {
    struct noting noting = {lint, lint->function, true};
    if (begins_scope(lint, lint->function))
        note_bounds(&noting, lint->function->body);
    return is_bound(lint, lint->function, age);
}

static bool is_bound_anywhere(struct lint *lint, const struct expr *age) {
    const struct policy *policy = lint->file->policy;
    struct noting noting = {lint, policy, false};
    if (begins_scope(lint, policy))
        for (uint32_t i = 0; i < policy->rule_count; i++)
            rule_each_expr(&policy->rules[i], note_bounds, &noting);
    return is_bound(lint, policy, age);
}

static bool has_bound(struct lint *lint, const struct expr *age) {
    return (lint->rule != NULL && is_bound_in_rule(lint, age)) ||
           (lint->function != NULL && is_bound_in_define(lint, age)) ||
           is_bound_anywhere(lint, age);
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
    bool first = expr->node->kind == NODE_BINARY && sides.lesser == expr->items[0] &&
                 !age->parenthesised; // the span is within the parentheses
    if (first)
        lint_replace(lint, found, age->span, bounded);
    else
        lint_cure(lint, found, "add the bound %s", bounded);
}
