// What baselines and waivers excuse: what they say they do, and nothing else.
#include <string.h>

#include "runs.h"

struct excusing {
    struct runs runs;
    const char *how; // what excuses
};

static void expect(struct excusing *excusing, bool holds, const struct rule_finding *rule,
                   const char *what) {
    if (!holds)
        text_addf(excusing->runs.wrong, "rule %s: %s%s\n", rule->rule->name, what, excusing->how);
}

// ---- what was and what is ----

static bool looks_at_elements(const struct requirement_finding *at) {
    return at->requirement->condition->kind == EXPR_FOLD;
}

// What is excused changes no count, and no verdict but those of what fails or is unknown.
static void check_verdict(struct excusing *excusing, const struct rule_finding *before,
                          const struct rule_finding *after, enum verdict excused) {
    enum verdict was = before->verdict, is = after->verdict;
    bool open = was == VERDICT_FAIL || was == VERDICT_UNKNOWN;
    expect(
        excusing,
        is == was || (open && is == excused) || (was == VERDICT_FAIL && is == VERDICT_UNKNOWN),
        after,
        arena_printf(excusing->runs.arena, "%s becomes %s", verdict_text(was), verdict_text(is)));
    expect(excusing, before->subjects == after->subjects, after, "has other subjects");
    for (uint32_t i = 0; i < before->requirement_count; i++) {
        const struct requirement_finding *a = &before->requirements[i];
        const struct requirement_finding *b = &after->requirements[i];
        expect(excusing, a->failed_count == b->failed_count, after, "other subjects fail");
        expect(excusing, a->failed_elements == b->failed_elements, after, "other elements fail");
        expect(excusing,
               b->unknown_count >= a->unknown_count &&
                   b->unknown_count <=
                       a->unknown_count + a->partly_unknown.count + a->partly_unknown.left_out,
               after, "other subjects are unknown");
    }
}

// ---- a baseline ----

static void check_baseline(struct excusing *excusing, const struct rule_finding *then,
                           const struct rule_finding *before, const struct rule_finding *after) {
    check_verdict(excusing, before, after, VERDICT_BASELINE);
    if (!runs_is_plain(then) || !runs_is_plain(before) || then->requirement_count == 0)
        return;
    for (uint32_t i = 0; i < before->requirement_count; i++) {
        const struct requirement_finding *was = &then->requirements[i];
        const struct requirement_finding *now = &before->requirements[i];
        uint64_t failed = 0, unknown = 0;
        for (uint64_t s = 0; s < now->failed_subjects.count; s++)
            failed += runs_names(&was->failed_subjects, now->failed_subjects.subjects[s]);
        for (uint64_t s = 0; s < now->unknown_subjects.count; s++)
            unknown += runs_names(&was->failed_subjects, now->unknown_subjects.subjects[s]) ||
                       runs_names(&was->unknown_subjects, now->unknown_subjects.subjects[s]);
        const struct requirement_finding *at = &after->requirements[i];
        expect(excusing, at->failed_excused.baseline == failed, after,
               "what failed is not what is excused");
        expect(excusing, looks_at_elements(at) || at->unknown_excused.baseline == unknown, after,
               "what was unknown is not what is excused");
    }
}

static void try_baseline(struct excusing *excusing, const struct findings *before) {
    const struct findings *then = runs_earlier(&excusing->runs);
    if (then == NULL)
        return;
    excusing->how = ", by a baseline";
    struct past past;
    const struct baseline *baseline =
        runs_report(&excusing->runs, then, &past) ? past_baseline(&past, false) : NULL;
    if (baseline == NULL)
        return;
    const struct findings *after = runs_judge(&excusing->runs, excusing->runs.trial, baseline);
    for (uint32_t i = 0; after != NULL && i < after->rule_count; i++)
        check_baseline(excusing, &then->rules[i], &before->rules[i], &after->rules[i]);
}

// ---- a waiver ----

static uint64_t covered(const struct named_subjects *named, const struct fact_path *path) {
    uint64_t count = 0;
    for (uint64_t i = 0; i < named->count; i++) {
        bool is = path->count == 0;
        for (size_t p = 0; p < named->subjects[i]->path_count; p++)
            is |= fact_path_covers(path, &named->subjects[i]->paths[p]) > 0;
        count += is;
    }
    return count;
}

static void check_waived(struct excusing *excusing, const struct rule_finding *before,
                         const struct rule_finding *after, const struct fact_path *path,
                         bool even_if_unknown) {
    check_verdict(excusing, before, after, VERDICT_WAIVED);
    for (uint32_t i = 0; runs_is_plain(before) && i < before->requirement_count; i++) {
        const struct requirement_finding *was = &before->requirements[i];
        const struct requirement_finding *at = &after->requirements[i];
        expect(excusing, at->failed_excused.waived == covered(&was->failed_subjects, path), after,
               "what the waiver names is not what is waived");
        uint64_t unknown = even_if_unknown ? covered(&was->unknown_subjects, path) : 0;
        expect(excusing, looks_at_elements(at) || at->unknown_excused.waived == unknown, after,
               "what is unknown is waived, or is not");
    }
}

static void try_waiver(struct excusing *excusing, struct trial *other,
                       const struct findings *before) {
    uint32_t index = random_below(&excusing->runs.random, before->rule_count);
    const struct rule_finding *rule = &before->rules[index];
    const struct found_subject *subject = runs_any_subject(&excusing->runs, rule);
    const struct fact_path *path =
        subject != NULL ? runs_any_path(&excusing->runs, subject) : &(const struct fact_path){0};
    bool even = random_percent(&excusing->runs.random, 50);
    if (path->count == 0 && !random_percent(&excusing->runs.random, 30))
        return;
    const char *waiver = arena_printf(
        excusing->runs.arena, "waive %s%s%s until 2026-12-01 because \"b\" approved \"a\"%s\n",
        rule->rule->name, path->count > 0 ? " for " : "",
        fact_path_text(path, excusing->runs.arena), even ? " even if unknown" : "");
    other->policy = arena_printf(excusing->runs.arena, "%s%s", other->policy, waiver);
    excusing->how = arena_printf(excusing->runs.arena, ", by %s", waiver);
    if (trial_check(other, true)) {
        const struct findings *after = runs_judge(&excusing->runs, other, NULL);
        if (after != NULL)
            check_waived(excusing, rule, &after->rules[index], path, even);
    } else {
        expect(excusing, false, rule, "no such waiver can be written");
    }
}

enum judged trial_judge_excused(struct trial *trial, struct text *wrong) {
    struct excusing excusing = {.runs = runs_begin(trial, wrong)};
    struct trial waiving = *trial;
    waiving.session = NULL;
    const struct findings *before = runs_judge(&excusing.runs, trial, NULL);
    if (before != NULL) {
        try_baseline(&excusing, before);
        try_waiver(&excusing, &waiving, before);
    }
    runs_end(&excusing.runs);
    session_free(waiving.session);
    return before != NULL ? JUDGED : JUDGED_NEVER;
}
