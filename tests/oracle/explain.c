// Explaining rules and subjects of a run.
#include <string.h>

#include "explain.h"
#include "finding/subject.h"
#include "report/explain.h"

static void expect(const struct explained_run *run, bool holds, const struct rule_finding *rule,
                   const char *what, const char *subject) {
    if (!holds)
        text_addf(run->wrong, "rule %s: %s: %s\n", rule->rule->name, what, subject);
}

static bool is_chosen(const struct policy *policy, const struct rule *rule, void *state) {
    (void)policy;
    return rule == ((const struct explanation *)state)->rule;
}

// Whether a subject is called by the names of its loops, as where lists of one name meet: it may
// lie in another and not begin as that is called.
static bool has_loop_names(const struct rule_finding *rule) {
    for (uint32_t i = 0; i < rule->judged_count; i++)
        if (strstr(rule->judged[i].subject.text, " = ") != NULL ||
            (rule->judged[i].is_element && strstr(rule->judged[i].subject.text, ", ") != NULL))
            return true;
    return false;
}

// The gravest verdict of the subjects that the text names, or begins the names of.
static enum verdict gravest(const struct rule_finding *rule, const char *subject) {
    enum verdict verdict = VERDICT_SKIP;
    size_t size = strlen(subject);
    for (uint32_t i = 0; i < rule->judged_count; i++) {
        const char *text = rule->judged[i].subject.text;
        if (strncmp(text, subject, size) == 0 && strchr(" ,", text[size]) != NULL)
            verdict = verdict_graver(verdict, rule->judged[i].verdict);
    }
    return verdict;
}

// Those that lie within a path; elements apart, of which a subject may be asked for first.
static enum verdict gravest_within(const struct rule_finding *rule, const struct fact_path *path) {
    enum verdict verdict = VERDICT_SKIP;
    for (uint32_t i = 0; i < rule->judged_count; i++)
        if (subject_is_within(&rule->judged[i].subject, path))
            verdict = verdict_graver(verdict, rule->judged[i].verdict);
    return verdict;
}

static bool has_elements(const struct rule_finding *rule) {
    for (uint32_t i = 0; i < rule->judged_count; i++)
        if (rule->judged[i].is_element)
            return true;
    return false;
}

static void check_written(const struct explained_run *run, const struct explanation *explanation,
                          const struct findings *findings) {
    struct report report = trial_report(run->trial, findings);
    struct explained explained = {&report, explanation, &findings->rules[0], run->facts,
                                  run->arena};
    struct text text = {0}, json = {0};
    explain_text(&explained, &text);
    explain_json(&explained, &json);
    cJSON *read = cJSON_ParseWithOpts(text_data(&json), NULL, true);
    expect(run, read != NULL && text.size > 0, &findings->rules[0], "an explanation is no JSON",
           explanation->subject);
    cJSON_Delete(read);
    text_clear(&text);
    text_clear(&json);
}

// What its requirements come to is what the explanation comes to, unless that is of the rule as a
// whole, of which more may be unknown.
static void check_parts(const struct explained_run *run, const struct rule_finding *rule,
                        const struct explanation *explanation, const char *name) {
    const struct derivation *root = explanation->root;
    enum verdict verdict = VERDICT_SKIP;
    bool any = false;
    for (size_t i = 0; i < root->part_count; i++)
        if (root->parts[i]->judged) {
            verdict = verdict_graver(verdict, root->parts[i]->verdict);
            any = true;
        }
    expect(run,
           !any || verdict == explanation->verdict ||
               (explanation->asked == NULL && rule->unknown_whole),
           rule,
           arena_printf(run->arena, "is explained as %s by what is %s",
                        verdict_text(explanation->verdict), verdict_text(verdict)),
           name);
}

// Of one rule alone, which comes to what it comes to among all; EXPECTED is what the subject is to
// come to.
static void explain(const struct explained_run *run, const struct rule_finding *rule,
                    const char *subject, enum verdict expected) {
    struct explanation explanation = {
        .policy = rule->policy, .rule = rule->rule, .asked = subject, .whole = subject != NULL};
    struct verdict_options options = trial_options(run->trial);
    const char *digest;
    options.judge_all = options.name_unknown = false;
    options.chosen = is_chosen;
    options.state = options.explain = &explanation;
    options.baseline = run->baseline;
    options.no_waivers = run->no_waivers;
    const struct findings *findings =
        session_evaluate(run->trial->session, run->facts, &options, run->arena, &digest);
    if (findings == NULL)
        return;
    const char *name = subject != NULL ? subject : "no subject";
    expect(run, findings->rules[0].verdict == rule->verdict, rule, "alone is another", name);
    expect(run, explanation.root != NULL, rule, "has no explanation", name);
    if (explanation.root == NULL)
        return;
    expect(run, explanation.verdict == expected, rule,
           arena_printf(run->arena, "is explained as %s, and is %s",
                        verdict_text(explanation.verdict), verdict_text(expected)),
           name);
    check_parts(run, rule, &explanation, name);
    check_written(run, &explanation, findings);
}

// By its name, and by its path.
static void explain_subject(const struct explained_run *run, const struct rule_finding *rule,
                            const struct found_subject *subject) {
    if (subject->text[0] != '\0' && !has_loop_names(rule))
        explain(run, rule, subject->text, gravest(rule, subject->text));
    if (subject->path_count == 1 && !subject->nameless && !has_elements(rule))
        explain(run, rule, fact_path_text(subject->paths, run->arena),
                gravest_within(rule, subject->paths));
}

void trial_explain(const struct explained_run *run, struct random *random) {
    enum { SUBJECTS_LOOKED_AT = 400 };
    const struct findings *findings = run->findings;
    const struct rule_finding *rule = &findings->rules[random_below(random, findings->rule_count)];
    explain(run, rule, NULL, rule->verdict);
    for (int i = 0; i < 2 && rule->judged_count > 0; i++) {
        const struct judged_subject *judged =
            &rule->judged[random_below(random, rule->judged_count)];
        if (rule->judged_count <= SUBJECTS_LOOKED_AT)
            explain_subject(run, rule, &judged->subject);
    }
}
