// What comparing two reports says, against the findings that they tell of.
#include <string.h>

#include "report/read/compare.h"
#include "runs.h"

struct differing {
    struct runs runs;
    const struct run_comparison *comparison;
};

static void expect(struct differing *differing, bool holds, const struct rule_finding *rule,
                   const char *what) {
    if (!holds)
        text_addf(differing->runs.wrong, "rule %s: %s\n", rule != NULL ? rule->rule->name : "-",
                  what);
}

static int badness(const struct rule_finding *rule) {
    return rule->verdict == VERDICT_FAIL ? 2 : rule->verdict == VERDICT_UNKNOWN ? 1 : 0;
}

static bool is_of(const struct past_rule *past, const struct rule_finding *rule) {
    const char *slash = past != NULL ? strrchr(past->id, '/') : NULL;
    return slash != NULL && strcmp(slash + 1, rule->rule->name) == 0;
}

static const struct rule_change *change_of(const struct differing *differing,
                                           const struct rule_finding *rule) {
    const struct run_pair *pair = &differing->comparison->pairs[0];
    for (size_t i = 0; i < pair->rule_count; i++)
        if (is_of(pair->rules[i].after, rule))
            return &pair->rules[i];
    return NULL;
}

static const struct margin_change *margin_of(const struct differing *differing,
                                             const struct rule_finding *rule,
                                             const struct requirement_finding *at) {
    const struct run_pair *pair = &differing->comparison->pairs[0];
    for (size_t i = 0; i < pair->margin_count; i++)
        if (is_of(pair->margins[i].rule, rule) &&
            strcmp(pair->margins[i].after->text, at->requirement->text) == 0)
            return &pair->margins[i];
    return NULL;
}

// ---- subjects ----

// Those that stand in several requirements count once.
struct subjects {
    const struct found_subject **at;
    size_t count, room;
};

static void add_new(struct arena *arena, struct subjects *subjects,
                    const struct found_subject *subject) {
    for (size_t i = 0; i < subjects->count; i++)
        if (runs_same_subject(subjects->at[i], subject))
            return;
    ARENA_PUSH(arena, subjects->at, subjects->count, subjects->room) = subject;
}

// What of `of` stands neither in `a` nor in `b`.
static void add_others(struct arena *arena, struct subjects *subjects,
                       const struct named_subjects *of, const struct named_subjects *a,
                       const struct named_subjects *b) {
    for (uint64_t i = 0; i < of->count; i++)
        if (!runs_names(a, of->subjects[i]) && !runs_names(b, of->subjects[i]))
            add_new(arena, subjects, of->subjects[i]);
}

// Requirements that look at elements have subjects within subjects, and are left out.
static bool is_simple(const struct rule_finding *rule) {
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        if (rule->requirements[i].requirement->condition->kind == EXPR_FOLD)
            return false;
    return runs_is_plain(rule);
}

static void check_subjects(struct differing *differing, const struct rule_finding *before,
                           const struct rule_finding *after) {
    struct arena *arena = differing->runs.arena;
    struct subjects failing = {0}, unknown = {0}, mended = {0};
    for (uint32_t i = 0; i < after->rule->requirement_count; i++) {
        static const struct requirement_finding none;
        const struct requirement_finding *was =
            before->requirement_count > 0 ? &before->requirements[i] : &none;
        const struct requirement_finding *is =
            after->requirement_count > 0 ? &after->requirements[i] : &none;
        add_others(arena, &failing, &is->failed_subjects, &was->failed_subjects,
                   &was->failed_subjects);
        add_others(arena, &unknown, &is->unknown_subjects, &was->failed_subjects,
                   &was->unknown_subjects);
        add_others(arena, &mended, &was->failed_subjects, &is->failed_subjects,
                   &is->unknown_subjects);
        add_others(arena, &mended, &was->unknown_subjects, &is->failed_subjects,
                   &is->unknown_subjects);
    }
    const struct rule_change *change = change_of(differing, after);
    bool worse = badness(after) > 0 &&
                 (badness(after) > badness(before) || failing.count > 0 || unknown.count > 0);
    bool other =
        before->verdict != after->verdict || failing.count + unknown.count + mended.count > 0;
    expect(differing, (change != NULL) == other, after, "a change is told, or is not");
    if (change == NULL)
        return;
    bool counts = after->rule->severity == SEVERITY_ERROR;
    expect(differing, (change->kind == RULE_WORSE) == (worse && counts), after, "worse");
    expect(differing, (change->kind == RULE_NOTED) == (worse && !counts), after, "noted");
    expect(differing, change->failing.count == failing.count, after, "fails now");
    expect(differing, change->unknown.count == unknown.count, after, "is unknown now");
    expect(differing, change->mended.count == mended.count, after, "fails no longer");
    bool passes = after->verdict == VERDICT_PASS && badness(before) > 0;
    bool less = after->verdict == before->verdict && mended.count > 0;
    expect(differing, (change->kind == RULE_MENDED) == (!worse && (passes || less)), after,
           "mended");
}

// ---- margins ----

static void check_margins(struct differing *differing, const struct rule_finding *before,
                          const struct rule_finding *after) {
    uint32_t count =
        before->requirement_count < after->requirement_count ? 0 : after->requirement_count;
    for (uint32_t i = 0; i < count; i++) {
        const struct margin *was = &before->requirements[i].margin;
        const struct margin *is = &after->requirements[i].margin;
        const struct margin_change *change = margin_of(differing, after, &after->requirements[i]);
        bool other = was->present && is->present && decimal_compare(was->value, is->value) != 0;
        expect(differing, (change != NULL) == other, after, "a margin is told, or is not");
        if (change == NULL)
            continue;
        struct decimal by;
        bool known = decimal_subtract(is->value, was->value, &by);
        expect(differing, known && decimal_compare(by, change->by) == 0, after,
               "a margin lost or won something else");
    }
}

// ---- two runs ----

static bool compare(struct differing *differing, const struct findings *before,
                    const struct findings *after, struct run_comparison *comparison) {
    static struct past pasts[2]; // what is compared points to them
    if (!runs_report(&differing->runs, before, &pasts[0]) ||
        !runs_report(&differing->runs, after, &pasts[1]))
        return false;
    past_name(&pasts[0]);
    past_name(&pasts[1]);
    *comparison = compare_runs(&pasts[0], &pasts[1], NULL, differing->runs.arena);
    differing->comparison = comparison;
    return true;
}

enum judged trial_judge_compared(struct trial *trial, struct text *wrong) {
    struct differing differing = {.runs = runs_begin(trial, wrong)};
    struct run_comparison comparison;
    const struct findings *after = runs_judge(&differing.runs, trial, NULL);
    const struct findings *before = after != NULL ? runs_earlier(&differing.runs) : NULL;
    bool worse = false;
    if (before != NULL && compare(&differing, after, after, &comparison)) {
        const struct run_pair *pair = &comparison.pairs[0];
        expect(&differing,
               !comparison.worse && pair->rule_count + pair->margin_count + pair->list_count == 0,
               NULL, "a run differs from itself");
    }
    if (before != NULL && compare(&differing, before, after, &comparison)) {
        for (uint32_t i = 0; i < after->rule_count; i++) {
            const struct rule_finding *was = &before->rules[i], *is = &after->rules[i];
            const struct rule_change *change = change_of(&differing, is);
            if (is_simple(was) && is_simple(is))
                check_subjects(&differing, was, is);
            if (runs_is_plain(was) && runs_is_plain(is))
                check_margins(&differing, was, is);
            worse |= change != NULL && change->kind == RULE_WORSE;
        }
        worse |= after->verdict == VERDICT_UNKNOWN && before->verdict != VERDICT_UNKNOWN &&
                 before->verdict != VERDICT_FAIL;
        expect(&differing, comparison.worse == worse, NULL, "the run is worse, or is not");
    }
    runs_end(&differing.runs);
    return before != NULL ? JUDGED : JUDGED_NEVER;
}
