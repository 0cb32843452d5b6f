// What of a requirement is excused, and in what order its subjects stand for that.
#include "finding/excused.h"

#include <string.h>

#include "finding/baseline.h"
#include "finding/evidence.h"
#include "finding/margin.h"
#include "finding/naming.h"

// ---- the order ----

enum group { GROUP_OPEN, GROUP_BASELINE, GROUP_WAIVED, GROUPS };

// Moves groups behind each other; each keeps its order.
static struct excused set_apart(struct position_list *list, size_t width, const uint8_t *groups,
                                struct arena *arena) {
    uint32_t *at = ARENA_ARRAY(arena, uint32_t, list->count * width);
    uint64_t counts[GROUPS] = {0};
    size_t kept = 0;
    for (enum group group = GROUP_OPEN; group < GROUPS && list->count > 0; group++)
        for (size_t i = 0; i < list->count; i++) {
            if (groups[i] != group)
                continue;
            memcpy(at + kept++ * width, list->at + i * width, width * sizeof *at);
            counts[group]++;
        }
    if (list->count > 0)
        memcpy(list->at, at, list->count * width * sizeof *at);
    return (struct excused){counts[GROUP_BASELINE], counts[GROUP_WAIVED]};
}

static enum group group_of(const struct baseline_part *part, struct naming *naming,
                           const uint32_t *at, bool unknown) {
    if (part->of == NULL && !naming_may_be_waived(naming, at))
        return GROUP_OPEN;
    const struct found_subject *subject = naming_subject(naming, at);
    if (waivers_cover(part->rule->waivers, subject, unknown)) {
        baseline_note_waived(part, subject);
        return GROUP_WAIVED;
    }
    bool excused = unknown ? baseline_excuses_unknown(part, at, subject)
                           : baseline_excuses_failed(part, at, subject);
    return excused ? GROUP_BASELINE : GROUP_OPEN;
}

static struct excused apply(const struct baseline_part *part, struct position_list *list,
                            const struct subject_loops *loops, bool unknown) {
    struct arena *arena = arena_new();
    uint8_t *groups = ARENA_ARRAY(arena, uint8_t, list->count); // enum group
    size_t width = subject_width(loops);
    struct naming naming = naming_begin(part->rule, loops, list->count, arena);
    for (size_t i = 0; i < list->count; i++)
        groups[i] = (uint8_t)group_of(part, &naming, list->at + i * width, unknown);
    naming_end(&naming);
    struct excused excused = set_apart(list, width, groups, arena);
    arena_free(arena);
    return excused;
}

// ---- a requirement ----

// How many subjects of the rule have elements that fail and are not excused.
static uint64_t count_open(const struct rule_state *rule, const struct requirement_state *state,
                           size_t open) {
    size_t width = subject_width(&state->loops);
    uint64_t count = 0;
    for (size_t i = 0; i < open; i++) {
        const uint32_t *at = state->failed.at + i * width;
        count += i == 0 || positions_compare(&rule->loops, at - width, at) != 0;
    }
    return count;
}

// A subject of the rule is unknown, not failing, where all its elements that fail are excused.
static void add_uncovered(struct rule_state *rule, struct requirement_state *state, size_t open) {
    size_t own = subject_width(&rule->loops), width = subject_width(&state->loops), failing = 0;
    size_t kept = 0;
    for (size_t i = 0; i < state->both.count; i++) {
        const uint32_t *at = state->both.at + i * own;
        while (failing < open &&
               positions_compare(&rule->loops, state->failed.at + failing * width, at) < 0)
            failing++;
        bool fails = failing < open &&
                     positions_compare(&rule->loops, state->failed.at + failing * width, at) == 0;
        if (fails)
            memmove(state->both.at + kept++ * own, at, own * sizeof *at);
        else
            position_list_add(&state->unknown, rule->arena, &rule->loops, at);
    }
    state->both.count = kept;
    position_list_sort(&state->unknown, rule->arena, &rule->loops);
}

void excused_apply(struct rule_state *rule, struct requirement_state *state,
                   struct requirement_finding *finding) {
    struct baseline_part part = baseline_part(rule, state);
    if (!rule_may_excuse(rule))
        return;
    finding->failed_excused = apply(&part, &state->failed, &state->loops, false);
    size_t open = excused_not(state->failed.count, &finding->failed_excused);
    finding->failed_covered = state->failing - count_open(rule, state, open);
    margin_of_counting(rule, state, &finding->failed_excused);
    add_uncovered(rule, state, open);
    finding->unknown_excused = apply(&part, &state->unknown, &rule->loops, true);
    baseline_end_part(&part, finding);
}

// ---- for who asks ----

enum verdict excused_whole(const struct rule_state *rule) {
    if (waivers_cover_rule(rule->waivers))
        return VERDICT_WAIVED;
    return baseline_excuses_whole(rule->baseline, rule->missing) ? VERDICT_BASELINE
                                                                 : VERDICT_UNKNOWN;
}

enum verdict excused_at(const struct position_list *list, const struct subject_loops *loops,
                        const struct excused *excused, const uint32_t *at, enum verdict otherwise) {
    size_t open = excused_not(list->count, excused), end = list->count - excused->waived;
    if (position_list_has(list, 0, open, loops, at))
        return otherwise;
    if (position_list_has(list, open, end, loops, at))
        return VERDICT_BASELINE;
    return position_list_has(list, end, list->count, loops, at) ? VERDICT_WAIVED : VERDICT_PASS;
}
