// Findings: verdicts of rules and the evidence for them, gathered after a rule was evaluated.
#include <string.h>

#include "eval/evaluate.h"
#include "eval/profile.h"
#include "finding/baseline.h"
#include "finding/elements.h"
#include "finding/evidence.h"
#include "finding/excused.h"
#include "finding/explanation.h"
#include "finding/judged.h"
#include "finding/names.h"
#include "eval/show.h"

const char *verdict_text(enum verdict verdict) {
    static const char *const texts[] = {"pass", "fail", "unknown", "skip", "waived", "baseline"};
    return texts[verdict];
}

const enum verdict verdicts_told[VERDICTS_TOLD] = {VERDICT_FAIL, VERDICT_UNKNOWN, VERDICT_BASELINE,
                                                   VERDICT_WAIVED};

enum verdict verdict_graver(enum verdict a, enum verdict b) {
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        if (a == verdicts_told[i] || b == verdicts_told[i])
            return verdicts_told[i];
    return a == VERDICT_PASS ? a : b;
}

static enum verdict requirement_verdict(const struct rule_state *rule,
                                        const struct requirement_state *state,
                                        const struct requirement_finding *finding) {
    const struct excused *failed = &finding->failed_excused, *unknown = &finding->unknown_excused;
    if (excused_not(state->failed.count, failed) > 0)
        return VERDICT_FAIL;
    enum verdict verdict = rule->lists_unknown ? rule->whole
                           : rule->subjects    ? VERDICT_PASS
                                               : VERDICT_SKIP;
    if (excused_not(state->unknown.count, unknown) > 0)
        verdict = verdict_graver(verdict, VERDICT_UNKNOWN);
    if (failed->baseline + unknown->baseline > 0)
        verdict = verdict_graver(verdict, VERDICT_BASELINE);
    if (failed->waived + unknown->waived > 0)
        verdict = verdict_graver(verdict, VERDICT_WAIVED);
    return verdict;
}

static void find_requirement(struct rule_state *rule, uint32_t index,
                             struct requirement_finding *finding) {
    struct requirement_state *state = &rule->requirements[index];
    finding->requirement = state->requirement;
    excused_apply(rule, state, finding);
    evidence_subjects(rule, state, finding);
    finding->verdict = requirement_verdict(rule, state, finding);
    finding->failed_count = state->failing;
    finding->failed_elements = position_list_all(&state->failed);
    finding->unknown_count = position_list_all(&state->unknown);
    finding->vacuous = finding->verdict == VERDICT_PASS && state->own_count && !state->elements;
    finding->empty = finding->vacuous ? evidence_empty(rule, state) : NULL;
    evidence_failed(rule, state, finding);
    evidence_missing(rule, state, finding);
    evidence_consulted(rule, state, finding);
    evidence_margin(rule, state, finding);
    evidence_shown(rule, state, finding);
}

// The gravest of its requirements; skip where there was nothing to judge.
static enum verdict rule_verdict(const struct rule_state *state,
                                 const struct rule_finding *finding) {
    if (state->when != TRUTH_TRUE)
        return state->when == TRUTH_FALSE ? VERDICT_SKIP : state->whole;
    enum verdict verdict = state->lists_unknown ? state->whole
                           : state->subjects    ? VERDICT_PASS
                                                : VERDICT_SKIP;
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        verdict = verdict_graver(verdict, finding->requirements[i].verdict);
    return verdict;
}

// A rule that is skipped by tailoring says so and is not evaluated.
static void skip_rule(const struct policy *policy, const struct rule *rule, struct arena *arena,
                      struct rule_finding *finding) {
    finding->rule = rule;
    finding->policy = policy;
    finding->verdict = VERDICT_SKIP;
    for (uint32_t i = 0; i < policy->tailoring_count; i++) {
        const struct tailoring *tailoring = &policy->tailorings[i];
        if (tailoring->kind == TAILOR_SKIP && &policy->rules[tailoring->index] == rule)
            finding->skipped =
                arena_printf(arena, "skipped by %s: %s", tailoring->by, tailoring->because);
    }
}

static bool is_unknown_whole(const struct rule_state *state) {
    return state->when == TRUTH_UNKNOWN || state->lists_unknown;
}

static void judge_rule(struct run *run, const struct rule *rule, const struct rule_terms *terms,
                       struct missing_list missing, struct findings *findings) {
    const struct verdict_options *options = terms->options;
    struct rule_finding *finding = &findings->rules[findings->rule_count - 1];
    struct arena *working = arena_new(), *arena = missing.arena;
    run->coverage = options->coverage;
    struct rule_state *state = rule_state_begin(run, rule, terms, working, &missing);
    state->names = findings->names;
    finding->unknown_whole = is_unknown_whole(state);
    if (finding->unknown_whole)
        finding->whole = state->whole = excused_whole(state);
    finding->rule = rule;
    finding->policy = run->policy;
    finding->subjects = state->subjects;
    finding->sure = state->sure;
    if (state->when == TRUTH_TRUE) {
        finding->requirement_count = rule->requirement_count;
        finding->requirements =
            ARENA_ARRAY(arena, struct requirement_finding, rule->requirement_count);
        for (uint32_t i = 0; i < rule->requirement_count; i++) {
            state->arena = arena;
            find_requirement(state, i, &finding->requirements[i]);
        }
    }
    baseline_end_rule(state);
    elements_note(findings, state, arena);
    if (options->judge_all || options->judge_count > 0) {
        state->arena = arena;
        judged_subjects(state, finding);
    }
    finding->verdict = rule_verdict(state, finding);
    state->arena = arena;
    evidence_whole_remedy(state, &missing);
    finding->missing = missing_list_end(&missing);
    if (finding->verdict == VERDICT_SKIP)
        finding->skipped = evidence_skipped(state, arena);
    finding->remedy = rule->remedy ? evidence_template_source(run, rule->remedy, arena) : NULL;
    if (options->explain != NULL && options->explain->rule == rule) {
        state->arena = arena;
        explanation_make(state, finding, options->explain);
    }
    rule_state_end(state);
    arena_free(working);
}

// Finds what the rule comes to, as the last of the findings.
static void find_rule(struct run *run, const struct rule *rule, const struct rule_terms *terms,
                      struct missing_list missing, struct findings *findings) {
    struct profile *profile = run->profile;
    struct profile_frame frame;
    if (profile != NULL)
        profile_begin(run, &frame, &profile->rules[findings->rule_count - 1]);
    judge_rule(run, rule, terms, missing, findings);
    if (profile != NULL)
        profile_end(run, &frame, 1);
}

static bool rule_counts(const struct rule_finding *finding, const struct verdict_options *options) {
    return !options->never_fail && finding->rule->severity >= options->fail_on;
}

// Where all that is excused by a baseline is unknown, some other subject has to be decided.
static bool decides_any(const struct rule_finding *finding) {
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *at = &finding->requirements[i];
        if (at->failed_elements > 0 || finding->sure > at->unknown_count)
            return true;
    }
    return false;
}

// A pass of subjects that may turn out to be none decides nothing.
static bool is_decided(const struct rule_finding *finding) {
    if (finding->verdict == VERDICT_BASELINE)
        return decides_any(finding);
    return finding->verdict == VERDICT_FAIL || finding->verdict == VERDICT_WAIVED ||
           (finding->verdict == VERDICT_PASS && finding->sure > 0);
}

static void sum_up(struct findings *findings, const struct verdict_options *options) {
    uint32_t failed = 0, unknown = 0, counting = 0, decided = 0, lesser = 0;
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        const struct rule_finding *finding = &findings->rules[i];
        bool counts = rule_counts(finding, options);
        findings->counts[finding->verdict]++;
        findings->severities[finding->rule->severity][finding->verdict]++;
        failed += counts && finding->verdict == VERDICT_FAIL;
        unknown += counts && finding->verdict == VERDICT_UNKNOWN;
        counting += counts;
        decided += counts && is_decided(finding);
        lesser += !counts && is_decided(finding);
    }
    findings->decided = options->never_fail ? findings->counts[VERDICT_SKIP] < findings->rule_count
                        : counting          ? decided > 0
                                            : lesser > 0;
    findings->verdict = failed                          ? VERDICT_FAIL
                        : unknown || !findings->decided ? VERDICT_UNKNOWN
                                                        : VERDICT_PASS;
}

static bool is_chosen(const struct verdict_options *options, const struct policy *policy,
                      const struct rule *rule) {
    return !options->chosen || options->chosen(policy, rule, options->state);
}

static uint32_t all_rules(const struct program *program) {
    uint32_t count = 0;
    for (uint32_t p = 0; p < program->policy_count; p++)
        count += program->policies[p]->rule_count;
    return count;
}

static void find_policy(struct run *run, const struct policy *policy,
                        const struct verdict_options *options, struct missing_list missing,
                        struct findings *findings) {
    run_policy(run, policy);
    for (uint32_t r = 0; r < policy->rule_count; r++) {
        const struct rule *rule = &policy->rules[r];
        if (!is_chosen(options, policy, rule)) {
            findings->mandatory_left_out += rule->mandatory.end > 0;
            continue;
        }
        struct rule_waivers waivers = waivers_of_rule(findings, run, policy, rule, missing.arena);
        struct rule_terms terms = {options, &waivers, NULL};
        struct rule_finding *finding = &findings->rules[findings->rule_count++];
        if (rule->skipped)
            skip_rule(policy, rule, missing.arena, finding);
        else {
            terms.baseline = baseline_of_rule(findings, policy, rule, missing.arena);
            find_rule(run, rule, &terms, missing, findings);
        }
    }
}

static struct verdict_options with_defaults(struct verdict_options options) {
    if (options.failed_shown == 0)
        options.failed_shown = FAILED_SHOWN;
    if (options.walked == 0)
        options.walked = UNKNOWN_WALKED;
    return options;
}

struct findings *findings_make(const struct program *program, const struct store *store,
                               const struct verdict_options *given, struct arena *arena) {
    const struct verdict_options how = with_defaults(*given), *options = &how;
    struct run *run = run_new(program, store, options->now, options->step_limit);
    run->profile = options->profile;
    struct missing_list missing = missing_list_new(run, arena);
    struct findings *findings = ARENA_NEW(arena, struct findings);
    findings->now = options->now;
    findings->names = names_new(program->model, arena);
    waivers_begin(findings, program, options, arena);
    baseline_begin(findings, options->baseline, arena);
    findings->rules = ARENA_ARRAY(arena, struct rule_finding, all_rules(program));
    findings->summaries = ARENA_ARRAY(arena, const char *, program->policy_count);
    for (uint32_t p = 0; p < program->policy_count; p++) {
        const struct policy *policy = program->policies[p];
        find_policy(run, policy, options, missing, findings);
        if (policy->summary)
            findings->summaries[p] = show_template(run->root, policy->summary, NULL, arena);
    }
    waivers_end(findings, run);
    baseline_end(findings, program);
    sum_up(findings, options);
    bool spent = run_is_spent(run);
    run_free(run);
    return spent ? NULL : findings;
}

struct evaluation *evaluation_make(const struct program *program, const struct store *store,
                                   const struct expr *expr, int64_t now, uint64_t step_limit,
                                   struct arena *arena) {
    struct run *run = run_new(program, store, now, step_limit);
    run_policy(run, program->first); // NULL where there is none
    struct evaluation *evaluation = ARENA_NEW(arena, struct evaluation);
    struct missing_list missing = missing_list_new(run, arena);
    struct text text = {0}, json = {0};
    struct vector value = evaluate(run->root, expr);
    evaluation->type = expr->type;
    missing_collect(&missing, run->root, expr);
    evaluation->known = bit_get(value.valid, 0) && !missing.count;
    show_value(run, &text, &expr->type, &value, 0, true);
    show_json(run, &json, &expr->type, &value, 0);
    evaluation->text = text_copy(&text, arena);
    evaluation->json = text_copy(&json, arena);
    evaluation->missing = missing_list_end(&missing);
    text_clear(&text);
    text_clear(&json);
    bool spent = run_is_spent(run);
    run_free(run);
    return spent ? NULL : evaluation;
}
