// Tests of the case in the language's own words: they pass where they expect what was found.
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "testing/testing.h"

struct expecting {
    struct random random;
    struct arena *arena;
    struct text out; // the policy and its test
    const struct findings *findings;
    const char *changes; // in each case
};

static enum verdict verdict_of(const struct rule_finding *rule, const struct fact_path *path) {
    enum verdict verdict = rule->missing.count > 0 ? VERDICT_UNKNOWN : VERDICT_SKIP;
    for (uint32_t i = 0; i < rule->judged_count; i++)
        for (size_t p = 0; p < rule->judged[i].subject.path_count; p++)
            if (fact_path_covers(path, &rule->judged[i].subject.paths[p]) > 0)
                verdict = verdict_graver(verdict, rule->judged[i].verdict);
    return verdict;
}

// Elements of lists that are no facts have no path that a test could name.
static bool is_fact(const struct model *model, const struct found_subject *subject) {
    return subject->path_count == 1 && !subject->nameless &&
           model_find(model, &subject->paths[0]) != NULL;
}

static void expect_subject(struct expecting *expecting, const struct model *model,
                           const struct rule_finding *rule) {
    enum { SUBJECTS = 500 };
    if (rule->judged_count == 0 || rule->judged_count > SUBJECTS)
        return;
    const struct judged_subject *judged =
        &rule->judged[random_below(&expecting->random, rule->judged_count)];
    if (is_fact(model, &judged->subject))
        text_addf(&expecting->out, "        expect %s %s for %s\n",
                  verdict_text(verdict_of(rule, &judged->subject.paths[0])), rule->rule->name,
                  fact_path_text(&judged->subject.paths[0], expecting->arena));
}

static void expect_missing(struct expecting *expecting, const struct model *model,
                           const struct rule_finding *rule) {
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct missing_facts *missing = &rule->requirements[i].missing;
        if (rule->verdict != VERDICT_UNKNOWN || missing->count == 0 ||
            model_find(model, &missing->facts[0].path) == NULL)
            continue;
        text_addf(&expecting->out, " missing %s", missing->facts[0].fact);
        return;
    }
}

static void expect_found(struct expecting *expecting, const struct model *model) {
    const struct findings *findings = expecting->findings;
    text_addf(&expecting->out, "    case \"so\" {\n%s        expect run %s\n", expecting->changes,
              verdict_text(findings->verdict));
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct rule_finding *rule = &findings->rules[i];
        text_addf(&expecting->out, "        expect %s %s", verdict_text(rule->verdict),
                  rule->rule->name);
        expect_missing(expecting, model, rule);
        text_add(&expecting->out, "\n");
        expect_subject(expecting, model, rule);
    }
    text_add(&expecting->out, "    }\n");
}

static void expect_other(struct expecting *expecting) {
    const struct rule_finding *rule = &expecting->findings->rules[0];
    text_addf(&expecting->out, "    case \"not so\" {\n%sexpect %s %s }\n", expecting->changes,
              rule->verdict == VERDICT_PASS ? "fail" : "pass", rule->rule->name);
}

// ---- running it ----

static void say(struct text *wrong, const struct outcome *outcome, struct arena *arena) {
    text_addf(wrong, "%s: %s\n", outcome->test->name,
              outcome->kind == OUTCOME_PASSED   ? "passed"
              : outcome->kind == OUTCOME_FAILED ? "failed"
                                                : "is mistaken");
    for (uint32_t i = 0; i < outcome->shortfall_count; i++)
        text_addf(wrong, "%s: %s\n",
                  sources_excerpt(outcome->program->sources, outcome->shortfalls[i].expected->span,
                                  arena),
                  outcome->shortfalls[i].came);
    for (uint32_t i = 0; i < outcome->mistake_count; i++)
        text_addf(wrong, "%s\n", outcome->mistakes[i].message);
}

static void run_case(const struct test_file *file, uint32_t index, enum outcome_kind expected,
                     struct text *wrong) {
    const struct verdict_options options = {.fail_on = SEVERITY_ERROR};
    struct outcome outcome;
    outcome_make(&file->cases[index], file->session->program, &options, &outcome);
    if (outcome.kind != expected)
        say(wrong, &outcome, file->arena);
    if (outcome.arena != NULL)
        outcome_clear(&outcome);
}

static void run_tests(const struct text *policy, struct text *wrong) {
    struct session *session = session_new(trial_model_folder());
    session_add_text(session, "random.plim", text_data(policy), policy->size);
    struct test_file *file = test_file_of(session, "random.plim");
    if (file->case_count == 2) {
        run_case(file, 0, OUTCOME_PASSED, wrong);
        run_case(file, 1, OUTCOME_FAILED, wrong);
    }
    if (file->case_count != 2 || wrong->size > 0)
        diagnostics_render(session->program->diagnostics, wrong);
    if (wrong->size > 0)
        text_addf(wrong, "%s", text_data(policy));
    test_file_free(file);
}

void trial_expect(struct trial *trial, const char *given, const char *changes,
                  const struct findings *findings, struct text *wrong) {
    struct expecting expecting = {.random = random_new(trial->seed),
                                  .arena = arena_new(),
                                  .findings = findings,
                                  .changes = changes};
    text_addf(&expecting.out, "%stest \"t\" {\n    %s    at 2026-11-23T10:00:00Z\n", trial->policy,
              given);
    expect_found(&expecting, trial->program->model);
    expect_other(&expecting);
    text_add(&expecting.out, "}\n");
    run_tests(&expecting.out, wrong);
    text_clear(&expecting.out);
    arena_free(expecting.arena);
}

void trial_test(struct trial *trial, const struct findings *findings, struct text *wrong) {
    char given[64];
    FILE *file = tmpfile();
    fputs(trial->facts, file);
    fflush(file);
    snprintf(given, sizeof given, "given \"/dev/fd/%d\"\n", fileno(file));
    trial_expect(trial, given, "", findings, wrong);
    fclose(file);
}
