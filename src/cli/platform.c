// The platforms whose hosts can be asked.
#include "config.h"

#include "cli/platform.h"

#include <string.h>

#include "facts/column.h"

static const struct platform platforms[] = {
    {"libvirt", "kvm", "KVM hosts", "plimsoll collect --%s URI"},
    {"hyperv", "hyperv", "Hyper-V servers", "plimsoll collect hyperv FOLDER"},
};
enum { PLATFORMS = sizeof platforms / sizeof *platforms };

const char *const platform_roots[2] = {"source", "dest"};

// The column of the root that says it, or NULL.
static const struct column_def *kind_of(const struct model *model, const char *root) {
    const struct space_def *space = model->spaces[0];
    size_t length = strlen(root);
    for (uint32_t i = 0; i < space->column_count; i++) {
        const char *path = space->columns[i]->path;
        if (strncmp(path, root, length) == 0 && strcmp(path + length, ".kind") == 0)
            return space->columns[i];
    }
    return NULL;
}

const struct platform *platform_of_facts(const struct store *store, const char *root) {
    const struct column_def *def = kind_of(store->model, root);
    uint32_t id = def != NULL ? column_text(store_column(store, def), 0) : (uint32_t)INTERN_NONE;
    if (id == INTERN_NONE)
        return NULL;
    for (size_t i = 0; i < PLATFORMS; i++)
        if (strcmp(platforms[i].kind, intern_text(store->dictionary, id)) == 0)
            return &platforms[i];
    return NULL;
}

const struct platform *platform_of_policy(const struct policy *policy) {
    for (size_t i = 0; i < PLATFORMS; i++) {
        size_t length = strlen(platforms[i].pack);
        char next =
            strncmp(policy->name, platforms[i].pack, length) == 0 ? policy->name[length] : 'x';
        if (next == '.' || next == '\0')
            return &platforms[i];
    }
    return NULL;
}

const struct platform *platform_of_policies(const struct program *program) {
    const struct platform *found = NULL;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct platform *platform = platform_of_policy(program->policies[i]);
        if (platform == NULL || program->policies[i]->rule_count == 0)
            continue;
        if (found != NULL && found != platform)
            return NULL;
        found = platform;
    }
    return found;
}

void platform_want(struct program *program) {
    for (size_t i = 0; i < 2; i++) {
        const struct column_def *def = kind_of(program->model, platform_roots[i]);
        if (def != NULL)
            wanted_column(program->wanted, def);
    }
}
