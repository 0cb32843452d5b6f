// Finding a rule by its name, or what was meant instead.
#include "config.h"

#include "cli/rule_named.h"

#include <string.h>

// The names of all rules, and those that fit.
struct rule_search {
    struct program *program;
    const char *name;
    const struct policy *policy;
    const struct rule *rule;
    size_t found;
    const char **names; // with their policies where one of them fits too
    size_t count, room;
};

static void look_at(struct rule_search *search, const struct policy *policy,
                    const struct rule *rule) {
    struct arena *arena = search->program->arena;
    const char *id = arena_printf(arena, "%s/%s", policy->name, rule->name);
    bool whole = strchr(search->name, '/') != NULL;
    ARENA_PUSH(arena, search->names, search->count, search->room) = whole ? id : rule->name;
    if (strcmp(whole ? id : rule->name, search->name) != 0)
        return;
    search->found++;
    search->policy = policy;
    search->rule = rule;
}

static void look(struct rule_search *search) {
    for (uint32_t p = 0; p < search->program->policy_count; p++) {
        const struct policy *policy = search->program->policies[p];
        for (uint32_t r = 0; r < policy->rule_count; r++)
            look_at(search, policy, &policy->rules[r]);
    }
}

// What stands before a message where others have a place.
static const char *label_of(const struct rule_search *search) {
    return arena_printf(search->program->arena, "rule %s", search->name);
}

static bool report_none(const struct rule_search *search) {
    struct diagnostics *all = search->program->diagnostics;
    const char *near = nearest_word(search->name, search->names, search->count);
    struct diagnostic *made =
        diagnostic_fact(all, CODE_NO_RULE, DIAGNOSTIC_ERROR, label_of(search), NULL,
                        "there is no such rule; plimsoll doc POLICY lists the rules");
    if (near != NULL)
        diagnostic_cure(all, made, "did you mean %s?", near);
    return false;
}

static bool report_several(const struct rule_search *search) {
    struct diagnostics *all = search->program->diagnostics;
    struct diagnostic *made = diagnostic_fact(all, CODE_NO_RULE, DIAGNOSTIC_ERROR, label_of(search),
                                              NULL, "%zu policies have such a rule", search->found);
    diagnostic_cure(all, made, "name one of them: %s/%s", search->policy->name, search->name);
    return false;
}

bool rule_named(struct program *program, const char *name, const struct policy **policy,
                const struct rule **rule) {
    struct rule_search search = {.program = program, .name = name};
    look(&search);
    if (search.found != 1)
        return search.found == 0 ? report_none(&search) : report_several(&search);
    *policy = search.policy;
    *rule = search.rule;
    return true;
}
