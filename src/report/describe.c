// A policy described: gathering what the forms of a description share.
#include "report/describe.h"

#include <string.h>

// ---- gathering ----

static struct rule_description describe_rule(const struct description *described, uint32_t index) {
    const struct rule *rule = &described->policy->rules[index];
    struct rule_description one = {
        .rule = rule,
        .node = &described->tree->rules[index],
        .reads = reads_new(described->arena, described->program, described->policy),
    };
    reads_add_rule(&one.reads, rule);
    one.facts = reads_facts(&one.reads);
    return one;
}

// The rules that ask for each answer.
static const struct rule_list *find_askers(const struct description *described) {
    const struct reads *reads = &described->reads;
    struct rule_list *askers = ARENA_ARRAY(described->arena, struct rule_list, reads->answer_count);
    for (uint32_t i = 0; i < described->policy->rule_count; i++) {
        const struct rule_description *one = &described->rules[i];
        for (size_t j = 0; j < one->reads.answer_count; j++) {
            struct rule_list *list = &askers[reads_answer(reads, one->reads.answers[j])];
            ARENA_PUSH(described->arena, list->rules, list->count, list->room) = one->rule;
        }
    }
    return askers;
}

struct description describe(struct arena *arena, const struct program *program,
                            const struct policy *policy, const char *const *collectable) {
    struct description described = {
        .arena = arena,
        .program = program,
        .policy = policy,
        .tree = policy->tree,
        .collectable = collectable,
        .uses = program->uses,
        .reads = reads_new(arena, program, policy),
    };
    struct rule_description *rules =
        ARENA_ARRAY(arena, struct rule_description, policy->rule_count);
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        rules[i] = describe_rule(&described, i);
        reads_add_rule(&described.reads, &policy->rules[i]);
    }
    described.rules = rules;
    described.facts = reads_facts(&described.reads);
    described.askers = find_askers(&described);
    return described;
}

// ---- facts and answers ----

// The root that a fact stands in, or that stands in for it: "source" of vm, which is source.vm
// where the facts leave it out.
static const char *root_path(const struct read_fact *fact) {
    const struct space_def *space = fact->space;
    while (space->parent != NULL && space->parent->parent != NULL)
        space = space->parent;
    return space->fallback != NULL ? space->fallback->path : fact->path;
}

static bool is_below(const char *path, const char *root) {
    size_t length = strlen(root);
    return strncmp(path, root, length) == 0 && (path[length] == '.' || path[length] == '\0');
}

// No source collects what a policy adds to the model.
static bool is_added(const struct description *described, const struct field *field) {
    return sources_find(described->program->sources, field->span.begin) ==
           described->policy->source;
}

enum source_kind describe_source(const struct description *described,
                                 const struct read_fact *fact) {
    if (fact->space == described->program->model->purposes[PURPOSE_ANSWERS].space)
        return SOURCE_ATTESTED;
    if (fact->field->plan)
        return SOURCE_PLANNED;
    if (is_added(described, fact->field))
        return SOURCE_WRITTEN;
    for (const char *const *root = described->collectable; *root != NULL; root++)
        if (is_below(root_path(fact), *root))
            return SOURCE_COLLECTED;
    return SOURCE_WRITTEN;
}

bool describe_is_mandatory(const struct rule_description *rule) {
    return rule->node->mandatory.begin < rule->node->mandatory.end;
}

// ---- words of the policy ----

const char *describe_excerpt(const struct description *described, struct span span) {
    return sources_excerpt(described->program->sources, span, described->arena);
}

static const char *limit(const struct description *described, const char *word,
                         const struct expr *value) {
    if (value == NULL)
        return "";
    return arena_printf(described->arena, " %s %s", word,
                        describe_excerpt(described, value->node->span));
}

const char *describe_param_type(const struct description *described, const struct param *param) {
    return arena_printf(described->arena, "%s%s%s", type_text(described->arena, &param->type),
                        limit(described, "min", param->min), limit(described, "max", param->max));
}

const char *describe_param_value(const struct description *described, const struct param *param) {
    return param->value != NULL ? describe_excerpt(described, param->value->node->span) : NULL;
}
