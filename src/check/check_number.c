// The ids of expressions: given as expressions are made, and again, without gaps, to those that
// are left when a policy is checked.
#include "check/check_make.h"

void number_made(struct checker *c, struct expr *expr) {
    expr->id = *c->checking->expression_count + (uint32_t)c->made_count;
    ARENA_PUSH(c->scratch, c->made, c->made_count, c->made_room) = expr;
}

struct numbering {
    struct checker *c;
    bool *kept; // by place in made
};

static void keep(void *state, const struct expr *expr) {
    const struct numbering *numbering = state;
    uint32_t index = expr->id - *numbering->c->checking->expression_count;
    if (numbering->kept[index])
        return;
    numbering->kept[index] = true;
    expr_each_child(expr, keep, state);
    if (expr->outer != NULL)
        keep(state, expr->outer);
    if (expr->function != NULL)
        keep(state, expr->function->body);
}

static void keep_one(struct numbering *numbering, const struct expr *expr) {
    if (expr != NULL)
        keep(numbering, expr);
}

static struct numbering numbering_new(struct checker *c) {
    return (struct numbering){c, ARENA_ARRAY(c->scratch, bool, c->made_count)};
}

static void number_kept(struct checker *c, const struct numbering *numbering) {
    uint32_t next = *c->checking->expression_count;
    for (size_t i = 0; i < c->made_count; i++)
        if (numbering->kept[i])
            c->made[i]->id = next++;
    *c->checking->expression_count = next;
    c->made_count = 0;
}

void number_policy(struct checker *c, const struct policy *policy) {
    struct numbering numbering = numbering_new(c);
    keep_one(&numbering, policy->summary);
    for (uint32_t i = 0; i < policy->param_count; i++)
        keep_one(&numbering, policy->params[i].value);
    for (uint32_t i = 0; i < policy->rule_count; i++)
        rule_each_expr(&policy->rules[i], keep, &numbering);
    number_kept(c, &numbering);
}

void number_expression(struct checker *c, const struct expr *expr) {
    struct numbering numbering = numbering_new(c);
    keep(&numbering, expr);
    number_kept(c, &numbering);
}
