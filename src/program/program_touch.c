// Which rules a change of a policy touches.
#include "program/program_touch.h"

struct search {
    bool *seen; // by id of expressions
    uint32_t param;
    bool found;
};

static void search(void *state, const struct expr *expr) {
    struct search *s = state;
    if (s->found || s->seen[expr->id])
        return;
    s->seen[expr->id] = true;
    s->found = expr->kind == EXPR_PARAM && expr->index == s->param;
    expr_each_child(expr, search, s);
    if (expr->function != NULL)
        search(s, expr->function->body);
}

bool rule_reads_param(const struct program *program, const struct rule *rule, uint32_t param) {
    struct arena *scratch = arena_new();
    struct search s = {.param = param};
    s.seen = ARENA_ARRAY(scratch, bool, program->expression_count);
    rule_each_expr(rule, search, &s);
    arena_free(scratch);
    return s.found;
}

bool tailoring_touches(const struct program *program, const struct policy *policy,
                       const struct tailoring *tailoring, const struct rule *rule) {
    if (tailoring->kind == TAILOR_SET)
        return rule_reads_param(program, rule, tailoring->index);
    return rule == &policy->rules[tailoring->index];
}

bool tailoring_is_apart(const struct program *program, const struct policy *policy,
                        const struct tailoring *tailoring) {
    for (uint32_t i = 0; i < policy->rule_count; i++)
        if (tailoring_touches(program, policy, tailoring, &policy->rules[i]))
            return false;
    return true;
}
