// The checked tree: the words of folds, and the way to the parts of an expression.
#include "check/checked.h"

bool fold_is_quantifier(enum fold fold) {
    return fold == FOLD_EVERY || fold == FOLD_SOME || fold == FOLD_NO;
}

const char *fold_text(enum fold fold) {
    static const char *const texts[] = {
        [FOLD_COUNT] = "count", [FOLD_SUM] = "sum", [FOLD_MIN] = "min",
        [FOLD_MAX] = "max",     [FOLD_AVG] = "avg", [FOLD_EVERY] = "every",
        [FOLD_SOME] = "some",   [FOLD_NO] = "no",   [FOLD_KNOWN] = "known",
    };
    return texts[fold];
}

const char *severity_text(enum severity severity) {
    static const char *const texts[] = {"info", "warning", "error"};
    return texts[severity];
}

static void visit(const struct expr *child, expr_visit *each, void *state) {
    if (child != NULL)
        each(state, child);
}

static void visit_loop(const struct loop *loop, expr_visit *each, void *state) {
    visit(loop->parent, each, state);
    visit(loop->values, each, state);
    visit(loop->guard, each, state);
    for (uint32_t i = 0; i < loop->let_count; i++)
        visit(loop->lets[i].value, each, state);
}

void expr_each_child(const struct expr *expr, expr_visit *each, void *state) {
    for (uint32_t i = 0; i < expr->count; i++)
        visit(expr->items[i], each, state);
    if (expr->sequence == NULL)
        return;
    for (uint32_t i = 0; i < expr->sequence->loop_count; i++)
        visit_loop(&expr->sequence->loops[i], each, state);
    visit(expr->sequence->element, each, state);
}

void rule_each_expr(const struct rule *rule, expr_visit *each, void *state) {
    visit(rule->when, each, state);
    for (uint32_t i = 0; i < rule->let_count; i++)
        each(state, rule->lets[i].value);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        visit_loop(&rule->loops[i], each, state);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        each(state, rule->requirements[i].condition);
        visit(rule->requirements[i].message, each, state);
    }
    visit(rule->remedy, each, state);
}
