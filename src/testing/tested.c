// Which policies the tests of a file are tests of.
#include "testing/tested.h"

#include <string.h>

// A policy is used by its name, or by a path to its file.
static bool is_named(const struct use_node *use, const struct policy *policy) {
    if (use->path == NULL)
        return use->policy.text != NULL && strcmp(use->policy.text, policy->name) == 0;
    size_t path = strlen(use->path), source = strlen(policy->source->name);
    return path <= source && strcmp(policy->source->name + source - path, use->path) == 0;
}

static bool is_used(const struct file_node *tree, const struct policy *policy) {
    for (uint32_t i = 0; i < tree->use_count; i++)
        if (!tree->uses[i].imports && is_named(&tree->uses[i], policy))
            return true;
    return false;
}

bool is_tested(const struct program *program, const struct policy *policy) {
    const struct policy *own = program->first;
    return own->rule_count > 0 ? policy == own : is_used(own->tree, policy);
}
