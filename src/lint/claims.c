// What conditions claim of one thing: claims that exclude each other, or that say the same twice.
#include "base/sort.h"
#include "lint/rules.h"
#include "lint/same.h"

// A condition about a term: it lies in a range, is one of some texts or none of them, or is true.
struct claim {
    const struct expr *expr, *term;
    enum { CLAIM_NONE, CLAIM_RANGE, CLAIM_TEXTS, CLAIM_TRUTH } kind;
    struct range range;
    bool low_open, high_open;
    uint32_t number;    // of the term
    const char **texts; // TEXTS: interned, in order of their addresses
    uint32_t count;
    bool negated; // TEXTS, TRUTH
    bool said;    // of this something was said
};

// ---- reading ----

static bool is_constant(const struct expr *expr) {
    return expr->kind == EXPR_CONSTANT &&
           (type_is_numeric(&expr->type) || expr->type.kind == TYPE_TIME);
}

static bool are_texts(const struct expr *list) {
    for (uint32_t i = 0; list->kind == EXPR_ITEMS && i < list->count; i++)
        if (expr_text(list->items[i]) == NULL)
            return false;
    return list->kind == EXPR_ITEMS;
}

static void claim_range(struct claim *claim, const struct expr *term, enum builtin op,
                        const struct expr *constant) {
    const struct assumed assumed = {0};
    claim->kind = CLAIM_RANGE;
    claim->term = term;
    claim->range = expr_range(constant, &assumed);
    claim->range.has_low = op != BUILTIN_LESS && op != BUILTIN_AT_MOST;
    claim->range.has_high = op != BUILTIN_GREATER && op != BUILTIN_AT_LEAST;
    claim->low_open = op == BUILTIN_GREATER;
    claim->high_open = op == BUILTIN_LESS;
}

static int compare_addresses(const void *left, const void *right) {
    uintptr_t a = (uintptr_t) * (const char *const *)left;
    uintptr_t b = (uintptr_t) * (const char *const *)right;
    return a < b ? -1 : a > b;
}

static void claim_texts(const struct lint *lint, struct claim *claim, const struct expr *term,
                        const struct expr *const *texts, uint32_t count, bool negated) {
    claim->kind = CLAIM_TEXTS;
    claim->term = term;
    claim->texts = ARENA_ARRAY(lint->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        claim->texts[i] = texts[i]->text;
    sort_array(claim->texts, count, sizeof *claim->texts, compare_addresses);
    claim->count = count;
    claim->negated = negated;
}

static void claim_comparison(const struct lint *lint, struct claim *claim, const struct expr *expr,
                             enum builtin op) {
    for (uint32_t i = 0; i < 2; i++) {
        const struct expr *const *constant = &expr->items[1 - i];
        enum builtin as = i == 0 ? op : op_swapped(op);
        if (is_constant(*constant) && as != BUILTIN_UNEQUAL)
            claim_range(claim, expr->items[i], as, *constant);
        else if (expr_text(*constant) != NULL && !op_is_order(as))
            claim_texts(lint, claim, expr->items[i], constant, 1, as == BUILTIN_UNEQUAL);
        if (claim->kind != CLAIM_NONE)
            return;
    }
}

// What a condition claims, or its negation.
static struct claim claim_of(struct lint *lint, const struct expr *expr, bool negated) {
    struct claim claim = {.expr = expr};
    while (expr_applies(expr, BUILTIN_NOT)) {
        expr = expr->items[0];
        negated = !negated;
    }
    if (expr->kind == EXPR_APPLY && op_is_comparison(expr->op))
        claim_comparison(lint, &claim, expr, negated ? op_negated(expr->op) : expr->op);
    else if (expr_applies(expr, BUILTIN_IN) && are_texts(expr->items[1]))
        claim_texts(lint, &claim, expr->items[0], expr->items[1]->items, expr->items[1]->count,
                    negated);
    if (claim.kind == CLAIM_NONE) {
        claim.kind = CLAIM_TRUTH;
        claim.term = expr;
        claim.negated = negated;
    }
    claim.number = numbered_expr(&lint->known, claim.term);
    return claim;
}

// ---- two claims ----

static bool ends_before(const struct claim *a, const struct claim *b) {
    if (!a->range.has_high || !b->range.has_low)
        return false;
    int order = decimal_compare(a->range.high, b->range.low);
    return order < 0 || (order == 0 && (a->high_open || b->low_open));
}

static bool begins_within(const struct claim *a, const struct claim *b) {
    if (!b->range.has_low)
        return true;
    int order = a->range.has_low ? decimal_compare(a->range.low, b->range.low) : -1;
    return order > 0 || (order == 0 && (a->low_open || !b->low_open));
}

static bool ends_within(const struct claim *a, const struct claim *b) {
    if (!b->range.has_high)
        return true;
    int order = a->range.has_high ? decimal_compare(a->range.high, b->range.high) : 1;
    return order < 0 || (order == 0 && (a->high_open || !b->high_open));
}

// Both in order: one walk along each.
static bool all_in(const struct claim *a, const struct claim *b) {
    for (uint32_t i = 0, j = 0; i < a->count; i++) {
        while (j < b->count && compare_addresses(&b->texts[j], &a->texts[i]) < 0)
            j++;
        if (j == b->count || b->texts[j] != a->texts[i])
            return false;
    }
    return true;
}

static bool none_in(const struct claim *a, const struct claim *b) {
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        int order = compare_addresses(&a->texts[i], &b->texts[j]);
        if (order == 0)
            return false;
        i += order < 0;
        j += order > 0;
    }
    return true;
}

static bool are_comparable(const struct claim *a, const struct claim *b) {
    return a->kind == b->kind && a->number == b->number;
}

// Whether both cannot hold.
static bool exclude(const struct claim *a, const struct claim *b) {
    if (!are_comparable(a, b))
        return false;
    if (a->kind == CLAIM_RANGE)
        return ends_before(a, b) || ends_before(b, a);
    if (a->kind == CLAIM_TRUTH)
        return a->negated != b->negated;
    if (a->negated && b->negated)
        return false;
    return a->negated ? all_in(b, a) : b->negated ? all_in(a, b) : none_in(a, b);
}

// Whether the second holds wherever the first does.
static bool implies(const struct claim *a, const struct claim *b) {
    if (!are_comparable(a, b))
        return false;
    if (a->kind == CLAIM_RANGE)
        return begins_within(a, b) && ends_within(a, b);
    if (a->kind == CLAIM_TRUTH)
        return a->negated == b->negated;
    if (b->negated)
        return a->negated ? all_in(b, a) : none_in(a, b);
    return !a->negated && all_in(a, b);
}

// ---- the operands of `and` or `or`, or the requirements of a rule ----

enum { CLAIMS = 128 };
struct claims {
    struct claim items[CLAIMS];
    uint32_t count;
    enum builtin op; // AND or OR; of OR, the claims are negations
};

static void gather(struct lint *lint, struct claims *claims, const struct expr *expr) {
    if (expr_applies(expr, claims->op)) {
        gather(lint, claims, expr->items[0]);
        gather(lint, claims, expr->items[1]);
    } else if (claims->count < CLAIMS) {
        claims->items[claims->count++] = claim_of(lint, expr, claims->op == BUILTIN_OR);
    }
}

// Of operators within each other the outermost has all operands.
static bool is_outermost(const struct lint *lint, const struct expr *expr) {
    return expr->kind == EXPR_APPLY && (expr->op == BUILTIN_AND || expr->op == BUILTIN_OR) &&
           (lint->outer == NULL || !expr_applies(lint->outer, expr->op));
}

// All that has to hold of a subject: what chose it, and what is required of it.
static void gather_rule(struct lint *lint, struct claims *claims, const struct rule *rule) {
    claims->op = BUILTIN_AND;
    if (rule->when != NULL)
        gather(lint, claims, rule->when);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        if (rule->loops[i].guard != NULL)
            gather(lint, claims, rule->loops[i].guard);
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        gather(lint, claims, rule->requirements[i].condition);
}

typedef void pair_look(struct lint *lint, const struct claims *claims, struct claim *a,
                       struct claim *b);

static void each_pair(struct lint *lint, struct claims *claims, pair_look *look) {
    for (uint32_t i = 0; i < claims->count; i++)
        for (uint32_t j = 0; j < i; j++)
            look(lint, claims, &claims->items[j], &claims->items[i]);
}

static void each_pair_of_expr(struct lint *lint, const struct expr *expr, pair_look *look) {
    if (!is_outermost(lint, expr))
        return;
    struct claims claims = {.op = expr->op};
    gather(lint, &claims, expr);
    each_pair(lint, &claims, look);
}

static void each_pair_of_rule(struct lint *lint, const struct rule *rule, pair_look *look) {
    struct claims claims = {0};
    gather_rule(lint, &claims, rule);
    each_pair(lint, &claims, look);
}

static void look_for_contradiction(struct lint *lint, const struct claims *claims, struct claim *a,
                                   struct claim *b) {
    if (b->said || !exclude(a, b))
        return;
    b->said = true;
    const char *first = lint_shown(lint, a->expr->node), *second = lint_shown(lint, b->expr->node);
    if (claims->op == BUILTIN_AND)
        lint_say(lint, b->expr->node->span, "%s and %s cannot both hold", first, second);
    else
        lint_say(lint, b->expr->node->span, "one of %s and %s always holds", first, second);
}

// The requirements of a rule are looked at together, where the first of them is.
static bool begins_requirements(const struct lint *lint, const struct expr *expr) {
    return lint->rule != NULL && expr == lint->rule->requirements[0].condition;
}

void lint_contradiction(struct lint *lint, const struct expr *expr) {
    if (expr_applies(expr, BUILTIN_AND))
        each_pair_of_expr(lint, expr, look_for_contradiction);
    if (begins_requirements(lint, expr))
        each_pair_of_rule(lint, lint->rule, look_for_contradiction);
}

void lint_tautology(struct lint *lint, const struct expr *expr) {
    if (expr_applies(expr, BUILTIN_OR))
        each_pair_of_expr(lint, expr, look_for_contradiction);
}

// Of `and` what follows from the other is idle. So it is of `or`, where the claims are negations.
static void look_for_repeat(struct lint *lint, const struct claims *claims, struct claim *a,
                            struct claim *b) {
    (void)claims;
    if ((a->said && b->said) || !are_comparable(a, b))
        return;
    bool forth = implies(a, b), back = implies(b, a);
    struct claim *idle = forth ? b : a, *enough = forth ? a : b;
    if ((!forth && !back) || idle->said)
        return;
    idle->said = true;
    lint_say(lint, idle->expr->node->span, "%s adds nothing to %s",
             lint_shown(lint, idle->expr->node), lint_shown(lint, enough->expr->node));
}

void lint_redundant_condition(struct lint *lint, const struct expr *expr) {
    each_pair_of_expr(lint, expr, look_for_repeat);
    if (begins_requirements(lint, expr))
        each_pair_of_rule(lint, lint->rule, look_for_repeat);
}
