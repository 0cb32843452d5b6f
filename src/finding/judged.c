// Judging a rule's subjects one by one: those that are asked for, or all.
#include "finding/judged.h"

#include <string.h>

#include "base/sort.h"
#include "eval/evaluate.h"
#include "eval/kernel.h"
#include "eval/locate.h"
#include "eval/rounds.h"
#include "facts/column.h"
#include "finding/evidence.h"
#include "finding/excused.h"
#include "finding/margin.h"
#include "finding/names.h"

// Elements that a requirement looks at, or the subjects of the rule; the requirement is NULL for
// those.
struct judging {
    struct rule_state *rule;
    const struct requirement_state *state;
    const struct requirement_finding *requirement;
    const struct subject_loops *loops;
    struct rule_finding *finding;
    size_t room;
    struct arena *working;
    struct position_list first; // with options.judge_all: those that are kept
};

// ---- what a round says ----

// The body over the lanes of a round, and both sides of it where it has a margin.
struct look {
    const struct round *round;
    struct vector body, sides[2];
};

static struct look look_at(const struct judging *judging, const struct round *round) {
    const struct requirement_state *state = judging->state;
    struct look look = {.round = round};
    struct env *env = round->env;
    if (state != NULL && state->has_margin) {
        look.body = compare_sides(env, state->body, look.sides);
        margin_spread(env, &look.body, look.sides);
    } else if (state != NULL) {
        look.body = evaluate_lanes(env, state->body);
    }
    return look;
}

static enum verdict verdict_at(const struct judging *judging, const struct look *look,
                               uint32_t lane) {
    bool sure = bit_get(look->round->sure, lane);
    if (judging->state == NULL)
        return sure ? VERDICT_PASS : VERDICT_SKIP;
    struct truths truths = truths_at(&look->body, lane / 64);
    if (judging->state->negated)
        truths = truths_not(truths);
    uint64_t bit = (uint64_t)1 << lane % 64;
    if (truths.sure & bit)
        return VERDICT_PASS;
    return (truths.maybe & bit) || !sure ? VERDICT_UNKNOWN : VERDICT_FAIL;
}

// That of a subject which may be none counts for nobody.
static struct margin margin_at(const struct judging *judging, const struct look *look,
                               uint32_t lane) {
    const struct requirement_state *state = judging->state;
    struct margin margin = {0};
    struct decimal value;
    if (state == NULL || !state->has_margin || !bit_get(look->round->sure, lane))
        return margin;
    bool known = vector_known(&look->sides[0], lane) && vector_known(&look->sides[1], lane);
    if (known && margin_exact(state->body, look->sides, lane, &value)) {
        margin = evidence_margin_of(judging->rule, state->body, value, false);
        evidence_keep_sides(&margin, look->sides, lane);
    } else if (!known && vector_known(&look->body, lane) &&
               margin_by_bounds(state->body, look->round->env, lane,
                                bit_get(look->body.at.bits, lane), &value)) {
        margin = evidence_margin_of(judging->rule, state->body, value, true);
    }
    return margin;
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

// Most subjects have other keys than the paths, and need no further look.
static bool may_be_asked(const struct judging *judging, const uint32_t *at) {
    const struct rule_state *rule = judging->rule;
    for (uint32_t p = 0; p < rule->options->judge_count; p++)
        for (uint32_t i = 0; i < judging->loops->count; i++)
            if (may_be_row(rule->run, &rule->options->judge[p], judging->loops->loops[i], at[i]))
                return true;
    return rule->options->judge_all &&
           (judging->first.left_out == NULL ||
            position_list_has(&judging->first, 0, judging->first.count, judging->loops, at));
}

static bool is_asked(const struct judging *judging, const struct found_subject *subject) {
    const struct verdict_options *options = judging->rule->options;
    for (uint32_t i = 0; i < options->judge_count; i++)
        if (subject_is_within(subject, &options->judge[i]))
            return true;
    return options->judge_all;
}

// An element that is unknown is excused with the subject that it is looked at in.
static enum verdict excused_of(const struct judging *judging, const struct judged_subject *judged) {
    const struct requirement_state *state = judging->state;
    const struct requirement_finding *found = judging->requirement;
    enum verdict verdict = VERDICT_PASS;
    if (judged->verdict == VERDICT_FAIL)
        verdict = excused_at(&state->failed, &state->loops, &found->failed_excused, judged->at,
                             VERDICT_FAIL);
    else if (judged->verdict == VERDICT_UNKNOWN)
        verdict = excused_at(&state->unknown, &judging->rule->loops, &found->unknown_excused,
                             judged->at, VERDICT_UNKNOWN);
    return verdict == VERDICT_PASS ? judged->verdict : verdict;
}

static const uint32_t *keep_positions(const struct judging *judging, const uint32_t *at) {
    uint32_t *kept = ARENA_ARRAY(judging->rule->arena, uint32_t, SUBJECT_LOOPS);
    memcpy(kept, at, judging->loops->count * sizeof *at);
    return kept;
}

// Adds the subject at these positions if it is asked for. A body of NULL has no values.
static void add(struct judging *judging, const uint32_t *at, const struct expr *body,
                struct judged_subject judged) {
    struct rule_state *rule = judging->rule;
    struct env *env = subject_env(rule->base, judging->loops, judging->loops->count, at);
    judged.subject = subject_found(env, judging->loops, rule->arena);
    if (is_asked(judging, &judged.subject)) {
        judged.is_element = judging->loops != &rule->loops && judging->state->own_count > 0;
        judged.at = keep_positions(judging, at);
        judged.verdict = excused_of(judging, &judged);
        if (rule->options->judge_all && body != NULL)
            judged.values = evidence_values(env, body, rule->arena, &judged.value_count);
        ARENA_PUSH(rule->arena, judging->finding->judged, judging->finding->judged_count,
                   judging->room) = judged;
    }
    env_end(env);
}

// ---- going through them ----

static void judge(void *state, const struct round *round) {
    struct judging *judging = state;
    struct look look = look_at(judging, round);
    const struct expr *body = judging->state != NULL ? judging->state->body : NULL;
    for (uint32_t lane = 0; lane < round->env->n; lane++) {
        uint32_t at[SUBJECT_LOOPS];
        if (!bit_get(round->maybe, lane))
            continue;
        positions_of(round->env, lane, judging->loops, at);
        if (may_be_asked(judging, at))
            add(judging, at, body,
                (struct judged_subject){.verdict = verdict_at(judging, &look, lane),
                                        .margin = margin_at(judging, &look, lane)});
    }
}

static void judge_absent(void *state, const struct absence *absence) {
    (void)state;
    (void)absence; // the rule, or its subject, is unknown as a whole
}

static void visit_loops(struct judging *judging,
                        void (*visit)(void *state, const struct round *round)) {
    static const uint64_t one = 1;
    struct rounds rounds = {.loops = subject_loops_all(judging->loops, judging->rule->arena),
                            .loop_count = judging->loops->count,
                            .visit = visit,
                            .absent = judge_absent,
                            .state = judging};
    rounds_run(&rounds, judging->rule->base, &one, &one);
}

// About what a subject takes with its name, its margin and its values.
enum { JUDGED_BYTES = 1536 };

static void choose(void *state, const struct round *round) {
    struct judging *judging = state;
    struct positions_source source = positions_source(round->env, judging->loops);
    for (uint32_t lane = 0; lane < round->env->n; lane++) {
        uint32_t at[SUBJECT_LOOPS];
        if (!bit_get(round->maybe, lane))
            continue;
        positions_at(&source, lane, at);
        position_list_add(&judging->first, judging->working, judging->loops, at);
    }
}

// Of all subjects the first in key order, as many as may be kept, and always some.
static void choose_first(struct judging *judging) {
    enum { ALWAYS = 100 };
    struct names *names = judging->rule->names;
    size_t most = names_left(names, NAMES_JUDGED) / JUDGED_BYTES;
    judging->first = (struct position_list){.most = most > ALWAYS ? most : ALWAYS};
    visit_loops(judging, choose);
    position_list_sort(&judging->first, judging->working, judging->loops);
    names_take(names, NAMES_JUDGED, judging->first.count * JUDGED_BYTES);
}

// Subjects of the rule for which a requirement is unknown as a whole, where it looks at elements
// of them; how many were kept. Where elements were left out, nothing is left for these.
static uint64_t judge_unknown(struct judging *judging) {
    struct rule_state *rule = judging->rule;
    const struct position_list *unknown = &judging->state->unknown;
    uint64_t kept = 0;
    for (size_t i = 0; i < unknown->count; i++) {
        const uint32_t *at = unknown->at + i * subject_width(&rule->loops);
        bool wanted = rule->options->judge_all ? names_take(rule->names, NAMES_JUDGED, JUDGED_BYTES)
                                               : may_be_asked(judging, at);
        if (wanted)
            add(judging, at, NULL, (struct judged_subject){.verdict = VERDICT_UNKNOWN});
        kept += wanted;
    }
    return kept;
}

// In key order, and a subject before its elements.
static int by_position(const void *a, const void *b) {
    const struct judged_subject *left = a, *right = b;
    for (uint32_t i = 0; i < SUBJECT_LOOPS; i++)
        if (left->at[i] != right->at[i])
            return left->at[i] < right->at[i] ? -1 : 1;
    return (int)left->is_element - (int)right->is_element;
}

static void judge_requirement(struct judging *judging, uint32_t index) {
    struct rule_finding *finding = judging->finding;
    struct requirement_finding *requirement = &finding->requirements[index];
    uint32_t first = requirement->judged_first = finding->judged_count;
    judging->state = &judging->rule->requirements[index];
    judging->requirement = requirement;
    judging->loops = &judging->state->loops;
    if (judging->rule->options->judge_all)
        choose_first(judging);
    visit_loops(judging, judge);
    requirement->judged_left_out = position_list_all(&judging->first) - judging->first.count;
    judging->loops = &judging->rule->loops;
    if (judging->state->own_count > 0)
        requirement->judged_left_out +=
            position_list_all(&judging->state->unknown) - judge_unknown(judging);
    requirement->judged_count = finding->judged_count - first;
    if (requirement->judged_count > 0)
        sort_array(finding->judged + first, requirement->judged_count, sizeof *finding->judged,
                   by_position);
}

void judged_subjects(struct rule_state *rule, struct rule_finding *finding) {
    struct judging judging = {.rule = rule, .loops = &rule->loops, .finding = finding};
    if (rule->when != TRUTH_TRUE)
        return;
    judging.working = arena_new();
    if (rule->options->judge_count > 0)
        visit_loops(&judging, judge);
    for (uint32_t i = 0; i < rule->rule->requirement_count; i++)
        judge_requirement(&judging, i);
    arena_free(judging.working);
}
