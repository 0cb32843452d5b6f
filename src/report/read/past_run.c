// The members of a report in JSON that comparing and merging need.
#include "report/read/past_run.h"

#include <inttypes.h>
#include <string.h>

#include "base/sort.h"
#include "finding/subject_key.h"

static void *list_of(const struct past_reading *reading, const struct scan_token *list, size_t size,
                     size_t *count) {
    *count = past_length(list);
    return arena_zero(reading->past->arena, *count, size);
}

// ---- subjects ----

static int compare_subjects(const void *left, const void *right) {
    const struct past_subject *a = left, *b = right;
    return strcmp(a->key, b->key);
}

// The key of a subject.
static const char *join(struct past_reading *reading, const struct scan_token *paths) {
    struct text key = {0};
    if (past_shaped(reading, paths, PAST_LIST) == NULL)
        return "";
    for (const struct scan_token *at = paths + 1; at < scan_next(paths); at = scan_next(at)) {
        if (past_shaped(reading, at, PAST_TEXT) == NULL)
            break;
        subject_key_add(&key, at->as.at, at->size);
    }
    const char *copy = text_copy(&key, reading->past->arena);
    text_clear(&key);
    return copy;
}

// Those of a list that are no finding, which are its last ones, and others behind them, which are
// not in it.
struct uncounted {
    uint64_t waived, left_out;
};

// Adds what is left out and not waived to the requirement.
static struct uncounted read_uncounted(struct past_reading *reading,
                                       const struct scan_token *requirement, const char *waived,
                                       const char *left_out, struct past_requirement *to) {
    struct uncounted uncounted = {0};
    if (waived != NULL)
        uncounted.waived = past_count(reading, requirement, waived);
    if (past_optional(reading, requirement, left_out, PAST_COUNT) != NULL)
        uncounted.left_out = past_count(reading, requirement, left_out);
    if (uncounted.left_out > uncounted.waived)
        to->left_out += uncounted.left_out - uncounted.waived;
    return uncounted;
}

// The first subjects of two lists that run side by side, but for the last SKIPPED. One that stands
// several times is one.
static struct past_subject *read_subjects(struct past_reading *reading,
                                          const struct scan_token *texts,
                                          const struct scan_token *paths,
                                          const struct uncounted *uncounted, size_t *count) {
    size_t total;
    struct past_subject *subjects = list_of(reading, texts, sizeof *subjects, &total);
    *count = 0;
    if (texts == NULL || paths == NULL)
        return subjects;
    uint64_t skipped =
        uncounted->waived > uncounted->left_out ? uncounted->waived - uncounted->left_out : 0;
    if (past_length(paths) != total || skipped > total) {
        past_wrong(reading, paths, "there are not as many as there are subjects");
        return subjects;
    }
    const struct scan_token *text = texts + 1, *path = paths + 1;
    for (size_t i = 0; i < total - skipped && !reading->failed; i++) {
        if (past_shaped(reading, text, PAST_TEXT) != NULL)
            subjects[(*count)++] =
                (struct past_subject){join(reading, path), tokens_text(text, reading->past->arena)};
        text = scan_next(text);
        path = scan_next(path);
    }
    sort_array(subjects, *count, sizeof *subjects, compare_subjects);
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (kept == 0 || strcmp(subjects[kept - 1].key, subjects[i].key) != 0)
            subjects[kept++] = subjects[i];
    *count = kept;
    return subjects;
}

// ---- requirements ----

static const char **read_missing(struct past_reading *reading, const struct scan_token *object,
                                 size_t *count) {
    const struct scan_token *list = past_member(reading, object, "missing", PAST_LIST);
    const char **facts = list_of(reading, list, sizeof *facts, count);
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    for (size_t i = 0; i < *count; i++, at = scan_next(at))
        facts[i] = past_shaped(reading, at, PAST_OBJECT) != NULL
                       ? past_text(reading, at, "fact", PAST_TEXT)
                       : "";
    return facts;
}

// The side that is the capacity, where both are numbers.
static void read_capacity(struct past_reading *reading, const struct scan_token *token,
                          struct past_margin *margin) {
    const struct scan_token *side = tokens_member(token, "capacity");
    if (side == NULL || side->kind == SCAN_NULL)
        return;
    const char *name = token_is_text(side, "left") ? "left" : "right";
    const struct scan_token *value = tokens_member(token, name);
    margin->has_capacity = value != NULL && value->kind != SCAN_NULL;
    if (margin->has_capacity)
        margin->capacity = past_number(reading, token, name);
}

static struct past_margin read_margin(struct past_reading *reading,
                                      const struct scan_token *requirement) {
    struct past_margin margin = {0};
    const struct scan_token *token =
        past_member(reading, requirement, "margin", PAST_OBJECT_OR_NULL);
    if (token == NULL || token->kind == SCAN_NULL)
        return margin;
    margin.present = true;
    margin.value = past_number(reading, token, "value");
    margin.bounded = past_bool(reading, token, "bounded");
    margin.type = past_text(reading, token, "type", PAST_TEXT);
    margin.text = past_text(reading, token, "text", PAST_TEXT);
    margin.subject = past_text(reading, token, "subject", PAST_TEXT_OR_NULL);
    read_capacity(reading, token, &margin);
    return margin;
}

// A report of another version may not have them.
static void read_partly(struct past_reading *reading, const struct scan_token *token,
                        struct past_requirement *to) {
    struct uncounted uncounted =
        read_uncounted(reading, token, NULL, "partly_unknown_left_out", to);
    const struct scan_token *texts =
        past_optional(reading, token, "partly_unknown_subjects", PAST_LIST);
    if (texts != NULL)
        to->partly = read_subjects(reading, texts,
                                   past_member(reading, token, "partly_unknown_paths", PAST_LIST),
                                   &uncounted, &to->partly_count);
}

// The key of an object with paths that have steps.
static const char *join_paths(struct past_reading *reading, const struct scan_token *object) {
    struct text key = {0};
    const struct scan_token *paths = past_member(reading, object, "paths", PAST_LIST);
    for (const struct scan_token *at = paths != NULL ? paths + 1 : NULL;
         at != NULL && at < scan_next(paths) && !reading->failed; at = scan_next(at)) {
        const char *path = past_shaped(reading, at, PAST_OBJECT) != NULL
                               ? past_text(reading, at, "path", PAST_TEXT)
                               : "";
        subject_key_add(&key, path, strlen(path));
    }
    const char *copy = text_copy(&key, reading->past->arena);
    text_clear(&key);
    return copy;
}

static int compare_measures(const void *left, const void *right) {
    const struct past_measure *a = left, *b = right;
    return strcmp(a->key, b->key);
}

static void read_measures(struct past_reading *reading, const struct scan_token *token,
                          struct past_requirement *to) {
    size_t most;
    const struct scan_token *list = past_optional(reading, token, "all_subjects", PAST_LIST);
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    to->measures = list_of(reading, list, sizeof *to->measures, &most);
    for (size_t i = 0; i < most && !reading->failed; i++, at = scan_next(at)) {
        if (past_shaped(reading, at, PAST_OBJECT) == NULL)
            return;
        const struct scan_token *margin = past_member(reading, at, "margin", PAST_OBJECT_OR_NULL);
        if (margin == NULL || margin->kind == SCAN_NULL)
            continue;
        to->measures[to->measure_count++] =
            (struct past_measure){join_paths(reading, at), past_number(reading, margin, "value"),
                                  past_text(reading, margin, "type", PAST_TEXT)};
    }
    if (!reading->failed)
        sort_array(to->measures, to->measure_count, sizeof *to->measures, compare_measures);
}

static struct past_requirement read_requirement(struct past_reading *reading,
                                                const struct scan_token *token) {
    struct past_requirement requirement = {0};
    if (past_shaped(reading, token, PAST_OBJECT) == NULL)
        return requirement;
    requirement.text = past_text(reading, token, "text", PAST_TEXT);
    requirement.verdict = past_verdict(reading, token);
    requirement.margin = read_margin(reading, token);
    struct uncounted uncounted =
        read_uncounted(reading, token, "waived_count", "failed_left_out", &requirement);
    requirement.failed =
        read_subjects(reading, past_member(reading, token, "failed_subjects", PAST_LIST),
                      past_member(reading, token, "failed_paths", PAST_LIST), &uncounted,
                      &requirement.failed_count);
    requirement.failing = requirement.failed_count + requirement.left_out;
    uncounted = read_uncounted(reading, token, "unknown_waived", "unknown_left_out", &requirement);
    requirement.unknown =
        read_subjects(reading, past_member(reading, token, "unknown_subjects", PAST_LIST),
                      past_member(reading, token, "unknown_paths", PAST_LIST), &uncounted,
                      &requirement.unknown_count);
    read_partly(reading, token, &requirement);
    read_measures(reading, token, &requirement);
    requirement.missing = read_missing(reading, token, &requirement.missing_count);
    return requirement;
}

// ---- rules ----

static struct past_tailoring *read_tailored(struct past_reading *reading,
                                            const struct scan_token *object, size_t *count) {
    const struct scan_token *list = past_member(reading, object, "tailored", PAST_LIST);
    struct past_tailoring *all = list_of(reading, list, sizeof *all, count), *to = all;
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    for (size_t i = 0; i < *count && !reading->failed; i++, at = scan_next(at))
        if (past_shaped(reading, at, PAST_OBJECT) != NULL)
            *to++ = (struct past_tailoring){past_text(reading, at, "kind", PAST_TEXT),
                                            past_text(reading, at, "param", PAST_TEXT_OR_NULL),
                                            past_text(reading, at, "by", PAST_TEXT),
                                            past_text(reading, at, "from", PAST_TEXT_OR_NULL),
                                            past_text(reading, at, "to", PAST_TEXT)};
    return all;
}

static enum severity read_severity(struct past_reading *reading, const struct scan_token *rule) {
    const struct scan_token *token = past_member(reading, rule, "severity", PAST_TEXT);
    for (int severity = SEVERITY_INFO; token != NULL && severity <= SEVERITY_ERROR; severity++)
        if (token_is_text(token, severity_text((enum severity)severity)))
            return (enum severity)severity;
    if (token != NULL)
        past_wrong(reading, token, "this is no severity");
    return SEVERITY_ERROR;
}

// A report of another version may not say it.
static bool read_whole(struct past_reading *reading, const struct scan_token *rule) {
    const struct scan_token *whole = tokens_member(rule, "whole");
    if (whole == NULL || whole->kind == SCAN_NULL)
        return false;
    return past_shaped(reading, whole, PAST_TEXT) != NULL &&
           !token_is_text(whole, verdict_text(VERDICT_WAIVED));
}

static struct past_rule read_rule(struct past_reading *reading, const struct scan_token *token) {
    struct past_rule rule = {0};
    if (past_shaped(reading, token, PAST_OBJECT) == NULL)
        return rule;
    rule.id = past_text(reading, token, "id", PAST_TEXT);
    rule.root = past_text(reading, token, "for", PAST_TEXT);
    rule.title = past_text(reading, token, "title", PAST_TEXT);
    rule.severity = read_severity(reading, token);
    rule.mandatory = past_bool(reading, token, "mandatory");
    rule.verdict = past_verdict(reading, token);
    rule.missing = read_missing(reading, token, &rule.missing_count);
    rule.whole_open = read_whole(reading, token);
    rule.tailored = read_tailored(reading, token, &rule.tailored_count);
    const struct scan_token *list = past_member(reading, token, "requirements", PAST_LIST);
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    rule.requirements = list_of(reading, list, sizeof *rule.requirements, &rule.requirement_count);
    for (size_t i = 0; i < rule.requirement_count && !reading->failed; i++, at = scan_next(at))
        rule.requirements[i] = read_requirement(reading, at);
    return rule;
}

static int compare_rules(const void *left, const void *right) {
    const struct past_rule *a = left, *b = right;
    int compared = strcmp(a->id, b->id);
    return compared != 0 ? compared : strcmp(a->root, b->root);
}

static void read_rules(struct past_reading *reading, const struct scan_token *report,
                       struct past_run *run) {
    const struct scan_token *list = past_member(reading, report, "rules", PAST_LIST);
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    run->rules = list_of(reading, list, sizeof *run->rules, &run->rule_count);
    for (size_t i = 0; i < run->rule_count && !reading->failed; i++, at = scan_next(at))
        run->rules[i] = read_rule(reading, at);
    if (reading->failed)
        return;
    sort_array(run->rules, run->rule_count, sizeof *run->rules, compare_rules);
    for (size_t i = 1; i < run->rule_count; i++)
        if (compare_rules(&run->rules[i - 1], &run->rules[i]) == 0)
            past_wrong(reading, list, "the rule %s stands twice", run->rules[i].id);
}

const struct past_rule *past_rule_find(const struct past_run *run, const char *id,
                                       const char *root) {
    const struct past_rule wanted = {.id = id, .root = root};
    return run->rule_count == 0
               ? NULL
               : bsearch(&wanted, run->rules, run->rule_count, sizeof *run->rules, compare_rules);
}

// ---- policies ----

static void read_policies(struct past_reading *reading, const struct scan_token *report,
                          struct past_run *run) {
    const struct scan_token *list = past_member(reading, report, "policies", PAST_LIST);
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    run->policies = list_of(reading, list, sizeof *run->policies, &run->policy_count);
    for (size_t i = 0; i < run->policy_count && !reading->failed; i++, at = scan_next(at)) {
        struct past_policy *policy = &run->policies[i];
        if (past_shaped(reading, at, PAST_OBJECT) == NULL)
            return;
        policy->name = past_text(reading, at, "name", PAST_TEXT);
        policy->root = past_text(reading, at, "for", PAST_TEXT);
        policy->version = past_text(reading, at, "version", PAST_TEXT_OR_NULL);
        policy->summary = past_text(reading, at, "summary", PAST_TEXT_OR_NULL);
        policy->tailored = read_tailored(reading, at, &policy->tailored_count);
    }
}

// ---- lists ----

static int compare_elements(const void *left, const void *right) {
    const struct past_element *a = left, *b = right;
    return strcmp(a->key, b->key);
}

static int compare_lists(const void *left, const void *right) {
    const struct past_list *a = left, *b = right;
    return strcmp(a->name, b->name);
}

// As in steps: a key, a number or a value.
static const char *read_key(struct past_reading *reading, const struct scan_token *token) {
    if (past_optional(reading, token, "position", PAST_COUNT) != NULL)
        return arena_printf(reading->past->arena, "%" PRIu64,
                            past_count(reading, token, "position"));
    bool value = past_optional(reading, token, "value", PAST_TEXT) != NULL;
    return past_text(reading, token, value ? "value" : "key", PAST_TEXT);
}

static struct past_list read_list(struct past_reading *reading, const struct scan_token *token) {
    struct past_list list = {0};
    if (past_shaped(reading, token, PAST_OBJECT) == NULL)
        return list;
    list.name = past_text(reading, token, "list", PAST_TEXT);
    const struct scan_token *all = past_member(reading, token, "elements", PAST_LIST);
    const struct scan_token *at = all != NULL ? all + 1 : NULL;
    list.elements = list_of(reading, all, sizeof *list.elements, &list.count);
    for (size_t i = 0; i < list.count && !reading->failed; i++, at = scan_next(at))
        if (past_shaped(reading, at, PAST_OBJECT) != NULL)
            list.elements[i] =
                (struct past_element){read_key(reading, at), past_verdict(reading, at)};
    if (!reading->failed)
        sort_array(list.elements, list.count, sizeof *list.elements, compare_elements);
    return list;
}

static void read_lists(struct past_reading *reading, const struct scan_token *report,
                       struct past_run *run) {
    const struct scan_token *list = past_optional(reading, report, "lists", PAST_LIST);
    const struct scan_token *at = list != NULL ? list + 1 : NULL;
    run->lists = list_of(reading, list, sizeof *run->lists, &run->list_count);
    for (size_t i = 0; i < run->list_count && !reading->failed; i++, at = scan_next(at))
        run->lists[i] = read_list(reading, at);
    if (!reading->failed)
        sort_array(run->lists, run->list_count, sizeof *run->lists, compare_lists);
}

// ---- the run ----

static const char *read_fail_on(struct past_reading *reading, const struct scan_token *report) {
    static const char *const words[] = {"error", "warning", "info", "never"};
    const struct scan_token *token = past_member(reading, report, "fail_on", PAST_TEXT);
    for (size_t i = 0; token != NULL && i < sizeof words / sizeof *words; i++)
        if (token_is_text(token, words[i]))
            return words[i];
    if (token != NULL)
        past_wrong(reading, token, "this is no severity, and not never");
    return "";
}

static void read_counts(struct past_reading *reading, const struct scan_token *report,
                        struct past_run *run) {
    const struct scan_token *summary = past_member(reading, report, "summary", PAST_OBJECT);
    for (int verdict = VERDICT_PASS; summary != NULL && verdict < VERDICTS; verdict++) {
        const char *word = verdict_text((enum verdict)verdict);
        if (verdict != VERDICT_BASELINE || tokens_member(summary, word) != NULL)
            run->counts[verdict] = past_count(reading, summary, word);
    }
}

struct past_run past_run_read(struct past_reading *reading, const struct scan_token *report) {
    struct past_run run = {.file = reading->file, .token = report};
    run.plimsoll = past_text(reading, report, "plimsoll", PAST_TEXT);
    run.now = past_text(reading, report, "now", PAST_TEXT);
    run.digest = past_text(reading, report, "digest", PAST_TEXT);
    run.fail_on = read_fail_on(reading, report);
    run.verdict = past_verdict(reading, report);
    read_counts(reading, report, &run);
    read_policies(reading, report, &run);
    read_rules(reading, report, &run);
    read_lists(reading, report, &run);
    return run;
}
