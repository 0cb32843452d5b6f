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

// What is asked anywhere in the rules of the policy.
struct lint_survey {
    bool *counted; // by space: a count of the list, or some of it
    bool packs;
};

static void take_expr(void *state, const struct expr *expr) {
    struct lint_survey *survey = state;
    bool asks = expr->kind == EXPR_FOLD && (expr->fold == FOLD_COUNT || expr->fold == FOLD_SOME);
    if (asks && expr->sequence->loops[0].space != NULL)
        survey->counted[expr->sequence->loops[0].space->id] = true;
    survey->packs = survey->packs || expr_applies(expr, BUILTIN_PACKS);
    expr_each_child(expr, take_expr, state);
}

static const struct lint_survey *survey(struct lint *lint) {
    if (lint->survey != NULL)
        return lint->survey;
    const struct policy *policy = lint->file->policy;
    lint->survey = ARENA_NEW(lint->arena, struct lint_survey);
    lint->survey->counted =
        ARENA_ARRAY(lint->arena, bool, lint->file->program->model->space_count + 1);
    for (uint32_t i = 0; i < policy->rule_count; i++)
        rule_each_expr(&policy->rules[i], take_expr, lint->survey);
    return lint->survey;
}

void lint_vacuous_every(struct lint *lint, const struct expr *expr) {
    bool every = expr->kind == EXPR_FOLD && expr->fold == FOLD_EVERY;
    if (!every || lint->sense != SENSE_HOLDS || lint->rule == NULL ||
        expr->sequence->loop_count != 1)
        return;
    const struct loop *loop = &expr->sequence->loops[0];
    if (loop->space == NULL || !is_named(loop->guard) || survey(lint)->counted[loop->space->id])
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

static bool is_of_bytes(const struct expr *expr) {
    return expr->type.kind == TYPE_NUMBER && expr->type.dimension.information == 1 &&
           expr->type.dimension.time == 0;
}

void lint_sum_for_packs(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || !op_is_order(expr->op) || lint->sense != SENSE_HOLDS)
        return;
    const struct space_def *a = summed(expr->items[0]), *b = summed(expr->items[1]);
    if (a == NULL || b == NULL || a == b || !is_of_bytes(expr->items[0]) || survey(lint)->packs)
        return;
    bool a_is_room = expr->op == BUILTIN_GREATER || expr->op == BUILTIN_AT_LEAST;
    const struct space_def *room = a_is_room ? a : b, *things = a_is_room ? b : a;
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "a %s lies whole in one %s, and sums say nothing of that",
                 things->name, room->name);
    lint_cure(lint, found, "require packs(SIZES, SPACES) as well");
}
