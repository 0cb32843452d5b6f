// What the command line adds to checked policies: values of parameters, and expressions.
#include "program/program.h"

#include <string.h>

#include "check/check.h"
#include "check/model_draft.h"
#include "program/program_draft.h"
#include "program/program_find.h"

// ---- parameters ----

struct setting {
    struct program *program;
    const char *name;      // as written
    const char *parameter; // after the '/'
    const char *value;
};

static bool set_in(const struct setting *setting, struct policy *policy, bool *found) {
    for (uint32_t i = 0; i < policy->param_count; i++) {
        struct param *param = &policy->params[i];
        if (strcmp(param->name, setting->parameter) != 0)
            continue;
        const char *what = arena_printf(setting->program->arena, "--set %s", setting->name);
        const struct expr *value =
            program_value(setting->program, &param->type, what, setting->value);
        *found = true;
        return value != NULL &&
               tailor_set(setting->program, policy, i, value,
                          (struct tailoring){.by = "--set", .option = setting->name});
    }
    return true;
}

static const char **param_names(const struct program *program, const char *policy, size_t *count) {
    const char **names = NULL;
    size_t capacity = 0;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *at = program->policies[i];
        for (uint32_t j = 0; j < at->param_count; j++)
            if (policy == NULL || strcmp(at->name, policy) == 0)
                ARENA_PUSH(program->arena, names, *count, capacity) = at->params[j].name;
    }
    return names;
}

// POLICY/NAME for POLICY.NAME or another word before the dot, and NAME for "NAME "; or NULL.
static const char *parted_name(struct program *program, const char *name) {
    const char *dot = strrchr(name, '.');
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        for (uint32_t j = 0; j < policy->param_count; j++) {
            const char *param = policy->params[j].name;
            if (dot != NULL && strcmp(dot + 1, param) == 0)
                return arena_printf(program->arena, "%s/%s", policy->name, param);
            size_t start = strspn(name, " "), size = strlen(param);
            if (strncmp(name + start, param, size) == 0 &&
                strspn(name + start + size, " ") == strlen(name + start + size))
                return param;
        }
    }
    return NULL;
}

static void unknown_param(const struct setting *setting, const char *policy) {
    struct program *program = setting->program;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    size_t count = 0;
    struct diagnostic *error =
        diagnostic_fact(program->diagnostics, CODE_UNKNOWN_PARAM, DIAGNOSTIC_ERROR,
                        arena_printf(program->arena, "--set %s", setting->name), NULL,
                        "there is no parameter %s%s%s", setting->parameter,
                        policy != NULL ? " in policy " : "", policy != NULL ? policy : "");
    const char *parted = parted_name(program, setting->name);
    if (parted != NULL) {
        diagnostic_cure(program->diagnostics, error, "write --set %s=…", parted);
        return;
    }
    const char **names = param_names(program, policy, &count);
    cure_nearest(&parse, error, setting->parameter, names, count);
}

static bool unknown_policy(const struct setting *setting, const char *policy) {
    struct program *program = setting->program;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    struct diagnostic *error =
        diagnostic_fact(program->diagnostics, CODE_UNKNOWN_POLICY, DIAGNOSTIC_ERROR,
                        arena_printf(program->arena, "--set %s", setting->name), NULL,
                        "there is no policy %s in this run", policy);
    const char **names = ARENA_ARRAY(program->arena, const char *, program->policy_count);
    for (uint32_t i = 0; i < program->policy_count; i++)
        names[i] = program->policies[i]->name;
    if (program->policy_count == 1)
        diagnostic_cure(program->diagnostics, error, "write --set %s/%s=…", names[0],
                        setting->parameter);
    else
        cure_nearest(&parse, error, policy, names, program->policy_count);
    return false;
}

// Without a policy, the parameter is set in every policy that has one of this name.
bool program_set(struct program *program, const char *name, const char *value) {
    const char *slash = strrchr(name, '/');
    const char *policy =
        slash == NULL ? NULL : arena_copy(program->arena, name, (size_t)(slash - name));
    struct setting setting = {program, name, slash == NULL ? name : slash + 1, value};
    bool good = true, found = false, known = policy == NULL;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        if (policy != NULL && strcmp(program->policies[i]->name, policy) != 0)
            continue;
        known = true;
        good = set_in(&setting, program->policies[i], &found) && good;
    }
    if (!known)
        return unknown_policy(&setting, policy);
    if (!found)
        unknown_param(&setting, policy);
    return good && found;
}

static void require_value(struct program *program, const struct param *param) {
    if (param->value != NULL)
        return;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_MISSING_VALUE, param->span,
                         "parameter %s has no value", param->name);
    diagnostic_cure(program->diagnostics, error, "set it: --set %s=… (%s)", param->name,
                    type_text(program->arena, &param->type));
}

bool program_complete(struct program *program) {
    size_t errors = diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR);
    for (uint32_t i = 0; i < program->policy_count; i++)
        for (uint32_t j = 0; j < program->policies[i]->param_count; j++)
            require_value(program, &program->policies[i]->params[j]);
    return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == errors;
}

// ---- expressions ----

const struct expr *program_expression(struct program *program, const char *text,
                                      uint32_t *slot_count) {
    const struct source *source = add_source(program, "expression", text, strlen(text));
    if (source == NULL)
        return NULL;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    size_t errors = diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR);
    struct checking checking = program_checking(program);
    const struct node *node = parse_expression(&parse, source);
    struct policy *policy = program->first;
    const struct file_node *file = policy != NULL ? policy->tree : NULL;
    const struct expr *expr =
        node == NULL ? NULL : check_expression(&checking, file, policy, node, slot_count);
    return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == errors ? expr : NULL;
}
