// Running one case: its facts and params, the rules that it expects something of, and what came.
#include <string.h>

#include "testing/reckoning.h"
#include "testing/twin.h"
#include "testing/variant.h"

// A case on its way.
struct trial {
    struct outcome *outcome;
    const struct test_case *test;
    const struct program *program;
    struct overlay *overlay;
};

// ---- facts ----

static void say(struct outcome *outcome, struct span span, enum code code, const char *message,
                const char *cure) {
    ARENA_PUSH(outcome->arena, outcome->mistakes, outcome->mistake_count, outcome->mistake_room) =
        (struct case_mistake){span, code, message, cure};
}

static void change_fact(struct trial *trial, const struct fact_change *change) {
    struct outcome *outcome = trial->outcome;
    bool idle;
    const char *problem = overlay_change(trial->overlay, &change->path, change->value, &idle);
    const char *path = fact_path_text(&change->path, outcome->arena);
    if (problem != NULL)
        say(outcome, change->span, CODE_UNKNOWN_PATH, arena_text(outcome->arena, problem), NULL);
    else if (idle)
        say(outcome, change->span, CODE_IDLE_CHANGE,
            arena_printf(outcome->arena,
                         change->value != NULL ? "%s has this value already"
                                               : "%s is unknown already",
                         path),
            "leave the statement out, or test a change");
}

static bool change_facts(struct trial *trial) {
    for (uint32_t i = 0; i < trial->test->change_count; i++)
        change_fact(trial, &trial->test->changes[i]);
    return trial->outcome->mistake_count == 0;
}

// ---- params ----

static const struct program *with_params(const struct test_case *test,
                                         const struct program *program, struct arena *arena) {
    if (test->setting_count == 0)
        return program;
    struct program *variant = variant_new(program, arena);
    for (uint32_t i = 0; i < test->setting_count; i++) {
        const struct param_setting *setting = &test->settings[i];
        variant_set(variant, setting->policy, setting->param, setting->value);
    }
    return variant;
}

// ---- rules ----

static bool names_rule(const struct expectation *expected, const struct program *program,
                       const struct policy *policy, const struct rule *rule) {
    bool of_rule = expected->node->kind == EXPECT_RULE || expected->node->kind == EXPECT_MESSAGE;
    return of_rule && program->policies[expected->rule.policy] == policy &&
           &policy->rules[expected->rule.rule] == rule;
}

static bool is_expected(const struct policy *policy, const struct rule *rule, void *state) {
    const struct trial *trial = state;
    for (uint32_t i = 0; i < trial->test->expectation_count; i++)
        if (trial->test->expectations[i].node->kind == EXPECT_RUN ||
            names_rule(&trial->test->expectations[i], trial->program, policy, rule))
            return true;
    return false;
}

static struct verdict_options options_of(struct trial *trial, const struct verdict_options *given) {
    struct verdict_options options = given != NULL ? *given : (struct verdict_options){0};
    options.now = trial->test->now;
    options.fail_on = SEVERITY_ERROR;
    options.chosen = is_expected;
    options.state = trial;
    struct fact_path *subjects =
        ARENA_ARRAY(trial->outcome->arena, struct fact_path, 2 * trial->test->expectation_count);
    for (uint32_t i = 0; i < trial->test->expectation_count; i++) {
        const struct expectation *expected = &trial->test->expectations[i];
        if (expected->has_subject)
            options.judge_count +=
                twin_paths(overlay_store(trial->overlay), &expected->subject, trial->outcome->arena,
                           subjects + options.judge_count);
        if (expected->node->kind == EXPECT_MESSAGE)
            options.failed_shown = UNKNOWN_WALKED;
    }
    options.judge = subjects;
    return options;
}

static const struct rule_finding *finding_of(const struct trial *trial,
                                             const struct expectation *expected) {
    const struct findings *findings = trial->outcome->findings;
    for (uint32_t i = 0; i < findings->rule_count; i++)
        if (names_rule(expected, trial->program, findings->rules[i].policy,
                       findings->rules[i].rule))
            return &findings->rules[i];
    return NULL;
}

// ---- what came ----

static void check_one(struct trial *trial, const struct expectation *expected) {
    struct outcome *outcome = trial->outcome;
    const struct rule_finding *finding = finding_of(trial, expected);
    struct reckoning reckoning = {.expected = expected,
                                  .finding = finding,
                                  .findings = outcome->findings,
                                  .program = trial->program,
                                  .overlay = trial->overlay,
                                  .now = trial->test->now,
                                  .arena = outcome->arena};
    if (!reckoning_make(&reckoning))
        say(outcome, expected->span, CODE_UNKNOWN_PATH, reckoning.came, NULL);
    else if (!reckoning.met)
        ARENA_PUSH(outcome->arena, outcome->shortfalls, outcome->shortfall_count,
                   outcome->shortfall_room) =
            (struct shortfall){expected,         reckoning.came, finding, reckoning.only_margin,
                               reckoning.margin, reckoning.type};
}

static void evaluate_case(struct trial *trial, const struct verdict_options *given) {
    struct outcome *outcome = trial->outcome;
    struct verdict_options options = options_of(trial, given);
    outcome->findings =
        findings_make(trial->program, overlay_store(trial->overlay), &options, outcome->arena);
    if (outcome->findings == NULL) {
        say(outcome, trial->test->span, CODE_TOO_LARGE, "the case takes more steps than a run may",
            "plimsoll test --steps allows more");
        return;
    }
    for (uint32_t i = 0; i < trial->test->expectation_count; i++)
        check_one(trial, &trial->test->expectations[i]);
}

void outcome_make(const struct test_case *test, const struct program *program,
                  const struct verdict_options *options, struct outcome *outcome) {
    *outcome = (struct outcome){.test = test, .kind = OUTCOME_MISTAKEN};
    if (!test->sound)
        return;
    outcome->arena = arena_new();
    struct trial trial = {.outcome = outcome, .test = test};
    outcome->program = trial.program = with_params(test, program, outcome->arena);
    trial.overlay = overlay_new(test->given->facts->store);
    if (change_facts(&trial))
        evaluate_case(&trial, options);
    overlay_free(trial.overlay);
    if (outcome->mistake_count == 0)
        outcome->kind = outcome->shortfall_count > 0 ? OUTCOME_FAILED : OUTCOME_PASSED;
}

void outcome_clear(struct outcome *outcome) {
    arena_free(outcome->arena);
    outcome->arena = NULL;
}
