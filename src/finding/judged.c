// Judging a rule's subjects one by one, where each is asked for.
#include "finding/judged.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/kernel.h"
#include "eval/locate.h"
#include "eval/rounds.h"
#include "facts/column.h"
#include "finding/evidence.h"

// Elements that a requirement looks at, or the subjects of the rule; the body is NULL for those.
struct judging {
    struct rule_state *rule;
    const struct requirement_state *state;
    const struct subject_loops *loops;
    struct rule_finding *finding;
    size_t room;
};

static enum verdict verdict_at(const struct judging *judging, const struct round *round,
                               uint32_t lane, const struct vector *body) {
    if (judging->state == NULL)
        return bit_get(round->sure, lane) ? VERDICT_PASS : VERDICT_SKIP;
    struct truths truths = truths_at(body, lane / 64);
    if (judging->state->negated)
        truths = truths_not(truths);
    uint64_t bit = (uint64_t)1 << lane % 64;
    if (truths.sure & bit)
        return VERDICT_PASS;
    return (truths.maybe & bit) || !bit_get(round->sure, lane) ? VERDICT_UNKNOWN : VERDICT_FAIL;
}

static void find_margin(const struct judging *judging, struct env *env, uint32_t lane,
                        struct judged_subject *judged) {
    const struct requirement_state *state = judging->state;
    if (state == NULL || !state->has_margin)
        return;
    struct vector sides[2];
    compare_sides(env, state->body, sides);
    uint64_t mask[BATCH_WORDS] = {0};
    sides[0] = vector_spread(env->arena, sides[0], env->n);
    sides[1] = vector_spread(env->arena, sides[1], env->n);
    if (bit_get(sides[0].valid, lane) && bit_get(sides[1].valid, lane))
        bit_set(mask, lane);
    uint32_t side = capacity_side(state->body), at;
    judged->has_margin =
        kernel_least_margin(&sides[side], &sides[1 - side], mask, &judged->margin, &at);
    if (state->body->items[0]->type.kind == TYPE_TIME)
        judged->margin.nano /= DECIMAL_ONE;
    judged->type = evidence_margin_type(judging->rule->run, state->body);
}

// ---- which subjects ----

static uint32_t depth_of(const struct space_def *space) {
    return space->parent == NULL ? 0 : 1 + depth_of(space->parent);
}

// The steps in brackets of a path; *last is the last of them.
static uint32_t depth_of_path(const struct fact_path *path, const struct fact_step **last) {
    uint32_t depth = 0;
    for (size_t i = 0; i < path->count; i++)
        if (fact_step_is_index(&path->steps[i])) {
            *last = &path->steps[i];
            depth++;
        }
    return depth;
}

static bool may_have_key(const struct run *run, const struct space_def *space, uint32_t row,
                         const struct fact_step *step) {
    if (step == NULL || step->kind != FACT_STEP_KEY || space->key == NULL ||
        !type_is_textual(&space->key->type))
        return true;
    uint32_t key = column_text(store_column(run->store, space->key), row);
    return key == INTERN_NONE || strcmp(run_text(run, key), step->text) == 0;
}

// The path may lead to the element of a loop, or to one that it lies within.
static bool may_be_row(const struct run *run, const struct fact_path *path, const struct loop *loop,
                       uint32_t row) {
    const struct fact_step *last = NULL;
    const struct space_def *space = loop->space;
    if (space == NULL)
        return true;
    uint32_t depth = depth_of(space), wanted = depth_of_path(path, &last);
    for (; depth > wanted; depth--) {
        row = locate_parent(run, space, row);
        space = space->parent;
    }
    return depth == wanted && may_have_key(run, space, row, last);
}

// Most subjects have other keys than the path, and need no further look.
static bool may_be(const struct judging *judging, const struct fact_path *path,
                   const uint32_t *at) {
    for (uint32_t i = 0; i < judging->loops->count; i++)
        if (may_be_row(judging->rule->run, path, judging->loops->loops[i], at[i]))
            return true;
    return false;
}

// Whether the subject at these positions is asked for; then it is made.
static bool is_asked(const struct judging *judging, const uint32_t *at,
                     struct found_subject *subject) {
    const struct rule_state *rule = judging->rule;
    for (uint32_t i = 0; i < rule->options->judge_count; i++) {
        const struct fact_path *path = &rule->options->judge[i];
        if (!may_be(judging, path, at))
            continue;
        struct env *env = subject_env(rule->base, judging->loops, judging->loops->count, at);
        *subject = subject_found(env, judging->loops, rule->arena);
        env_end(env);
        if (subject_is_within(subject, path))
            return true;
    }
    return false;
}

// Of a subject that is unknown, a waiver has to cover all, not an element.
static bool is_waived(const struct judging *judging, const struct judged_subject *judged) {
    bool unknown = judged->verdict == VERDICT_UNKNOWN;
    bool open = judged->verdict == VERDICT_FAIL ||
                (unknown && judging->loops->count == judging->rule->loops.count);
    return open && waivers_cover(judging->rule->waivers, &judged->subject, unknown);
}

static void add(struct judging *judging, struct judged_subject judged) {
    if (is_waived(judging, &judged))
        judged.verdict = VERDICT_WAIVED;
    ARENA_PUSH(judging->rule->arena, judging->finding->judged, judging->finding->judged_count,
               judging->room) = judged;
}

// ---- their verdicts ----

static void judge_lane(struct judging *judging, const struct round *round, uint32_t lane,
                       const struct vector *body) {
    uint32_t at[SUBJECT_LOOPS];
    struct judged_subject judged = {.verdict = verdict_at(judging, round, lane, body)};
    positions_of(round->env, lane, judging->loops, at);
    if (!is_asked(judging, at, &judged.subject))
        return;
    find_margin(judging, round->env, lane, &judged);
    add(judging, judged);
}

static void judge(void *state, const struct round *round) {
    struct judging *judging = state;
    struct vector body = {0};
    if (judging->state != NULL)
        body = evaluate_lanes(round->env, judging->state->body);
    for (uint32_t lane = 0; lane < round->env->n; lane++)
        if (bit_get(round->maybe, lane))
            judge_lane(judging, round, lane, &body);
}

static void judge_absent(void *state, const struct absence *absence) {
    (void)state;
    (void)absence; // the rule, or its subject, is unknown as a whole
}

// Loops of the rule, then those of a requirement.
static struct loop *all_loops(const struct rule_state *rule, const struct subject_loops *loops) {
    struct loop *all = ARENA_ARRAY(rule->arena, struct loop, loops->count);
    for (uint32_t i = 0; i < loops->count; i++)
        all[i] = *loops->loops[i];
    return all;
}

static void judge_loops(struct judging *judging) {
    static const uint64_t one = 1;
    struct rounds rounds = {.loops = all_loops(judging->rule, judging->loops),
                            .loop_count = judging->loops->count,
                            .visit = judge,
                            .absent = judge_absent,
                            .state = judging};
    rounds_run(&rounds, judging->rule->base, &one, &one);
}

// Subjects of the rule for which a requirement is unknown as a whole.
static void add_unknown(struct judging *judging, const struct requirement_state *state) {
    struct rule_state *rule = judging->rule;
    size_t width = rule->loops.count;
    for (size_t i = 0; width > 0 && i < state->unknown.count; i++) {
        struct judged_subject judged = {.verdict = VERDICT_UNKNOWN};
        if (is_asked(judging, state->unknown.at + i * width, &judged.subject))
            add(judging, judged);
    }
}

void judged_subjects(struct rule_state *rule, struct rule_finding *finding) {
    struct judging judging = {.rule = rule, .loops = &rule->loops, .finding = finding};
    if (rule->when != TRUTH_TRUE)
        return;
    judge_loops(&judging);
    for (uint32_t i = 0; i < rule->rule->requirement_count; i++) {
        judging.state = &rule->requirements[i];
        judging.loops = &rule->requirements[i].loops;
        judge_loops(&judging);
        judging.loops = &rule->loops;
        add_unknown(&judging, judging.state);
    }
}
