// Comparing two runs.
#include "report/read/compare_parts.h"

#include <string.h>

#include "base/intern.h"
#include "base/sort.h"
#include "finding/subject_key.h"

const char *rule_change_word(enum rule_change_kind kind) {
    static const char *const words[] = {"worse", "noted", "mended", "changed", "came", "went"};
    return words[kind];
}

// ---- states ----

int compare_badness(enum verdict verdict) {
    static const int of[] = {
        [VERDICT_PASS] = 0,           [VERDICT_SKIP] = 0,      [VERDICT_WAIVED] = EXCUSED,
        [VERDICT_BASELINE] = EXCUSED, [VERDICT_UNKNOWN] = BAD, [VERDICT_FAIL] = FAILING};
    return of[verdict];
}

// The same for a rule of a run; one that does not count, or is not there, is not bad.
static int rule_badness(const struct past_run *run, const struct past_rule *rule, bool counting) {
    return rule == NULL || (counting && !past_counts(run, rule)) ? 0
                                                                 : compare_badness(rule->verdict);
}

// ---- subjects ----

static void add_subject(struct comparing *comparing, struct subject_change *change,
                        const struct past_subject *subject) {
    ARENA_PUSH(comparing->arena, change->items, change->count, change->room) = subject;
}

static bool is_failing(const struct past_requirement *requirement, const char *key) {
    return requirement != NULL && subject_key_same(requirement->failed, requirement->failed_count,
                                                   sizeof *requirement->failed, key);
}

// Whether a report names not all that fails or is unknown: what another has may be among the
// others.
static bool is_cut(const struct past_requirement *requirement) {
    return requirement != NULL && requirement->left_out > 0;
}

// Whether it is unknown for a subject, or for the one that it is an element of.
static bool is_unknown(const struct past_requirement *requirement, const char *key) {
    return requirement != NULL &&
           (subject_key_outer(requirement->unknown, requirement->unknown_count,
                              sizeof *requirement->unknown, key) ||
            subject_key_outer(requirement->partly, requirement->partly_count,
                              sizeof *requirement->partly, key));
}

// Whether it failed for a subject, or an element of it.
static bool is_failing_within(const struct past_requirement *requirement, const char *key) {
    return requirement != NULL && subject_key_inner(requirement->failed, requirement->failed_count,
                                                    sizeof *requirement->failed, key);
}

static void compare_failed(struct comparing *comparing, const struct past_requirement *before,
                           const struct past_requirement *after, struct rule_change *change) {
    for (size_t i = 0; after != NULL && i < after->failed_count && !is_cut(before); i++)
        if (!is_failing(before, after->failed[i].key))
            add_subject(comparing, &change->failing, &after->failed[i]);
    for (size_t i = 0; before != NULL && i < before->failed_count && !is_cut(after); i++)
        if (!is_failing(after, before->failed[i].key) && !is_unknown(after, before->failed[i].key))
            add_subject(comparing, &change->mended, &before->failed[i]);
}

// What failed and is unknown now did not get worse.
static void compare_unknown(struct comparing *comparing, const struct past_requirement *before,
                            const struct past_requirement *after, struct rule_change *change) {
    for (size_t i = 0; after != NULL && i < after->unknown_count && !is_cut(before); i++)
        if (!is_failing_within(before, after->unknown[i].key) &&
            !is_unknown(before, after->unknown[i].key))
            add_subject(comparing, &change->unknown, &after->unknown[i]);
    for (size_t i = 0; before != NULL && i < before->unknown_count && !is_cut(after); i++)
        if (!is_failing_within(after, before->unknown[i].key) &&
            !is_unknown(after, before->unknown[i].key))
            add_subject(comparing, &change->mended, &before->unknown[i]);
}

// Whether something that failed within a subject fails no more, which may be what is unknown now.
static bool fails_less(const struct past_requirement *before, const struct past_requirement *after,
                       const char *key) {
    for (size_t i = 0; before != NULL && i < before->failed_count; i++)
        if (subject_key_covers(key, before->failed[i].key) &&
            !is_failing(after, before->failed[i].key))
            return true;
    return false;
}

// Subjects that fail, and are unknown for further elements now.
static void compare_partly(struct comparing *comparing, const struct past_requirement *before,
                           const struct past_requirement *after, struct rule_change *change) {
    for (size_t i = 0; after != NULL && i < after->partly_count && !is_cut(before); i++)
        if (!is_unknown(before, after->partly[i].key) &&
            !fails_less(before, after, after->partly[i].key))
            add_subject(comparing, &change->unknown, &after->partly[i]);
}

// Counts are all that is there of subjects that a report does not name.
static void compare_counts(const struct past_requirement *before,
                           const struct past_requirement *after, struct rule_change *change) {
    uint64_t first = is_cut(before) ? before->left_out : 0;
    uint64_t second = is_cut(after) ? after->left_out : 0;
    change->left_out += first > second ? first : second;
    change->more |= is_cut(before) && after != NULL && after->failing > before->failing;
}

// What of one requirement got worse or was mended; either may be NULL.
static void compare_subjects(struct comparing *comparing, const struct past_requirement *before,
                             const struct past_requirement *after, struct rule_change *change) {
    compare_failed(comparing, before, after, change);
    compare_unknown(comparing, before, after, change);
    compare_partly(comparing, before, after, change);
    compare_counts(before, after, change);
}

const struct past_requirement *compare_counterpart(const struct past_rule *rule,
                                                   const struct past_rule *other, size_t index) {
    const char *text = rule->requirements[index].text;
    size_t before = 0;
    for (size_t i = 0; i < index; i++)
        before += strcmp(rule->requirements[i].text, text) == 0;
    for (size_t i = 0; other != NULL && i < other->requirement_count; i++)
        if (strcmp(other->requirements[i].text, text) == 0 && before-- == 0)
            return &other->requirements[i];
    return NULL;
}

static void compare_requirements(struct comparing *comparing, const struct past_rule *before,
                                 const struct past_rule *after, struct rule_change *change) {
    for (size_t i = 0; after != NULL && i < after->requirement_count; i++)
        compare_subjects(comparing, compare_counterpart(after, before, i), &after->requirements[i],
                         change);
    for (size_t i = 0; before != NULL && i < before->requirement_count; i++)
        if (after == NULL || compare_counterpart(before, after, i) == NULL)
            compare_subjects(comparing, &before->requirements[i], NULL, change);
}

// One that fails two requirements stands once.
static int by_key(const void *left, const void *right) {
    const struct past_subject *const *a = left, *const *b = right;
    return strcmp((*a)->key, (*b)->key);
}

static void unite(struct subject_change *change) {
    size_t kept = 0;
    sort_array(change->items, change->count, sizeof *change->items, by_key);
    for (size_t i = 0; i < change->count; i++)
        if (kept == 0 || by_key(&change->items[kept - 1], &change->items[i]) != 0)
            change->items[kept++] = change->items[i];
    change->count = kept;
}

// ---- missing facts ----

static void add_facts(struct intern *facts, const struct past_rule *rule) {
    for (size_t i = 0; rule != NULL && i < rule->missing_count; i++)
        intern_add(facts, rule->missing[i], strlen(rule->missing[i]));
    for (size_t r = 0; rule != NULL && r < rule->requirement_count; r++) {
        const struct past_requirement *at = &rule->requirements[r];
        for (size_t i = 0; i < at->missing_count; i++)
            intern_add(facts, at->missing[i], strlen(at->missing[i]));
    }
}

static void compare_missing(struct comparing *comparing, struct rule_change *change) {
    struct intern *facts = intern_new(comparing->arena);
    add_facts(facts, change->before);
    uint32_t known = intern_count(facts);
    add_facts(facts, change->after);
    for (uint32_t i = known; i < intern_count(facts); i++)
        ARENA_PUSH(comparing->arena, change->missing, change->missing_count, change->missing_room) =
            intern_text(facts, i);
}

// ---- tailoring ----

static bool has_tailoring(const struct past_rule *rule, const struct past_tailoring *wanted) {
    for (size_t i = 0; rule != NULL && i < rule->tailored_count; i++) {
        const struct past_tailoring *at = &rule->tailored[i];
        if (compare_same(at->kind, wanted->kind) && compare_same(at->param, wanted->param) &&
            compare_same(at->by, wanted->by) && compare_same(at->to, wanted->to))
            return true;
    }
    return false;
}

static size_t add_tailored(const struct past_rule *rule, const struct past_rule *other,
                           const struct past_tailoring **to) {
    size_t count = 0;
    for (size_t i = 0; rule != NULL && i < rule->tailored_count; i++)
        if (!has_tailoring(other, &rule->tailored[i]))
            to[count++] = &rule->tailored[i];
    return count;
}

static void compare_tailoring(struct comparing *comparing, struct rule_change *change) {
    const struct past_rule *before = change->before, *after = change->after;
    if (before == NULL || after == NULL)
        return;
    size_t most = before->tailored_count + after->tailored_count;
    bool *lifted = ARENA_ARRAY(comparing->arena, bool, most);
    change->tailored = ARENA_ARRAY(comparing->arena, const struct past_tailoring *, most);
    size_t count = add_tailored(after, before, change->tailored);
    change->tailored_count = count + add_tailored(before, after, change->tailored + count);
    for (size_t i = count; i < change->tailored_count; i++)
        lifted[i] = true;
    change->lifted = lifted;
}

// ---- rules ----

// What a baseline excused failed all the same.
static int badness_before(const struct run_pair *pair, const struct past_rule *rule,
                          bool counting) {
    int badness = rule_badness(pair->before, rule, counting);
    return badness == EXCUSED && rule->verdict == VERDICT_BASELINE ? FAILING : badness;
}

static bool got_worse(const struct run_pair *pair, const struct rule_change *change,
                      bool counting) {
    int before = badness_before(pair, change->before, counting);
    int after = rule_badness(pair->after, change->after, counting);
    return after >= BAD && (after > before || change->failing.count > 0 ||
                            change->unknown.count > 0 || change->more);
}

static enum rule_change_kind kind_of(const struct run_pair *pair,
                                     const struct rule_change *change) {
    if (got_worse(pair, change, true))
        return RULE_WORSE;
    if (got_worse(pair, change, false) && !past_counts(pair->after, change->after))
        return RULE_NOTED;
    if (change->before == NULL)
        return RULE_CAME;
    if (change->after == NULL)
        return RULE_WENT;
    bool passes = change->after->verdict == VERDICT_PASS &&
                  badness_before(pair, change->before, false) >= BAD;
    bool less = change->after->verdict == change->before->verdict && change->mended.count > 0;
    return passes || less ? RULE_MENDED : RULE_CHANGED;
}

static bool is_changed(const struct rule_change *change) {
    const struct past_rule *before = change->before, *after = change->after;
    return before == NULL || after == NULL || before->verdict != after->verdict ||
           before->severity != after->severity || change->left_out > 0 ||
           change->failing.count + change->unknown.count + change->mended.count > 0;
}

// A rule of a run that the other side has not at all is of interest only where it is bad.
static bool is_told(const struct run_pair *pair, const struct rule_change *change) {
    bool whole = pair->before == NULL || pair->after == NULL;
    const struct past_rule *rule = change->after != NULL ? change->after : change->before;
    return whole ? pair->after != NULL && compare_badness(rule->verdict) >= BAD
                 : is_changed(change) || got_worse(pair, change, true);
}

static void compare_rule(struct comparing *comparing, const struct past_rule *before,
                         const struct past_rule *after) {
    struct run_pair *pair = comparing->pair;
    struct rule_change change = {.before = before, .after = after};
    compare_requirements(comparing, before, after, &change);
    unite(&change.failing);
    unite(&change.unknown);
    unite(&change.mended);
    compare_missing(comparing, &change);
    compare_tailoring(comparing, &change);
    if (!is_told(pair, &change))
        return;
    change.kind = kind_of(pair, &change);
    pair->worse |= change.kind == RULE_WORSE;
    ARENA_PUSH(comparing->arena, pair->rules, pair->rule_count, pair->rule_room) = change;
}

static const struct past_rule *rule_of(const struct rule_change *change) {
    return change->after != NULL ? change->after : change->before;
}

static int compare_changes(const void *left, const void *right) {
    const struct rule_change *a = left, *b = right;
    const struct past_rule *first = rule_of(a), *second = rule_of(b);
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int compared = strcmp(first->id, second->id);
    return compared != 0 ? compared : strcmp(first->root, second->root);
}

// ---- runs ----

static void compare_rules(struct comparing *comparing) {
    static const struct past_run none;
    struct run_pair *pair = comparing->pair;
    const struct past_run *before = pair->before != NULL ? pair->before : &none;
    const struct past_run *after = pair->after != NULL ? pair->after : &none;
    for (size_t i = 0; i < after->rule_count; i++) {
        const struct past_rule *rule = &after->rules[i];
        const struct past_rule *was = past_rule_find(before, rule->id, rule->root);
        compare_rule(comparing, was, rule);
        compare_margins(comparing, was, rule);
    }
    for (size_t i = 0; i < before->rule_count; i++)
        if (past_rule_find(after, before->rules[i].id, before->rules[i].root) == NULL)
            compare_rule(comparing, &before->rules[i], NULL);
    sort_array(pair->rules, pair->rule_count, sizeof *pair->rules, compare_changes);
    compare_sort_margins(pair);
}

// A run of which no rule is decided any more is worse, though no rule of it is.
static bool decides_no_more(const struct run_pair *pair) {
    return !pair->worse && pair->after != NULL && pair->after->verdict == VERDICT_UNKNOWN &&
           (pair->before == NULL || compare_badness(pair->before->verdict) < BAD);
}

static bool has_policy(const struct past_run *run, const struct past_rule *rule) {
    size_t size = strcspn(rule->id, "/");
    for (size_t i = 0; i < run->policy_count; i++)
        if (strlen(run->policies[i].name) == size &&
            strncmp(run->policies[i].name, rule->id, size) == 0)
            return true;
    return false;
}

// A run of fewer rules, or that asks less of them, is no better for it.
static void count_leniency(struct run_pair *pair) {
    const struct past_run *before = pair->before, *after = pair->after;
    if (before == NULL || after == NULL)
        return;
    for (size_t i = 0; i < after->rule_count; i++) {
        const struct past_rule *rule = &after->rules[i];
        pair->uncounted += compare_badness(rule->verdict) >= BAD && past_counts(before, rule) &&
                           !past_counts(after, rule);
    }
    for (size_t i = 0; i < before->rule_count; i++) {
        const struct past_rule *rule = &before->rules[i];
        pair->left_out += rule_badness(before, rule, true) >= BAD && has_policy(after, rule) &&
                          past_rule_find(after, rule->id, rule->root) == NULL;
    }
}

static void sum_up(struct run_comparison *comparison, const struct run_pair *pair) {
    comparison->worse |= pair->worse;
    comparison->uncounted += pair->uncounted;
    comparison->left_out += pair->left_out;
    for (size_t i = 0; i < pair->rule_count; i++)
        comparison->rules[pair->rules[i].kind]++;
    for (size_t i = 0; i < pair->margin_count; i++) {
        comparison->shrank += pair->margins[i].by.nano < 0;
        comparison->grew += pair->margins[i].by.nano > 0;
        comparison->margins_lost += pair->margins[i].worse;
    }
    for (size_t i = 0; i < pair->list_count; i++) {
        comparison->came += pair->lists[i].came_count;
        comparison->went += pair->lists[i].went_count;
    }
}

static void add_pair(struct run_comparison *comparison, const struct decimal *allowed,
                     struct run_pair pair) {
    struct comparing comparing = {comparison->arena, allowed, &pair};
    if (pair.before != NULL && pair.after != NULL) {
        compare_about(&comparing);
        compare_lists(&comparing);
    }
    compare_rules(&comparing);
    if (decides_no_more(&pair)) {
        pair.worse = true;
        comparison->undecided++;
    }
    count_leniency(&pair);
    sum_up(comparison, &pair);
    ARENA_PUSH(comparison->arena, comparison->pairs, comparison->count, comparison->room) = pair;
}

// The runs of one side by name.
static struct intern *names_of(const struct past *past, struct arena *arena) {
    struct intern *names = intern_new(arena);
    for (size_t i = 0; i < past->count; i++)
        intern_add(names, past->runs[i].name, strlen(past->runs[i].name));
    return names;
}

static const struct past_run *find_run(const struct past *past, const struct intern *names,
                                       const char *name) {
    uint32_t id = intern_find(names, name, strlen(name));
    return id == INTERN_NONE ? NULL : &past->runs[id];
}

// One run is compared with one, whatever they are called.
struct run_comparison compare_runs(const struct past *before, const struct past *after,
                                   const struct decimal *allowed, struct arena *arena) {
    struct run_comparison comparison = {.arena = arena};
    struct intern *old = names_of(before, arena), *new = names_of(after, arena);
    comparison.several = before->merged || after->merged;
    bool alone = !comparison.several;
    for (size_t i = 0; i < before->count; i++) {
        const struct past_run *run = &before->runs[i];
        const struct past_run *other = alone ? &after->runs[0] : find_run(after, new, run->name);
        add_pair(&comparison, allowed,
                 (struct run_pair){.name = run->name, .before = run, .after = other});
    }
    for (size_t i = 0; i < after->count; i++)
        if (!alone && find_run(before, old, after->runs[i].name) == NULL)
            add_pair(&comparison, allowed,
                     (struct run_pair){.name = after->runs[i].name, .after = &after->runs[i]});
    return comparison;
}
