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

static bool touches_some(const struct program *program, const struct policy *policy,
                         const struct tailoring *tailoring) {
    for (uint32_t i = 0; i < policy->rule_count; i++)
        if (tailoring_touches(program, policy, tailoring, &policy->rules[i]))
            return true;
    return false;
}

// One --set reaches every policy that imports the param: it is not in vain if one of them reads it.
static bool is_set_elsewhere(const struct program *program, const struct tailoring *tailoring) {
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *other = program->policies[p];
        for (uint32_t i = 0; i < other->tailoring_count; i++)
            if (other->tailorings[i].option == tailoring->option &&
                touches_some(program, other, &other->tailorings[i]))
                return true;
    }
    return false;
}

bool tailoring_is_apart(const struct program *program, const struct policy *policy,
                        const struct tailoring *tailoring) {
    if (touches_some(program, policy, tailoring))
        return false;
    return tailoring->option == NULL || !is_set_elsewhere(program, tailoring);
}
