// What policies use and import: found, parsed once, and linked.
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/version.h"
#include "program/program_draft.h"
#include "program/program_find.h"
#include "program/program_list.h"

enum { USE_CHAIN_LIMIT = 32 };

static struct draft_policy *draft_at(const struct program *program, uint32_t index) {
    return &program->draft->policies[index];
}

// ---- one use ----

static const char *word_of(const struct use_node *use) {
    return use->imports ? "import" : "use policy";
}

// "site -> region -> site", from the draft that is reached again.
static void say_circle(struct program *program, const struct use_node *use, uint32_t again) {
    const char *way = "";
    for (uint32_t i = again; i < program->draft->policy_count; i++)
        if (draft_at(program, i)->open)
            way = arena_printf(program->arena, "%s%s -> ", way,
                               draft_at(program, i)->tree->name.text);
    diagnostic_error(program->diagnostics, CODE_POLICY_CIRCLE, use->named,
                     "policies use each other in a circle: %s%s", way,
                     draft_at(program, again)->tree->name.text);
}

static bool is_policy(struct program *program, const struct use_node *use,
                      const struct file_node *tree) {
    const char *path = tree->source->name, *name = tree->name.text;
    if (tree->kind != FILE_NODE_POLICY && tree->kind != FILE_NODE_BAD)
        diagnostic_error(program->diagnostics, CODE_WRONG_POLICY, use->named,
                         "%s is %s, not a policy", path, file_kind_text(tree));
    else if (tree->kind == FILE_NODE_POLICY && use->policy.text != NULL && name != NULL &&
             use->policy.text != name)
        diagnostic_error(program->diagnostics, CODE_WRONG_POLICY, use->named,
                         "%s is the policy %s, not %s", path, name, use->policy.text);
    else
        return tree->kind == FILE_NODE_POLICY && name != NULL;
    return false;
}

// A version is met by the same and later ones whose first number is the same.
static bool meets(const char *version, const char *wanted) {
    int64_t first, wanted_first;
    return version != NULL && version_part(version, 1, &first) &&
           version_part(wanted, 1, &wanted_first) && first == wanted_first &&
           version_compare(version, wanted) >= 0;
}

static void check_version(struct program *program, const struct use_node *use,
                          const struct file_node *tree) {
    if (use->version == NULL)
        return;
    if (!version_valid(use->version, strlen(use->version))) {
        diagnostic_error(program->diagnostics, CODE_INVALID_VALUE, use->version_span,
                         "\"%s\" is not a version", use->version);
        return;
    }
    if (meets(tree->version, use->version))
        return;
    struct diagnostic *error = diagnostic_error(
        program->diagnostics, CODE_WRONG_POLICY, use->version_span,
        "%s is wanted in version %s, and %s %s", tree->name.text, use->version, tree->source->name,
        tree->version != NULL ? arena_printf(program->arena, "has %s", tree->version)
                              : "has no version");
    diagnostic_cure(program->diagnostics, error,
                    "a version is met by the same and later ones with the same first number");
}

static uint32_t draft_of_path(const struct program *program, const char *path) {
    for (uint32_t i = 0; path != NULL && i < program->draft->policy_count; i++)
        if (draft_at(program, i)->path != NULL && strcmp(draft_at(program, i)->path, path) == 0)
            return i;
    return NO_DRAFT;
}

// A policy that was added as a text is found by its name.
static uint32_t draft_of_text(const struct program *program, const char *name) {
    for (uint32_t i = 0; name != NULL && i < program->draft->policy_count; i++)
        if (draft_at(program, i)->path == NULL && draft_at(program, i)->tree->name.text == name)
            return i;
    return NO_DRAFT;
}

const char *real_path(struct program *program, const char *path) {
    char *real = realpath(path, NULL);
    const char *kept =
        arena_copy(program->arena, real != NULL ? real : path, strlen(real != NULL ? real : path));
    free(real);
    return kept;
}

// "a/../b" as "b", where that is the same file.
static const char *tidy_path(struct program *program, const char *path) {
    char *tidy = arena_copy(program->arena, path, strlen(path)), *up;
    while ((up = strstr(tidy, "/../")) != NULL) {
        char *start = up;
        while (start > tidy && start[-1] != '/')
            start--;
        if (start == up || strncmp(start, "..", (size_t)(up - start)) == 0)
            break;
        memmove(start, up + 4, strlen(up + 4) + 1);
    }
    return strcmp(real_path(program, tidy), real_path(program, path)) == 0 ? tidy : path;
}

static uint32_t add_used_file(struct program *program, const struct use_node *use,
                              const char *path) {
    struct text text = {0};
    uint32_t added = NO_DRAFT;
    const struct source *source = NULL;
    if (read_used(program, path, &text))
        source = add_source(program, path, text_data(&text), text.size);
    text_clear(&text);
    if (source != NULL) {
        struct parse parse = {program->arena, program->names, program->diagnostics};
        const struct file_node *tree = parse_file(&parse, source);
        if (is_policy(program, use, tree))
            added = draft_policy_add(program, tree, real_path(program, path));
    }
    return added;
}

static uint32_t find_draft(struct program *program, const struct file_node *user,
                           const struct use_node *use) {
    uint32_t text = draft_of_text(program, use->policy.text);
    const char *path = text != NO_DRAFT ? NULL : find_used_policy(program, user, use);
    if (path == NULL)
        return text;
    uint32_t before = draft_of_path(program, real_path(program, path));
    if (before == NO_DRAFT)
        return add_used_file(program, use, tidy_path(program, path));
    return is_policy(program, use, draft_at(program, before)->tree) ? before : NO_DRAFT;
}

static uint32_t chain_length(const struct program *program) {
    uint32_t length = 0;
    for (uint32_t i = 0; i < program->draft->policy_count; i++)
        length += draft_at(program, i)->open;
    return length;
}

static uint32_t link_use(struct program *program, const struct file_node *user,
                         const struct use_node *use) {
    if (chain_length(program) > USE_CHAIN_LIMIT) {
        diagnostic_error(program->diagnostics, CODE_TOO_DEEP, use->named,
                         "policies use each other more than %d deep", USE_CHAIN_LIMIT);
        return NO_DRAFT;
    }
    uint32_t linked = find_draft(program, user, use);
    if (linked != NO_DRAFT && draft_at(program, linked)->open) {
        say_circle(program, use, linked);
        return NO_DRAFT;
    }
    if (linked != NO_DRAFT)
        uses_add(program->uses,
                 (struct use){.span = use->named,
                              .declaration = draft_at(program, linked)->tree->name.span,
                              .kind = USE_POLICY,
                              .about = draft_at(program, linked)->tree->title});
    if (linked != NO_DRAFT)
        check_version(program, use, draft_at(program, linked)->tree);
    return linked;
}

static void check_twice(struct program *program, const struct file_node *tree, uint32_t index,
                        const uint32_t *links) {
    const struct use_node *use = &tree->uses[index];
    for (uint32_t i = 0; i < index && links[index] != NO_DRAFT; i++)
        if (links[i] == links[index] && tree->uses[i].imports == use->imports)
            diagnostic_error(program->diagnostics, CODE_REPEATED_STATEMENT, use->named,
                             "this file already has %s for it", word_of(use));
}

uint32_t draft_policy_add(struct program *program, const struct file_node *tree, const char *path) {
    struct program_draft *draft = program->draft;
    uint32_t index = draft->policy_count;
    uint32_t *links = ARENA_ARRAY(program->arena, uint32_t, tree->use_count);
    ARENA_PUSH(program->arena, draft->policies, draft->policy_count, draft->policy_capacity) =
        (struct draft_policy){.tree = tree, .path = path, .links = links, .open = true};
    for (uint32_t i = 0; i < tree->use_count; i++) {
        links[i] = link_use(program, tree, &tree->uses[i]);
        check_twice(program, tree, i, links);
    }
    bool known = draft_uses_facts(program, tree);
    draft_at(program, index)->open = false;
    draft_at(program, index)->known = known;
    return index;
}

bool draft_make_root(struct program *program, const char *path) {
    uint32_t before = draft_of_path(program, real_path(program, path));
    if (before == NO_DRAFT || draft_at(program, before)->root)
        return false;
    draft_at(program, before)->root = true;
    return true;
}

// ---- folders ----

// Files of settings and waivers may have the head of a policy.
static bool is_policy_of_folder(const struct file_node *tree) {
    return tree->kind == FILE_NODE_POLICY && !file_holds_only(tree, STATEMENT_SET) &&
           !file_holds_only(tree, STATEMENT_WAIVE);
}

// Whether it is a policy.
static bool add_folder_file(struct program *program, const char *path) {
    struct text text = {0};
    const char *real = real_path(program, path);
    const struct source *source = NULL;
    if (draft_of_path(program, real) != NO_DRAFT) {
        draft_make_root(program, path);
        return true;
    }
    if (read_whole(program, path, &text))
        source = add_source(program, path, text_data(&text), text.size);
    text_clear(&text);
    if (source == NULL)
        return false;
    struct parse parse = {program->arena, program->names, program->diagnostics};
    const struct file_node *tree = parse_file(&parse, source);
    if (!is_policy_of_folder(tree))
        return false;
    draft_at(program, draft_policy_add(program, tree, real))->root = true;
    return true;
}

void program_add_listed(struct program *program, const char *path) {
    add_folder_file(program, path);
}

// Whether an import takes all that there is.
static bool only_declares(const struct file_node *tree) {
    return tree->rule_count == 0 && tree->use_count == 0 && tree->waive_count == 0;
}

// What another policy of the folder uses is taken through that.
static void demote_used(struct program *program, uint32_t first) {
    struct program_draft *draft = program->draft;
    for (uint32_t i = first; i < draft->policy_count; i++)
        for (uint32_t j = 0; j < draft->policies[i].tree->use_count; j++) {
            uint32_t used = draft->policies[i].links[j];
            bool imports = draft->policies[i].tree->uses[j].imports;
            if (used != NO_DRAFT && used >= first &&
                (!imports || only_declares(draft->policies[used].tree)))
                draft->policies[used].root = false;
        }
}

void draft_folder_add(struct program *program, const char *folder) {
    uint32_t first = program->draft->policy_count;
    size_t size = strlen(folder);
    while (size > 1 && folder[size - 1] == '/')
        size--;
    struct listed_files files =
        list_folder(program->arena, arena_copy(program->arena, folder, size));
    bool any = false;
    for (size_t i = 0; i < files.count; i++)
        if (!listed_is_test(&files.items[i]))
            any = add_folder_file(program, files.items[i].path) || any;
    demote_used(program, first);
    if (!any)
        diagnostic_fact(program->diagnostics, CODE_UNKNOWN_POLICY, DIAGNOSTIC_ERROR, folder, NULL,
                        "no policy is in this folder");
}

// ---- what is reached ----

static bool reaches(const struct reach *reach, uint32_t draft) {
    for (uint32_t i = 0; i < reach->count; i++)
        if (reach->drafts[i] == draft)
            return true;
    return false;
}

static void reach_add(struct program *program, struct reach *reach, uint32_t draft,
                      uint32_t layer) {
    if (draft == NO_DRAFT || reaches(reach, draft))
        return;
    uint32_t count = reach->count;
    ARENA_PUSH(program->arena, reach->layers, count, reach->layer_room) = layer;
    ARENA_PUSH(program->arena, reach->drafts, reach->count, reach->room) = draft;
}

struct reach program_reach(struct program *program, uint32_t root) {
    struct reach reach = {0};
    reach_add(program, &reach, root, 0);
    for (uint32_t i = 0; i < reach.count; i++) {
        const struct draft_policy *draft = draft_at(program, reach.drafts[i]);
        for (uint32_t j = 0; j < draft->tree->use_count; j++)
            if (!draft->tree->uses[j].imports)
                reach_add(program, &reach, draft->links[j], reach.layers[i] + 1);
    }
    return reach;
}

// ---- imports ----

// The drafts that one imports, directly or through others, each once, those that others need
// first.
static void gather_imports(struct program *program, uint32_t index, struct reach *imports) {
    const struct draft_policy *draft = draft_at(program, index);
    for (uint32_t i = 0; i < draft->tree->use_count; i++) {
        uint32_t link = draft->links[i];
        if (!draft->tree->uses[i].imports || link == NO_DRAFT || reaches(imports, link))
            continue;
        gather_imports(program, link, imports);
        reach_add(program, imports, link, 0);
    }
}

static void append_declarations(struct program *program, struct file_node *merged,
                                const struct file_node *from) {
    size_t param_room = merged->param_count, define_room = merged->define_count;
    for (uint32_t i = 0; i < from->param_count; i++)
        ARENA_PUSH(program->arena, merged->params, merged->param_count, param_room) =
            from->params[i];
    for (uint32_t i = 0; i < from->define_count; i++)
        ARENA_PUSH(program->arena, merged->defines, merged->define_count, define_room) =
            from->defines[i];
}

static const struct file_node *merge(struct program *program, uint32_t index) {
    const struct file_node *tree = draft_at(program, index)->tree;
    struct reach imports = {0};
    gather_imports(program, index, &imports);
    if (imports.count == 0)
        return tree;
    struct file_node *merged = ARENA_NEW(program->arena, struct file_node);
    *merged = *tree;
    merged->params = NULL;
    merged->defines = NULL;
    merged->param_count = merged->define_count = 0;
    for (uint32_t i = 0; i < imports.count; i++)
        append_declarations(program, merged, draft_at(program, imports.drafts[i])->tree);
    append_declarations(program, merged, tree);
    return merged;
}

static void say_stray_sets(struct program *program, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->set_count; i++)
        diagnostic_cure(program->diagnostics,
                        diagnostic_error(program->diagnostics, CODE_MISPLACED_SET,
                                         tree->sets[i].span, "a policy has no set of its own"),
                        "set stands within use policy NAME { }, or in a file that is given with "
                        "--params");
}

void drafts_settle(struct program *program) {
    for (uint32_t i = 0; i < program->draft->policy_count; i++) {
        say_stray_sets(program, draft_at(program, i)->tree);
        const struct file_node *merged = merge(program, i);
        draft_at(program, i)->merged = merged;
    }
}

const struct file_node *program_used(const struct program *program, const struct file_node *user,
                                     uint32_t use) {
    const struct program_draft *draft = program->draft;
    for (uint32_t i = 0; i < draft->policy_count; i++) {
        const struct draft_policy *policy = &draft->policies[i];
        if (policy->tree->source == user->source && policy->links[use] != NO_DRAFT)
            return draft->policies[policy->links[use]].merged;
    }
    return NULL;
}
