// What tests have covered: conditions and rules of any number of programs, by their places.
#include "testing/covered.h"

#include <string.h>

#include "testing/conditions.h"

static struct covered_place place_of(struct covered *covered, const struct sources *sources,
                                     struct span span) {
    struct place place = sources_place(sources, span.begin);
    uint32_t base = place.source->base;
    return (struct covered_place){arena_text(covered->arena, place.source->name), span.begin - base,
                                  span.end - base, place.line, place.column};
}

int covered_compare(const struct covered_place *a, const struct covered_place *b) {
    int files = strcmp(a->file, b->file);
    if (files != 0)
        return files;
    if (a->begin != b->begin)
        return a->begin < b->begin ? -1 : 1;
    return a->end == b->end ? 0 : a->end > b->end ? -1 : 1;
}

// Where an element with that place is among sorted ones, or belongs. The place is their first
// member.
static size_t find_place(const void *items, size_t count, size_t size,
                         const struct covered_place *place) {
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        const void *item = (const char *)items + middle * size;
        if (covered_compare(item, place) < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

// ---- conditions ----

static struct covered_condition *condition_at(struct covered *covered,
                                              const struct covered_place *place) {
    size_t at = find_place(covered->conditions, covered->condition_count,
                           sizeof *covered->conditions, place);
    bool known = at < covered->condition_count &&
                 covered_compare(&covered->conditions[at].place, place) == 0;
    if (known)
        return &covered->conditions[at];
    ARENA_PUSH(covered->arena, covered->conditions, covered->condition_count,
               covered->condition_room) = (struct covered_condition){0};
    struct covered_condition *made = &covered->conditions[at];
    memmove(made + 1, made, (covered->condition_count - 1 - at) * sizeof *made);
    *made = (struct covered_condition){.place = *place, .certain = true};
    return made;
}

static void add_condition(struct covered *covered, const struct program *program,
                          const struct coverage *coverage, const struct condition *condition) {
    struct span span = condition->expr->node->span;
    struct covered_place place = place_of(covered, program->sources, span);
    struct covered_condition *made = condition_at(covered, &place);
    const struct outcomes *outcomes = &coverage->outcomes[condition->expr->id];
    made->text = sources_excerpt(program->sources, span, covered->arena);
    made->certain &= condition->certain;
    for (enum truth truth = TRUTH_FALSE; truth <= TRUTH_TRUE; truth++)
        made->outcomes.seen[truth] += outcomes->seen[truth];
}

// ---- rules ----

static struct covered_place rule_key(const struct policy *policy, const struct rule *rule) {
    uint32_t base = policy->source->base;
    return (struct covered_place){.file = policy->source->name,
                                  .begin = rule->span.begin - base,
                                  .end = rule->span.end - base};
}

static struct covered_rule *rule_find(struct covered *covered, const struct policy *policy,
                                      const struct rule *rule) {
    struct covered_place key = rule_key(policy, rule);
    size_t at = find_place(covered->rules, covered->rule_count, sizeof *covered->rules, &key);
    bool known = at < covered->rule_count && covered_compare(&covered->rules[at].place, &key) == 0;
    return known ? &covered->rules[at] : NULL;
}

static void add_rule(struct covered *covered, const struct program *program,
                     const struct policy *policy, const struct rule *rule) {
    if (rule_find(covered, policy, rule) != NULL)
        return;
    struct covered_rule made = {.place = place_of(covered, program->sources, rule->span),
                                .policy = arena_text(covered->arena, policy->name),
                                .name = arena_text(covered->arena, rule->name),
                                .certain = is_certain_rule(rule)};
    size_t at =
        find_place(covered->rules, covered->rule_count, sizeof *covered->rules, &made.place);
    ARENA_PUSH(covered->arena, covered->rules, covered->rule_count, covered->rule_room) = made;
    struct covered_rule *place = &covered->rules[at];
    memmove(place + 1, place, (covered->rule_count - 1 - at) * sizeof *place);
    *place = made;
}

void covered_add(struct covered *covered, const struct program *program,
                 const struct policy *policy, const struct coverage *coverage) {
    struct arena *working = arena_new();
    struct conditions conditions = {0};
    bool *seen = ARENA_ARRAY(working, bool, coverage->count);
    for (uint32_t i = 0; i < policy->rule_count; i++) {
        add_rule(covered, program, policy, &policy->rules[i]);
        conditions_of_rule(&policy->rules[i], seen, working, &conditions);
    }
    for (size_t i = 0; i < conditions.count; i++)
        add_condition(covered, program, coverage, &conditions.items[i]);
    arena_free(working);
}

void covered_verdict(struct covered *covered, const struct policy *policy, const struct rule *rule,
                     enum verdict verdict) {
    rule_find(covered, policy, rule)->seen[verdict]++;
}

void covered_test(struct covered *covered, const struct policy *policy, const struct rule *rule,
                  enum verdict verdict) {
    rule_find(covered, policy, rule)->tests[verdict]++;
}

// ---- shares ----

static void share_one(struct covered_share *share, uint64_t seen, bool asked) {
    share->all += asked;
    share->seen += asked && seen > 0;
}

struct covered_share covered_share(const struct covered *covered) {
    struct covered_share share = {0};
    for (size_t i = 0; i < covered->condition_count; i++) {
        const struct covered_condition *condition = &covered->conditions[i];
        for (enum truth truth = TRUTH_FALSE; truth <= TRUTH_TRUE; truth++)
            share_one(&share, condition->outcomes.seen[truth],
                      truth != TRUTH_UNKNOWN || !condition->certain);
    }
    for (size_t i = 0; i < covered->rule_count; i++) {
        const struct covered_rule *rule = &covered->rules[i];
        for (enum verdict verdict = VERDICT_PASS; verdict <= VERDICT_UNKNOWN; verdict++)
            share_one(&share, rule->seen[verdict], verdict != VERDICT_UNKNOWN || !rule->certain);
    }
    return share;
}
