// What reports and explanations say beside the account, and whether all of it agrees.
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "case.h"
#include "eval/coverage.h"
#include "eval/profile.h"
#include "explain.h"
#include "finding/elements.h"

struct report trial_report(const struct trial *trial, const struct findings *findings) {
    return (struct report){.program = trial->program,
                           .findings = findings,
                           .version = "0",
                           .digest = "0",
                           .fail_on = SEVERITY_ERROR,
                           .all_subjects = true,
                           .now_given = true};
}

// What is counted and measured beside a whole report changes nothing of it.
struct verdict_options trial_options(const struct trial *trial) {
    struct verdict_options options = {
        .now = trial->now, .fail_on = SEVERITY_ERROR, .step_limit = trial->steps};
    if (trial->whole) {
        options.judge_all = options.name_unknown = true;
        options.coverage = coverage_new(trial->program, trial->arena);
        options.profile = profile_new(trial->program, trial->arena);
    }
    return options;
}

void account_report(struct text *out, const struct trial *trial, const struct findings *findings) {
    struct report report = trial_report(trial, findings);
    report_json.write(&report, out);
    text_add_char(out, '\n');
}

// ---- whether it agrees ----

struct telling {
    struct trial *trial;
    struct session_facts *facts;
    const struct findings *findings;
    struct arena *arena;
    struct text *wrong;
};

static void expect(struct telling *telling, bool holds, const struct rule_finding *rule,
                   const char *what, const char *subject) {
    if (!holds)
        text_addf(telling->wrong, "rule %s: %s: %s\n", rule != NULL ? rule->rule->name : "-", what,
                  subject);
}

static uint64_t judged_as(const struct rule_finding *rule, const struct requirement_finding *at,
                          enum verdict verdict) {
    uint64_t count = 0;
    for (uint32_t i = 0; i < at->judged_count; i++)
        count += rule->judged[at->judged_first + i].verdict == verdict;
    return count;
}

// The margin of a requirement is the smallest of its subjects.
static bool has_its_margin(const struct rule_finding *rule, const struct requirement_finding *at) {
    const struct margin *least = NULL;
    for (uint32_t i = 0; i < at->judged_count; i++) {
        const struct margin *margin = &rule->judged[at->judged_first + i].margin;
        if (margin->present && (least == NULL || margin->value.nano < least->value.nano))
            least = margin;
    }
    if (!at->margin.present || least == NULL)
        return !at->margin.present || at->judged_left_out > 0;
    return at->margin.value.nano == least->value.nano || at->judged_left_out > 0;
}

static void check_requirement(struct telling *telling, const struct rule_finding *rule,
                              const struct requirement_finding *at) {
    const char *text = at->requirement->text;
    const struct named_subjects *failed = &at->failed_subjects, *unknown = &at->unknown_subjects;
    expect(telling, failed->count + failed->left_out == at->failed_elements, rule,
           "failed subjects are not all named or counted", text);
    expect(telling, unknown->count + unknown->left_out == at->unknown_count, rule,
           "unknown subjects are not all named or counted", text);
    expect(telling,
           at->judged_left_out > 0 || judged_as(rule, at, VERDICT_FAIL) == at->failed_elements,
           rule, "all subjects have others that fail", text);
    expect(telling,
           at->judged_left_out > 0 || judged_as(rule, at, VERDICT_UNKNOWN) >= at->unknown_count,
           rule, "all subjects have fewer that are unknown", text);
    expect(telling, has_its_margin(rule, at), rule, "the margin is that of no subject", text);
    expect(telling, at->failed_count <= rule->subjects && at->unknown_count <= rule->subjects, rule,
           "more fail or are unknown than there are subjects", text);
}

// ---- lists ----

// Whether a path leads to the element of a list, or to what lies in it.
static bool leads_into(const char *path, const char *list, const char *step) {
    size_t size = strlen(list), more = strlen(step);
    if (list == NULL || strncmp(path, list, size) != 0 || strncmp(path + size, step, more) != 0)
        return false;
    return strchr(".[", path[size + more]) != NULL; // the end too
}

static bool is_about(struct telling *telling, const struct judged_subject *judged,
                     const struct element_list *list, const char *step) {
    for (size_t i = 0; i < judged->subject.path_count; i++) {
        const char *path = fact_path_text(&judged->subject.paths[i], telling->arena);
        if (leads_into(path, list->path, step) ||
            (list->stands_for != NULL && leads_into(path, list->stands_for, step)))
            return true;
    }
    return false;
}

// Of an element of a list a rule comes to fail where a subject about it fails.
static void check_element(struct telling *telling, const struct element_list *list,
                          const struct element_rule *element, uint32_t row) {
    const struct rule_finding *rule = &telling->findings->rules[element->rule];
    struct fact_step key = elements_key(list, row, telling->arena);
    struct fact_path path = {&key, 1, 1};
    const char *step = fact_path_text(&path, telling->arena);
    bool fails = false;
    for (uint32_t i = 0; i < rule->judged_count; i++)
        fails |= rule->judged[i].verdict == VERDICT_FAIL &&
                 is_about(telling, &rule->judged[i], list, step);
    expect(telling, fails == (element_verdict(element, row) == VERDICT_FAIL), rule,
           fails ? "fails, and its list does not say so" : "fails in its list alone",
           arena_printf(telling->arena, "%s%s", list->path, step));
}

enum { ROWS_LOOKED_AT = 40, SUBJECTS_LOOKED_AT = 400 };

static bool is_nameless(const struct rule_finding *rule) {
    for (uint32_t i = 0; i < rule->judged_count; i++)
        if (rule->judged[i].subject.nameless)
            return true;
    return false;
}

// Whether no other element stands under the same step: the place of one whose number is unknown may
// be the number of another.
static bool is_alone(struct telling *telling, const struct element_list *list, uint32_t row) {
    struct fact_step key = elements_key(list, row, telling->arena);
    for (uint32_t other = 0; other < list->rows; other++) {
        struct fact_step step = elements_key(list, other, telling->arena);
        if (other != row && fact_step_compare(&key, &step) == 0)
            return false;
    }
    return true;
}

static void check_lists(struct telling *telling) {
    for (uint32_t l = 0; l < telling->findings->list_count; l++) {
        const struct element_list *list = &telling->findings->lists[l];
        for (uint32_t r = 0; list->rows <= ROWS_LOOKED_AT && r < list->rule_count; r++) {
            const struct rule_finding *rule = &telling->findings->rules[list->rules[r].rule];
            if (rule->judged_count > SUBJECTS_LOOKED_AT || is_nameless(rule))
                continue;
            for (uint32_t row = 0; row < list->rows; row++)
                if (is_alone(telling, list, row))
                    check_element(telling, list, &list->rules[r], row);
        }
    }
}

// ---- formats ----

static bool is_sound(const struct report_writer *writer, const struct text *text) {
    static const char *const jsons[] = {"json", "ndjson", "sarif", "gitlab"};
    bool sound =
        strlen(text_data(text)) == text->size && utf8_check(text->data, text->size) == text->size;
    for (size_t i = 0; i < sizeof jsons / sizeof *jsons; i++) {
        if (strcmp(writer->name, jsons[i]) != 0)
            continue;
        cJSON *read = cJSON_ParseWithOpts(text_data(text), NULL, true);
        sound &= read != NULL;
        cJSON_Delete(read);
    }
    return sound;
}

static void check_formats(struct telling *telling) {
    struct random random = random_new(telling->trial->seed);
    struct report report = trial_report(telling->trial, telling->findings);
    report.quiet = random_percent(&random, 30);
    report.verbose = !report.quiet && random_percent(&random, 50);
    report.width = random_percent(&random, 50) ? 0 : 20 + random_below(&random, 100);
    if (telling->findings->list_count > 0 && random_percent(&random, 50))
        report.by = telling->findings->lists[0].path;
    for (size_t i = 0; report_writers[i] != NULL; i++) {
        struct text text = {0};
        report_writers[i]->write(&report, &text);
        expect(telling, is_sound(report_writers[i], &text), NULL, "is not sound",
               report_writers[i]->name);
        text_clear(&text);
    }
}

static void check_all(struct telling *telling) {
    struct random random = random_new(telling->trial->seed);
    for (uint32_t i = 0; i < telling->findings->rule_count; i++) {
        const struct rule_finding *rule = &telling->findings->rules[i];
        for (uint32_t r = 0; r < rule->requirement_count; r++)
            check_requirement(telling, rule, &rule->requirements[r]);
    }
    check_lists(telling);
    trial_explain(&(const struct explained_run){.trial = telling->trial,
                                                .facts = telling->facts,
                                                .findings = telling->findings,
                                                .arena = telling->arena,
                                                .wrong = telling->wrong},
                  &random);
    check_formats(telling);
    trial_test(telling->trial, telling->findings, telling->wrong);
}

enum judged trial_judge_told(struct trial *trial, struct text *wrong) {
    struct session_facts *facts = trial_load(trial);
    struct verdict_options options = trial_options(trial);
    const char *digest;
    if (facts == NULL)
        return JUDGED_REFUSED;
    struct telling telling = {.trial = trial, .facts = facts, .arena = arena_new(), .wrong = wrong};
    telling.findings = session_evaluate(trial->session, facts, &options, telling.arena, &digest);
    bool judged = telling.findings != NULL;
    if (judged)
        check_all(&telling);
    arena_free(telling.arena);
    session_facts_free(facts);
    return judged ? JUDGED : JUDGED_NEVER;
}
