// Counting what the cases of a run cover: each counts for itself, as cases may run at once.
#include "testing/covering.h"

#include "testing/tested.h"

struct case_coverage {
    struct arena *arena; // while the case runs
    struct coverage *counts;
};

static struct file_coverage *coverage_of(const struct covering *covering,
                                         const struct test_case *test) {
    for (size_t i = 0; i < covering->file_count; i++)
        if (covering->files[i].file == test->file)
            return &covering->files[i];
    return NULL;
}

static struct case_coverage *case_of(const struct covering *covering,
                                     const struct test_case *test) {
    return &coverage_of(covering, test)->cases[test - test->file->cases];
}

static void add_tested(struct covering *covering, const struct file_coverage *file) {
    const struct program *program = file->file->session->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (is_tested(program, program->policies[i]))
            covered_add(&covering->covered, program, program->policies[i], file->whole);
}

// Rules that no case evaluates are there from the beginning.
void covering_begin(struct covering *covering, struct test_file *const *files, size_t count,
                    struct arena *arena) {
    covering->covered.arena = arena;
    covering->files = ARENA_ARRAY(arena, struct file_coverage, count);
    covering->file_count = count;
    for (size_t i = 0; i < count; i++) {
        struct file_coverage *file = &covering->files[i];
        file->file = files[i];
        file->whole = coverage_new(files[i]->session->program, arena);
        file->cases = ARENA_ARRAY(arena, struct case_coverage, files[i]->case_count);
        if (files[i]->understood)
            add_tested(covering, file);
    }
}

void covering_prepare(struct covering *covering, const struct test_case *test,
                      struct verdict_options *options) {
    struct case_coverage *counting = case_of(covering, test);
    counting->arena = arena_new();
    counting->counts = coverage_new(test->file->session->program, counting->arena);
    options->coverage = counting->counts;
}

static void add_counts(struct coverage *whole, const struct coverage *part) {
    for (uint32_t i = 0; i < whole->count; i++)
        for (enum truth truth = TRUTH_FALSE; truth <= TRUTH_TRUE; truth++)
            whole->outcomes[i].seen[truth] += part->outcomes[i].seen[truth];
}

static void add_verdicts(struct covering *covering, const struct findings *findings) {
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct rule_finding *finding = &findings->rules[i];
        covered_verdict(&covering->covered, finding->policy, finding->rule, finding->verdict);
    }
}

static void add_expectations(struct covering *covering, const struct test_case *test) {
    const struct program *program = test->file->session->program;
    for (uint32_t i = 0; i < test->expectation_count; i++) {
        const struct expectation *expected = &test->expectations[i];
        if (expected->node->kind != EXPECT_RULE)
            continue;
        const struct policy *policy = program->policies[expected->rule.policy];
        covered_test(&covering->covered, policy, &policy->rules[expected->rule.rule],
                     expected->verdict);
    }
}

void covering_done(struct covering *covering, const struct outcome *outcome) {
    struct case_coverage *counting = case_of(covering, outcome->test);
    add_counts(coverage_of(covering, outcome->test)->whole, counting->counts);
    arena_free(counting->arena);
    if (outcome->findings == NULL)
        return;
    add_verdicts(covering, outcome->findings);
    add_expectations(covering, outcome->test);
}

void covering_end(struct covering *covering) {
    for (size_t i = 0; i < covering->file_count; i++)
        if (covering->files[i].file->understood)
            add_tested(covering, &covering->files[i]);
}
