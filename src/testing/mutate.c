// Mutation: the cases of files against rules with one thing changed.
#include "testing/mutate.h"

#include <string.h>

#include "base/sort.h"
#include "testing/tested.h"
#include "testing/variant.h"

// ---- mutants in a program ----

static bool lies_in(struct span inner, struct span outer) {
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

// What stands in a rule is only there; what stands in a define may be in any.
static bool may_touch(const struct mutant *mutant, const struct rule *rule) {
    return mutant->in_define || lies_in(mutant->span, rule->span);
}

// The variant has the rules as the mutant has them; `changed` tells which, by policy and rule.
struct mutated {
    const struct program *program;
    struct program *variant;
    struct arena *arena;
    bool **changed;
};

static void mutate_policy(struct mutated *mutated, const struct mutant *mutant, uint32_t index) {
    const struct program *program = mutated->program;
    const struct policy *policy = program->policies[index];
    mutated->changed[index] = ARENA_ARRAY(mutated->arena, bool, policy->rule_count);
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        const struct rule *rule = NULL;
        if (may_touch(mutant, &policy->rules[i]))
            rule =
                mutant_rule(mutant, &policy->rules[i], program->expression_count, mutated->arena);
        if (rule != NULL)
            variant_replace(mutated->variant, index, i, rule);
        mutated->changed[index][i] = rule != NULL;
    }
}

static struct mutated mutate_program(const struct program *program, const struct mutant *mutant,
                                     struct arena *arena) {
    struct mutated mutated = {program, variant_new(program, arena), arena,
                              ARENA_ARRAY(arena, bool *, program->policy_count)};
    for (uint32_t i = 0; i < program->policy_count; i++)
        mutate_policy(&mutated, mutant, i);
    return mutated;
}

// ---- cases ----

static bool looks_at(const struct mutated *mutated, const struct expectation *expected) {
    switch (expected->node->kind) {
    case EXPECT_RULE:
    case EXPECT_MESSAGE:
        return mutated->changed[expected->rule.policy][expected->rule.rule];
    case EXPECT_RUN:
        return true;
    case EXPECT_VALUE:
        break;
    }
    return false;
}

static bool may_notice(const struct mutated *mutated, const struct test_case *test) {
    for (uint32_t i = 0; i < test->expectation_count; i++)
        if (looks_at(mutated, &test->expectations[i]))
            return true;
    return false;
}

static bool notices(const struct mutated *mutated, const struct test_case *test) {
    struct outcome outcome;
    if (!may_notice(mutated, test))
        return false;
    outcome_make(test, mutated->variant, NULL, &outcome);
    bool noticed = outcome.kind != OUTCOME_PASSED;
    outcome_clear(&outcome);
    return noticed;
}

static bool is_noticed(const struct test_file *file, const struct mutant *mutant) {
    struct arena *arena = arena_new();
    struct mutated mutated = mutate_program(file->session->program, mutant, arena);
    bool noticed = false;
    for (uint32_t i = 0; i < file->case_count && !noticed; i++)
        noticed = notices(&mutated, &file->cases[i]);
    arena_free(arena);
    return noticed;
}

// ---- fates ----

static struct fate *fate_find(const struct fates *fates, const char *name) {
    for (size_t i = 0; i < fates->count; i++)
        if (strcmp(fates->items[i].name, name) == 0)
            return &fates->items[i];
    return NULL;
}

static struct fate *fate_of(struct fates *fates, const struct mutant *mutant) {
    struct fate *known = fate_find(fates, mutant->name);
    if (known != NULL)
        return known;
    ARENA_PUSH(fates->arena, fates->items, fates->count, fates->room) =
        (struct fate){.name = arena_text(fates->arena, mutant->name),
                      .file = arena_text(fates->arena, mutant->file),
                      .line = mutant->line,
                      .column = mutant->column};
    return &fates->items[fates->count - 1];
}

static int by_place(const void *left, const void *right) {
    const struct fate *a = left, *b = right;
    int files = strcmp(a->file, b->file);
    if (files != 0)
        return files;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return strcmp(a->name, b->name);
}

static void mutate_tested(struct fates *fates, const struct test_file *file,
                          const struct policy *policy) {
    struct arena *arena = arena_new();
    struct mutants mutants = mutants_of(file->session->program, policy, arena);
    for (size_t i = 0; i < mutants.count; i++) {
        struct fate *fate = fate_of(fates, &mutants.items[i]);
        fate->noticed = fate->noticed || is_noticed(file, &mutants.items[i]);
    }
    arena_free(arena);
}

void mutate_file(struct fates *fates, const struct test_file *file) {
    const struct program *program = file->session->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (is_tested(program, program->policies[i]))
            mutate_tested(fates, file, program->policies[i]);
    sort_array(fates->items, fates->count, sizeof *fates->items, by_place);
}
