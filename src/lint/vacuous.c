// Requirements that hold for the wrong reason: lists that are empty, sums that do not fit.
#include "lint/rules.h"
#include "lint/same.h"

// ---- every of nothing ----

// Whether a guard picks elements by a text that is written out, or set.
static bool is_named(const struct expr *guard) {
    if (guard == NULL || guard->kind != EXPR_APPLY)
        return false;
    if (guard->op == BUILTIN_AND)
        return is_named(guard->items[0]) || is_named(guard->items[1]);
    if (guard->op != BUILTIN_EQUAL && guard->op != BUILTIN_LIKE && guard->op != BUILTIN_MATCHES)
        return false;
    for (uint32_t i = 0; i < 2; i++) {
        const struct expr *fact = guard->items[i], *name = guard->items[1 - i];
        bool written = name->kind == EXPR_CONSTANT || name->kind == EXPR_PARAM;
        if (fact->kind == EXPR_COLUMN && fact->type.kind == TYPE_TEXT && written)
            return true;
    }
    return false;
}

struct existence {
    const struct space_def *space;
    bool found;
};

// A count of the list, or some of it, anywhere in the policy.
static void look_for_existence(void *state, const struct expr *expr) {
    struct existence *existence = state;
    bool asks = expr->kind == EXPR_FOLD && (expr->fold == FOLD_COUNT || expr->fold == FOLD_SOME);
    existence->found |= asks && expr->sequence->loops[0].space == existence->space;
    if (!existence->found)
        expr_each_child(expr, look_for_existence, state);
}

static bool is_asked_for(const struct lint *lint, const struct space_def *space) {
    struct existence existence = {space, false};
    const struct policy *policy = lint->file->policy;
    for (uint32_t i = 0; i < policy->rule_count && !existence.found; i++)
        rule_each_expr(&policy->rules[i], look_for_existence, &existence);
    return existence.found;
}

void lint_vacuous_every(struct lint *lint, const struct expr *expr) {
    bool every = expr->kind == EXPR_FOLD && expr->fold == FOLD_EVERY;
    if (!every || lint->sense != SENSE_HOLDS || lint->rule == NULL ||
        expr->sequence->loop_count != 1)
        return;
    const struct loop *loop = &expr->sequence->loops[0];
    if (loop->space == NULL || !is_named(loop->guard) || is_asked_for(lint, loop->space))
        return;
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "this holds where no %s is so named", loop->name);
    lint_cure(lint, found, "require some %s has … as well, or look it up by its key", loop->name);
}

// ---- a sum of spaces ----

static const struct space_def *summed(const struct expr *expr) {
    if (expr->kind != EXPR_FOLD || expr->fold != FOLD_SUM)
        return NULL;
    const struct sequence *sequence = expr->sequence;
    const struct loop *last = &sequence->loops[sequence->loop_count - 1];
    return last->space != NULL && last->type.kind == TYPE_RECORD ? last->space : NULL;
}

static void look_for_packs(void *state, const struct expr *expr) {
    bool *found = state;
    *found |= expr_applies(expr, BUILTIN_PACKS);
    if (!*found)
        expr_each_child(expr, look_for_packs, state);
}

static bool packs_somewhere(const struct policy *policy) {
    bool found = false;
    for (uint32_t i = 0; i < policy->rule_count && !found; i++)
        rule_each_expr(&policy->rules[i], look_for_packs, &found);
    return found;
}

static bool is_of_bytes(const struct expr *expr) {
    return expr->type.kind == TYPE_NUMBER && expr->type.dimension.information == 1 &&
           expr->type.dimension.time == 0;
}

void lint_sum_for_packs(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || !op_is_order(expr->op) || lint->sense != SENSE_HOLDS)
        return;
    const struct space_def *a = summed(expr->items[0]), *b = summed(expr->items[1]);
    if (a == NULL || b == NULL || a == b || !is_of_bytes(expr->items[0]) ||
        packs_somewhere(lint->file->policy))
        return;
    bool a_is_room = expr->op == BUILTIN_GREATER || expr->op == BUILTIN_AT_LEAST;
    const struct space_def *room = a_is_room ? a : b, *things = a_is_room ? b : a;
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "a %s lies whole in one %s, and sums say nothing of that",
                 things->name, room->name);
    lint_cure(lint, found, "require packs(SIZES, SPACES) as well");
}

// ---- quotients ----

static bool is_rounded(const struct expr *expr) {
    return expr_applies(expr, BUILTIN_DIVIDE) && expr->items[1]->kind != EXPR_CONSTANT &&
           expr->items[0]->type.kind != TYPE_POISON;
}

void lint_quotient_compared(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || !op_is_comparison(expr->op))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        if (!is_rounded(expr->items[i]))
            continue;
        const struct expr *quotient = expr->items[i];
        struct diagnostic *found = lint_say(lint, quotient->node->span,
                                            "a quotient is rounded, and is unknown where %s is 0",
                                            lint_shown(lint, quotient->items[1]->node));
        lint_cure(lint, found, "compare %s with the product of %s and the other side",
                  lint_shown(lint, quotient->items[0]->node),
                  lint_shown(lint, quotient->items[1]->node));
    }
}
