// Hints where the facts of a run are not there at all, or those of one host.
#include "config.h"

#include "cli/facts_hint.h"

#include <string.h>

#include "cli/platform.h"

// What is known of a record of the root, of what policies ask.
struct known_facts {
    const struct program *program;
    const struct store *store;
    bool any;
};

static void look(struct known_facts *known, const struct shape *shape);

static void look_at(struct known_facts *known, const struct member *member) {
    const struct wanted *wanted = known->program->wanted;
    switch (member->kind) {
    case MEMBER_COLUMN:
        known->any |= wanted->columns[member->column->id] &&
                      column_known(store_column(known->store, member->column), 0);
        break;
    case MEMBER_LIST:
        known->any |= wanted->spaces[member->list->id] &&
                      bit_get(known->store->spaces[member->list->id].present, 0);
        break;
    case MEMBER_NESTED:
        look(known, member->nested);
        break;
    }
}

static void look(struct known_facts *known, const struct shape *shape) {
    for (uint32_t i = 0; i < shape->record->field_count; i++)
        look_at(known, &shape->members[i]);
}

static const struct shape *root_shape(const struct model *model, const char *name) {
    for (uint32_t i = 0; i < model->root->field_count; i++)
        if (strcmp(model->root->fields[i]->name, name) == 0 &&
            model->root_shape->members[i].kind == MEMBER_NESTED)
            return model->root_shape->members[i].nested;
    return NULL;
}

// Whether a fact of the record is missed, or a list that would stand in for one of its own.
static bool is_of(const struct model *model, const struct fact_path *path, const char *name) {
    const char *first = path->count > 0 ? path->steps[0].text : "";
    const struct space_def *root = model->spaces[0];
    for (uint32_t i = 0; path->count == 1 && i < root->child_count; i++)
        if (strcmp(root->children[i]->path, first) == 0 && root->children[i]->fallback != NULL)
            return strncmp(root->children[i]->fallback->path, name, strlen(name)) == 0;
    return strcmp(first, name) == 0;
}

static bool any_of(const struct model *model, const struct missing_facts *missing,
                   const char *name) {
    for (uint32_t i = 0; i < missing->count; i++)
        if (is_of(model, &missing->facts[i].path, name))
            return true;
    return false;
}

static bool is_missed(const struct model *model, const struct findings *findings,
                      const char *name) {
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct rule_finding *rule = &findings->rules[i];
        if (any_of(model, &rule->missing, name))
            return true;
        for (uint32_t r = 0; r < rule->requirement_count; r++)
            if (any_of(model, &rule->requirements[r].missing, name))
                return true;
    }
    return false;
}

static bool is_known(const struct session *session, const struct store *store,
                     const struct shape *shape) {
    struct known_facts known = {session->program, store, false};
    look(&known, shape);
    return known.any;
}

// Whether rules miss facts of a record of which nothing is known. What --without took away was
// given all the same, and what --with set is known.
static bool is_absent(const struct session *session, const struct session_facts *facts,
                      const struct findings *findings, const char *name) {
    const struct model *model = session->program->model;
    const struct shape *shape = root_shape(model, name);
    return shape != NULL && is_missed(model, findings, name) &&
           !is_known(session, facts->loaded, shape) && !is_known(session, facts->store, shape);
}

// The root's list of such records, the hosts of a fleet; or NULL.
static const struct space_def *fleet_of(const struct model *model) {
    const struct shape *shape = root_shape(model, platform_roots[0]);
    for (uint32_t i = 0; shape != NULL && i < model->root->field_count; i++) {
        const struct member *member = &model->root_shape->members[i];
        if (member->kind == MEMBER_LIST && member->list->shape != NULL &&
            member->list->shape->record == shape->record)
            return member->list;
    }
    return NULL;
}

// Policies for one platform know nothing of another's hosts.
static void compare_platforms(const char *command, const struct program *program,
                              const struct store *store) {
    const struct platform *policies = platform_of_policies(program);
    for (int i = 0; i < 2 && policies != NULL; i++) {
        const char *root = platform_roots[i];
        const struct platform *facts = platform_of_facts(store, root);
        if (facts == NULL || facts == policies)
            continue;
        complain(command,
                 "the policies are for %s, and the facts of %s are of %s; "
                 "'plimsoll policies' lists those of %s",
                 policies->hosts, root, facts->hosts, facts->pack);
        return;
    }
}

static void want_fleet(struct program *program) {
    platform_want(program);
    const struct space_def *fleet = fleet_of(program->model);
    if (fleet != NULL)
        wanted_space(program->wanted, fleet);
}

void facts_hint_want(const struct facts_from *from, struct session *session) {
    session->want = from->hosts[0] == NULL && from->hosts[1] == NULL ? want_fleet : platform_want;
}

static void complain_absent(const struct facts_from *from, const char *command, int which,
                            struct arena *arena) {
    const char *root = platform_roots[which], *host = from->hosts[which];
    if (host != NULL)
        complain(command, "nothing of what the policies ask of %s is in the facts of %s", root,
                 text_public(arena, host));
    else
        complain(command,
                 "nothing of what the policies ask of %s is in the facts: name it with --%s X",
                 root, root);
}

void facts_hint(const struct facts_from *from, const char *command, const struct session *session,
                const struct session_facts *facts, const struct findings *findings) {
    const char *const *roots = platform_roots;
    const struct store *store = facts->store;
    compare_platforms(command, session->program, store);
    bool absent[2] = {is_absent(session, facts, findings, roots[0]),
                      is_absent(session, facts, findings, roots[1])};
    bool unnamed = absent[0] && absent[1] && from->hosts[0] == NULL && from->hosts[1] == NULL;
    const struct space_def *fleet = fleet_of(session->program->model);
    uint32_t hosts = fleet != NULL ? store->spaces[fleet->id].rows : 0;
    if (!facts_from_any(from))
        complain(command, "no facts were given: name them with --facts FILE");
    else if (unnamed && hosts > 0)
        complain(command,
                 "these facts are of a fleet of %u hosts: pick two with --source NAME --dest NAME",
                 hosts);
    else if (unnamed)
        complain(command,
                 "nothing of what the policies ask of %s and %s is in the facts: name them "
                 "with --%s X --%s X",
                 roots[0], roots[1], roots[0], roots[1]);
    else
        for (int i = 0; i < 2; i++)
            if (absent[i])
                complain_absent(from, command, i, session->program->arena);
}
