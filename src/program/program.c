// All policies of a run and the model they share: adding files, checking them.
#include "program/program.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/model_build.h"
#include "check/pattern.h"
#include "program/program_draft.h"
#include "program/program_find.h"

enum { MODEL_CHAIN_LIMIT = 16 };

struct program *program_new(const char *search_path) {
    struct arena *arena = arena_new();
    struct program *program = ARENA_NEW(arena, struct program);
    program->arena = arena;
    program->names = intern_new(arena);
    program->sources = sources_new(arena);
    program->diagnostics = diagnostics_new(arena, program->sources);
    program->search_path = arena_copy(arena, search_path, strlen(search_path));
    program->draft = ARENA_NEW(arena, struct program_draft);
    return program;
}

void program_free(struct program *program) {
    if (program == NULL)
        return;
    if (program->model != NULL)
        model_end_draft(program->model);
    arena_free(program->arena);
}

static struct parse parse_of(struct program *program) {
    return (struct parse){program->arena, program->names, program->diagnostics};
}

static size_t error_count(const struct program *program) {
    return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR);
}

// ---- fact models ----

// Where a model is used: in a file by `use facts`, or NULL for the command line.
static struct diagnostic *use_error(struct program *program, enum code code,
                                    const struct file_node *user, const char *path,
                                    const char *problem) {
    if (user == NULL)
        return diagnostic_fact(program->diagnostics, code, DIAGNOSTIC_ERROR, path, NULL, "%s",
                               problem);
    return diagnostic_error(program->diagnostics, code, user->use_facts.span, "%s %s", path,
                            problem);
}

static struct draft_model *drafted_model(struct program *program, const char *name) {
    for (size_t i = 0; i < program->draft->model_count; i++)
        if (program->draft->models[i].tree->name.text == name)
            return &program->draft->models[i];
    return NULL;
}

// The model that was added before, by the same path or with the same text, or NULL.
static struct draft_model *same_model(struct program *program, const char *path,
                                      const struct text *text) {
    for (size_t i = 0; i < program->draft->model_count; i++) {
        struct draft_model *model = &program->draft->models[i];
        const struct source *source = model->tree->source;
        if (strcmp(source->name, path) == 0 ||
            (source->size == text->size && memcmp(source->text, text_data(text), text->size) == 0))
            return model;
    }
    return NULL;
}

static bool is_version(struct program *program, const struct file_node *user,
                       const struct file_node *model) {
    if (user == NULL || user->use_version == model->facts_version)
        return true;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_WRONG_MODEL, user->use_facts.span,
                         "%s is version %" PRId64 " of %s, not %" PRId64, model->source->name,
                         model->facts_version, model->name.text, user->use_version);
    diagnostic_cure(program->diagnostics, error, "write use facts %s %" PRId64, model->name.text,
                    model->facts_version);
    return false;
}

static bool is_model(struct program *program, const struct file_node *user,
                     const struct file_node *tree) {
    const char *path = tree->source->name;
    if (tree->kind != FILE_NODE_FACTS && tree->kind != FILE_NODE_BAD)
        use_error(program, CODE_WRONG_MODEL, user, path,
                  arena_printf(program->arena, "is %s, not a fact model", file_kind_text(tree)));
    else if (tree->kind == FILE_NODE_FACTS && user != NULL &&
             tree->name.text != user->use_facts.text)
        diagnostic_error(program->diagnostics, CODE_WRONG_MODEL, user->use_facts.span,
                         "%s declares the facts %s, not %s", path, tree->name.text,
                         user->use_facts.text);
    else
        return tree->kind == FILE_NODE_FACTS;
    return false;
}

// The model below all others gives the whole its name.
static bool begin_model(struct program *program, const struct file_node *user,
                        const struct file_node *tree) {
    if (program->model == NULL) {
        program->model = model_new(program->arena, program->names);
        program->model->name = tree->name.text;
        program->model->version = tree->facts_version;
        return true;
    }
    struct diagnostic *error = use_error(program, CODE_WRONG_MODEL, user, tree->source->name,
                                         "does not go with what else is used");
    diagnostic_cure(program->diagnostics, error,
                    "all policies of a run share one fact model, and others use %s",
                    program->model->name);
    return false;
}

static bool use_facts(struct program *program, const struct file_node *user);

// Adds what a model declares. Mistakes at one place count as one, but a tree without any has no
// such place yet.
static bool declare(struct program *program, const struct file_node *tree) {
    size_t errors = error_count(program);
    struct parse parse = parse_of(program);
    model_add(program->model, tree, &parse);
    return tree->sound && error_count(program) == errors;
}

// Whether the model is sound.
static bool add_model(struct program *program, const struct file_node *user,
                      const struct file_node *tree) {
    struct program_draft *draft = program->draft;
    if (!is_model(program, user, tree))
        return false;
    bool meant = is_version(program, user, tree);
    if (drafted_model(program, tree->name.text) != NULL) {
        struct diagnostic *error = use_error(program, CODE_DUPLICATE_NAME, user, tree->source->name,
                                             "is another fact model of the same name");
        diagnostic_cure(program->diagnostics, error, "the first is %s",
                        drafted_model(program, tree->name.text)->tree->source->name);
        return false;
    }
    if (draft->model_count == MODEL_CHAIN_LIMIT) {
        use_error(program, CODE_TOO_LARGE, user, tree->source->name, "is one fact model too many");
        return false;
    }
    size_t index = draft->model_count;
    ARENA_PUSH(program->arena, draft->models, draft->model_count, draft->model_capacity) =
        (struct draft_model){.tree = tree, .open = true};
    bool based =
        tree->use_facts.text != NULL ? use_facts(program, tree) : begin_model(program, user, tree);
    bool sound = based && declare(program, tree);
    draft->models[index].open = false;
    draft->models[index].sound = sound;
    return meant && sound;
}

static bool add_model_text(struct program *program, const struct file_node *user, const char *path,
                           const struct text *text) {
    const struct draft_model *before = same_model(program, path, text);
    if (before != NULL && before->open) {
        use_error(program, CODE_WRONG_MODEL, user, path, "uses itself");
        return false;
    }
    if (before != NULL)
        return is_version(program, user, before->tree) && before->sound;
    const struct source *source = add_source(program, path, text_data(text), text->size);
    struct parse parse = parse_of(program);
    return source != NULL && add_model(program, user, parse_file(&parse, source));
}

// Whether the model that stands there is sound.
static bool read_model(struct program *program, const struct file_node *user, const char *path) {
    struct text text;
    text_init(&text);
    bool sound = path != NULL && read_used(program, path, &text) &&
                 add_model_text(program, user, path, &text);
    text_clear(&text);
    return sound;
}

static bool use_facts(struct program *program, const struct file_node *user) {
    bool sound = read_model(program, user, find_used(program, user));
    const struct draft_model *model = drafted_model(program, user->use_facts.text);
    if (model != NULL)
        uses_add(program->uses, (struct use){.span = user->use_facts.span,
                                             .declaration = model->tree->name.span,
                                             .kind = USE_MODEL});
    return sound;
}

// ---- policies ----

bool draft_uses_facts(struct program *program, const struct file_node *tree) {
    return tree->use_facts.text == NULL || use_facts(program, tree);
}

static void add_root(struct program *program, const struct file_node *tree, const char *path) {
    uint32_t added = draft_policy_add(program, tree, path);
    program->draft->policies[added].root = true;
}

static void say_no_policy(struct program *program, const struct file_node *tree) {
    struct diagnostic *error =
        diagnostic_fact(program->diagnostics, CODE_WRONG_POLICY, DIAGNOSTIC_ERROR,
                        tree->source->name, NULL, "is %s, not a policy", file_kind_text(tree));
    diagnostic_cure(program->diagnostics, error, "give it with %s",
                    tree->kind == FILE_NODE_SETTINGS ? "--params" : "--waivers");
}

const struct file_node *program_read_text(struct program *program, const char *name,
                                          const char *text, size_t size, struct tokens *tokens) {
    const struct source *source = add_source(program, name, text, size);
    struct parse parse = parse_of(program);
    return source != NULL ? parse_file_tokens(&parse, source, tokens) : NULL;
}

void program_add_tree(struct program *program, const struct file_node *tree, const char *path) {
    switch (tree->kind) {
    case FILE_NODE_POLICY:
        add_root(program, tree, path != NULL ? real_path(program, path) : NULL);
        break;
    case FILE_NODE_FACTS:
        add_model(program, NULL, tree);
        break;
    case FILE_NODE_SETTINGS:
    case FILE_NODE_WAIVERS:
        say_no_policy(program, tree);
        break;
    case FILE_NODE_BAD:
        break;
    }
}

void program_add_text(struct program *program, const char *name, const char *text, size_t size) {
    const struct file_node *tree = program_read_text(program, name, text, size, NULL);
    if (tree != NULL)
        program_add_tree(program, tree, NULL);
}

static void add_read(struct program *program, const char *path, const struct text *text) {
    const struct file_node *tree =
        program_read_text(program, path, text_data(text), text->size, NULL);
    if (tree != NULL)
        program_add_tree(program, tree, path);
}

static void add_found(struct program *program, const char *path, bool again) {
    struct text text;
    text_init(&text);
    if (path != NULL && !draft_make_root(program, path) && read_whole(program, path, &text) &&
        (again || same_model(program, path, &text) == NULL))
        add_read(program, path, &text);
    text_clear(&text);
}

void program_add_file(struct program *program, const char *path_or_name) {
    if (find_folder(program, path_or_name))
        draft_folder_add(program, path_or_name);
    else
        add_found(program, find_named(program, path_or_name, ""), true);
}

void program_use_facts(struct program *program, const char *name_or_path) {
    add_found(program, find_named(program, name_or_path, "facts/"), false);
}

// ---- checking ----

static void check_names(struct program *program) {
    const struct program_draft *draft = program->draft;
    for (uint32_t i = 1; i < draft->policy_count; i++) {
        const struct file_node *tree = draft->policies[i].tree;
        for (uint32_t j = 0; j < i; j++) {
            const struct file_node *before = draft->policies[j].tree;
            if (tree->name.text == NULL || before->name.text != tree->name.text)
                continue;
            struct diagnostic *error =
                diagnostic_error(program->diagnostics, CODE_DUPLICATE_NAME, tree->name.span,
                                 "policy %s is in this run already", tree->name.text);
            diagnostic_cure(program->diagnostics, error, "it is also in %s", before->source->name);
            break;
        }
    }
}

static void seal_model(struct program *program) {
    struct parse parse = parse_of(program);
    if (program->model == NULL)
        program->model = model_new(program->arena, program->names);
    for (size_t i = 0; i < program->draft->policy_count; i++)
        if (program->draft->policies[i].known)
            model_add(program->model, program->draft->policies[i].tree, &parse);
    model_seal(program->model, &parse);
    program->wanted = wanted_new(program->arena, program->model);
}

struct checking program_checking(struct program *program) {
    return (struct checking){
        .arena = program->arena,
        .names = program->names,
        .sources = program->sources,
        .diagnostics = program->diagnostics,
        .model = program->model,
        .wanted = program->wanted,
        .pattern_size = &program->pattern_size,
        .expression_count = &program->expression_count,
        .uses = program->uses,
    };
}

// ---- the policies of the run ----

// A root and what it reaches, while their policies are made.
struct rooted {
    struct program *program;
    struct reach reach;
    uint32_t root;
    bool *made; // by draft
    bool waives;
};

// A policy that nobody tailors or waives a rule of is the same for every root.
static struct policy *same_policy(const struct rooted *rooted, const struct policy *policy) {
    for (uint32_t i = 0; i < rooted->program->policy_count && !rooted->waives; i++) {
        struct policy *before = rooted->program->policies[i];
        if (before->source == policy->source && before->shared && policy->shared)
            return before;
    }
    return NULL;
}

static uint32_t reach_layer(const struct reach *reach, uint32_t draft) {
    uint32_t i = 0;
    while (reach->drafts[i] != draft)
        i++;
    return reach->layers[i];
}

static void make_policy(struct rooted *rooted, uint32_t index) {
    struct program *program = rooted->program;
    const struct draft_policy *draft = &program->draft->policies[index];
    if (!draft->known || program->model->incomplete)
        return;
    struct checking checking = program_checking(program);
    struct policy *policy = ARENA_NEW(program->arena, struct policy);
    check_policy(&checking, draft->merged, policy);
    policy->root = program->draft->policies[rooted->root].tree->name.text;
    policy->layer = reach_layer(&rooted->reach, index);
    program_tailor(program, policy, &rooted->reach, index);
    policy->shared = index != rooted->root && policy->tailoring_count == 0 && !rooted->waives;
    if (same_policy(rooted, policy) != NULL)
        return;
    ARENA_PUSH(program->arena, program->policies, program->policy_count, program->policy_capacity) =
        policy;
    if (index == rooted->root && program->first == NULL)
        program->first = policy;
}

// What a policy uses comes before it.
static void make_policies(struct rooted *rooted, uint32_t index) {
    const struct draft_policy *draft = &rooted->program->draft->policies[index];
    if (rooted->made[index])
        return;
    rooted->made[index] = true;
    for (uint32_t i = 0; i < draft->tree->use_count; i++)
        if (!draft->tree->uses[i].imports && draft->links[i] != NO_DRAFT)
            make_policies(rooted, draft->links[i]);
    make_policy(rooted, index);
}

static bool reach_waives(const struct program_draft *draft, const struct reach *reach) {
    for (uint32_t i = 0; i < reach->count; i++)
        if (draft->policies[reach->drafts[i]].tree->waive_count > 0)
            return true;
    return false;
}

static void make_rooted(struct program *program, uint32_t root) {
    struct rooted rooted = {.program = program, .root = root};
    rooted.reach = program_reach(program, root);
    rooted.waives = reach_waives(program->draft, &rooted.reach);
    rooted.made = ARENA_ARRAY(program->arena, bool, program->draft->policy_count);
    make_policies(&rooted, root);
}

bool program_check(struct program *program) {
    drafts_settle(program);
    seal_model(program);
    check_names(program);
    for (uint32_t i = 0; i < program->draft->policy_count; i++)
        if (program->draft->policies[i].root)
            make_rooted(program, i);
    return error_count(program) == 0;
}

bool program_is_policy(const struct program *program, const struct source *source) {
    for (uint32_t i = 0; i < program->draft->policy_count; i++)
        if (program->draft->policies[i].known && program->draft->policies[i].tree->source == source)
            return true;
    return false;
}
