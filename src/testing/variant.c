// Copies of a program, as far as params and rules go.
#include "testing/variant.h"

#include <string.h>

static void *copy_items(struct arena *arena, const void *items, size_t size) {
    void *copy = arena_alloc(arena, size);
    if (size > 0)
        memcpy(copy, items, size);
    return copy;
}

static struct policy *copy_policy(const struct policy *policy, struct arena *arena) {
    struct policy *copy = copy_items(arena, policy, sizeof *policy);
    copy->params = copy_items(arena, policy->params, policy->param_count * sizeof *copy->params);
    copy->rules = copy_items(arena, policy->rules, policy->rule_count * sizeof *copy->rules);
    return copy;
}

struct program *variant_new(const struct program *program, struct arena *arena) {
    struct program *variant = copy_items(arena, program, sizeof *program);
    variant->policies = ARENA_ARRAY(arena, struct policy *, program->policy_count);
    for (uint32_t i = 0; i < program->policy_count; i++) {
        variant->policies[i] = copy_policy(program->policies[i], arena);
        if (program->first == program->policies[i])
            variant->first = variant->policies[i];
    }
    return variant;
}

void variant_set(struct program *variant, uint32_t policy, uint32_t param,
                 const struct expr *value) {
    struct param *set = &variant->policies[policy]->params[param];
    set->value = value;
    set->percent |= param_in_percent(value);
}

void variant_replace(struct program *variant, uint32_t policy, uint32_t rule,
                     const struct rule *other) {
    variant->policies[policy]->rules[rule] = *other;
}
