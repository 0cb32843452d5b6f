// Rules by the names that waivers, tailoring and tests call them.
#include "program/program_rule.h"

#include "check/model_draft.h"

const struct rule *policy_rule(const struct policy *policy, const char *name) {
    for (uint32_t i = 0; i < policy->rule_count; i++)
        if (policy->rules[i].name == name)
            return &policy->rules[i];
    return NULL;
}

void note_rule(struct program *program, struct span name, const struct policy *policy,
               const struct rule *rule) {
    struct name declared = policy->tree->rules[rule - policy->rules].name;
    uses_add(program->uses, (struct use){.span = name,
                                         .declaration = declared.span,
                                         .kind = USE_RULE,
                                         .about = rule->title});
}

void note_param(struct program *program, struct span name, const struct param *param) {
    uses_add(program->uses,
             (struct use){name, param->span, USE_PARAM, param->type, param->description});
}

static bool is_meant(const struct rule_scope *scope, const struct policy *policy,
                     const struct qualified_name *name) {
    return (name->policy.text == NULL || policy->name == name->policy.text) &&
           (scope == NULL || scope->within == NULL || scope->within(policy, scope->state));
}

static void cure_nearest_name(struct program *program, struct diagnostic *error, const char *name,
                              const char **names, size_t count) {
    struct parse parse = {program->arena, program->names, program->diagnostics};
    cure_nearest(&parse, error, name, names, count);
}

static bool unknown_policy(struct program *program, const struct rule_scope *scope,
                           const struct qualified_name *name) {
    const struct qualified_name any = {.name = name->name};
    const char **names = NULL;
    size_t count = 0, room = 0;
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (is_meant(scope, program->policies[i], &any))
            ARENA_PUSH(program->arena, names, count, room) = program->policies[i]->name;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_UNKNOWN_POLICY, name->policy.span,
                         "there is no policy %s in this run", name->policy.text);
    cure_nearest_name(program, error, name->policy.text, names, count);
    return false;
}

static bool unknown_rule(struct program *program, const struct rule_scope *scope,
                         const struct qualified_name *name) {
    const char **names = NULL, *policy = NULL;
    size_t count = 0, room = 0;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *at = program->policies[i];
        if (!is_meant(scope, at, name))
            continue;
        policy = at->name;
        for (uint32_t j = 0; j < at->rule_count; j++)
            ARENA_PUSH(program->arena, names, count, room) = at->rules[j].name;
    }
    if (policy == NULL && name->policy.text != NULL)
        return unknown_policy(program, scope, name);
    struct diagnostic *error =
        name->policy.text != NULL
            ? diagnostic_error(program->diagnostics, CODE_UNKNOWN_RULE, name->name.span,
                               "%s has no rule %s", policy, name->name.text)
            : diagnostic_error(program->diagnostics, CODE_UNKNOWN_RULE, name->name.span,
                               "there is no rule %s in this run", name->name.text);
    cure_nearest_name(program, error, name->name.text, names, count);
    return false;
}

bool program_rule(struct program *program, const struct rule_scope *scope,
                  const struct qualified_name *name, struct rule_place *place) {
    struct rule_place found = {0};
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        const struct rule *rule =
            is_meant(scope, policy, name) ? policy_rule(policy, name->name.text) : NULL;
        if (rule == NULL || (found.policy != NULL && found.policy->name == policy->name))
            continue;
        if (found.policy != NULL) {
            struct diagnostic *error = diagnostic_error(
                program->diagnostics, CODE_AMBIGUOUS_NAME, name->span,
                "%s is a rule of %s and of %s", name->name.text, found.policy->name, policy->name);
            diagnostic_cure(program->diagnostics, error, "write %s/%s", found.policy->name,
                            name->name.text);
            return false;
        }
        found = (struct rule_place){policy, rule};
    }
    if (found.policy == NULL)
        return unknown_rule(program, scope, name);
    note_rule(program, name->name.span, found.policy, found.rule);
    *place = found;
    return true;
}
