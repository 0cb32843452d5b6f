// Summing up several runs.
#include "report/read/merge.h"

#include <string.h>

#include "base/intern.h"
#include "base/sort.h"

// Runs while they are merged; rules are told apart by "ID\nFOR".
struct merging {
    struct arena *arena;
    struct merged *merged;
    struct intern *digests, *rules;
    const struct past_run **first; // by digest
    size_t first_count, first_room;
};

// ---- margins ----

// The share of the capacity that is left; what has none counts as nothing left.
static struct decimal share_of(const struct past_margin *margin) {
    struct decimal share = {0}, size;
    if (margin->has_capacity && decimal_absolute(margin->capacity, &size))
        decimal_divide(margin->value, size, &share);
    return share;
}

static bool is_less(const struct past_margin *a, const struct past_margin *b) {
    bool first = a->value.nano < 0, second = b->value.nano < 0;
    return first != second ? first : decimal_compare(share_of(a), share_of(b)) < 0;
}

static void find_worst(struct merged_run *to) {
    for (size_t i = 0; i < to->run->rule_count; i++) {
        const struct past_rule *rule = &to->run->rules[i];
        for (size_t r = 0; r < rule->requirement_count && past_counts(to->run, rule); r++) {
            const struct past_requirement *at = &rule->requirements[r];
            if (!at->margin.present ||
                (to->worst != NULL && !is_less(&at->margin, &to->worst->margin)))
                continue;
            to->worst = at;
            to->worst_rule = rule;
        }
    }
}

// ---- rules ----

static bool is_bad(const struct past_rule *rule) {
    return rule->verdict == VERDICT_FAIL || rule->verdict == VERDICT_UNKNOWN;
}

static void add_keep(struct merging *merging, struct merged_run *to, enum verdict verdict) {
    for (size_t i = 0; i < to->run->rule_count; i++)
        if (to->run->rules[i].verdict == verdict && past_counts(to->run, &to->run->rules[i]))
            ARENA_PUSH(merging->arena, to->keep, to->keep_count, to->keep_room) =
                &to->run->rules[i];
}

static uint32_t number_of(struct merging *merging, const struct past_rule *rule) {
    const char *key = arena_printf(merging->arena, "%s\n%s", rule->id, rule->root);
    return intern_add(merging->rules, key, strlen(key));
}

static void add_rule(struct merging *merging, const struct past_run *run,
                     const struct past_rule *rule) {
    struct merged *merged = merging->merged;
    uint32_t number = number_of(merging, rule);
    if (number == merged->rule_count)
        ARENA_PUSH(merging->arena, merged->rules, merged->rule_count, merged->rule_room) =
            (struct merged_rule){.rule = rule};
    struct merged_rule *to = &merged->rules[number];
    to->runs++;
    if (!is_bad(rule))
        return;
    bool first = to->failed_count + to->unknown_count == 0;
    if (first || rule->severity > to->rule->severity)
        to->rule = rule;
    to->counts |= past_counts(run, rule);
    if (rule->verdict == VERDICT_FAIL)
        ARENA_PUSH(merging->arena, to->failed, to->failed_count, to->failed_room) = run;
    else
        ARENA_PUSH(merging->arena, to->unknown, to->unknown_count, to->unknown_room) = run;
}

static int by_failures(const void *left, const void *right) {
    const struct merged_rule *a = left, *b = right;
    if (a->counts != b->counts)
        return a->counts ? -1 : 1;
    if (a->failed_count != b->failed_count)
        return a->failed_count > b->failed_count ? -1 : 1;
    if (a->unknown_count != b->unknown_count)
        return a->unknown_count > b->unknown_count ? -1 : 1;
    int compared = strcmp(a->rule->id, b->rule->id);
    return compared != 0 ? compared : strcmp(a->rule->root, b->rule->root);
}

static void keep_bad(struct merged *merged) {
    size_t kept = 0;
    for (size_t i = 0; i < merged->rule_count; i++)
        if (merged->rules[i].failed_count + merged->rules[i].unknown_count > 0)
            merged->rules[kept++] = merged->rules[i];
    merged->rule_count = kept;
    sort_array(merged->rules, kept, sizeof *merged->rules, by_failures);
}

// ---- runs ----

static const struct past_run *find_same(struct merging *merging, const struct past_run *run) {
    uint32_t id = intern_add(merging->digests, run->digest, strlen(run->digest));
    if (id < merging->first_count)
        return merging->first[id];
    ARENA_PUSH(merging->arena, merging->first, merging->first_count, merging->first_room) = run;
    return NULL;
}

static enum verdict worse(enum verdict a, enum verdict b) {
    if (a == VERDICT_FAIL || b == VERDICT_FAIL)
        return VERDICT_FAIL;
    return a == VERDICT_UNKNOWN || b == VERDICT_UNKNOWN ? VERDICT_UNKNOWN : VERDICT_PASS;
}

static void add_run(struct merging *merging, const struct past_run *run) {
    struct merged *merged = merging->merged;
    struct merged_run *to = &merged->runs[merged->run_count++];
    to->run = run;
    to->same = find_same(merging, run);
    add_keep(merging, to, VERDICT_FAIL);
    add_keep(merging, to, VERDICT_UNKNOWN);
    find_worst(to);
    merged->verdict = worse(merged->verdict, run->verdict);
    merged->verdicts[run->verdict]++;
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        merged->counts[verdict] += run->counts[verdict];
    for (size_t i = 0; i < run->rule_count; i++)
        add_rule(merging, run, &run->rules[i]);
}

struct merged merge_runs(const struct past *past, struct arena *arena) {
    struct merged merged = {.verdict = VERDICT_PASS};
    struct merging merging = {.arena = arena,
                              .merged = &merged,
                              .digests = intern_new(arena),
                              .rules = intern_new(arena)};
    merged.runs = ARENA_ARRAY(arena, struct merged_run, past->count);
    for (size_t i = 0; i < past->count; i++)
        add_run(&merging, &past->runs[i]);
    keep_bad(&merged);
    return merged;
}
