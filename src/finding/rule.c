// Evaluating one rule over all its subjects, in batches.
#include "finding/rule.h"

#include <string.h>

#include "eval/coverage.h"
#include "eval/evaluate.h"
#include "eval/rounds.h"
#include "finding/explanation.h"
#include "finding/margin.h"

static bool is_ordering(const struct expr *expr) {
    return expr->kind == EXPR_APPLY &&
           (expr->op == BUILTIN_LESS || expr->op == BUILTIN_AT_MOST ||
            expr->op == BUILTIN_GREATER || expr->op == BUILTIN_AT_LEAST);
}

static bool has_margin(const struct expr *body) {
    return is_ordering(body) &&
           (type_is_numeric(&body->items[0]->type) || body->items[0]->type.kind == TYPE_TIME);
}

static void append_loops(struct requirement_state *state, const struct sequence *sequence) {
    memcpy(state->own + state->own_count, sequence->loops,
           sequence->loop_count * sizeof *state->own);
    state->own_count += sequence->loop_count;
}

// Takes the outermost quantifiers off while their loops still fit a subject.
static void take_apart(struct requirement_state *state, const struct rule_state *rule) {
    const struct expr *body = state->requirement->condition;
    state->own = ARENA_ARRAY(rule->arena, struct loop, SUBJECT_LOOPS);
    while (body->kind == EXPR_FOLD && (body->fold == FOLD_EVERY || body->fold == FOLD_NO) &&
           !state->negated &&
           rule->loops.count + state->own_count + body->sequence->loop_count <= SUBJECT_LOOPS) {
        append_loops(state, body->sequence);
        state->negated = body->fold == FOLD_NO;
        body = body->sequence->element;
    }
    state->body = body;
    state->has_margin = !state->negated && has_margin(body);
    state->loops = rule->loops;
    for (uint32_t i = 0; i < state->own_count; i++)
        state->loops.loops[state->loops.count++] = &state->own[i];
}

// One batch of subjects going through one requirement.
struct passage {
    struct rule_state *rule;
    struct requirement_state *state;
    uint64_t failed[BATCH_WORDS], unknown[BATCH_WORDS]; // by lane of the batch of subjects
};

static struct vector body_truth(struct requirement_state *state, const struct round *round) {
    struct env *env = round->env;
    if (!state->has_margin)
        return evaluate_lanes(env, state->body);
    struct vector sides[2], truth = compare_sides(env, state->body, sides);
    coverage_count(env, state->body, &truth);
    margin_spread(env, &truth, sides);
    margin_find(state, round, &truth, sides);
    return truth;
}

// A round on its way through a requirement.
struct look {
    struct passage *passage;
    const struct round *round;
    struct positions_source positions;
};

static void mark_owner(uint64_t *subjects, const struct round *round, uint32_t lane) {
    bit_set(subjects, round_owner(round, lane));
}

// Keeps positions, which count as steps with what they outgrow.
static void keep_positions(struct rule_state *rule, struct position_list *list,
                           const struct subject_loops *loops, const uint32_t *at) {
    enum { POSITION_STEPS = 48 };
    if (run_step(rule->run, POSITION_STEPS * subject_width(loops)))
        position_list_add(list, rule->arena, loops, at);
}

static void keep_lane(const struct look *look, struct position_list *list, uint32_t lane) {
    uint32_t at[SUBJECT_LOOPS];
    positions_at(&look->positions, lane, at);
    keep_positions(look->passage->rule, list, &look->passage->state->loops, at);
}

// Where there are no loops of its own, the subjects that are unknown say it all.
static void open_lane(const struct look *look, uint32_t lane) {
    struct requirement_state *state = look->passage->state;
    mark_owner(look->passage->unknown, look->round, lane);
    if (state->own_count > 0)
        keep_lane(look, &state->open, lane);
}

static void fail_lane(const struct look *look, uint32_t lane) {
    mark_owner(look->passage->failed, look->round, lane);
    keep_lane(look, &look->passage->state->failed, lane);
}

// The verdict of a round is: not C or B.
static void judge(void *state, const struct round *round) {
    struct passage *passage = state;
    struct look look = {passage, round, positions_source(round->env, &passage->state->loops)};
    struct vector truth = body_truth(passage->state, round);
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        struct truths body = truths_at(&truth, w);
        if (passage->state->negated)
            body = truths_not(body);
        uint64_t fails = round->sure[w] & ~body.maybe, open = round->maybe[w] & ~body.sure & ~fails;
        passage->state->elements += (uint64_t)__builtin_popcountll(round->maybe[w]);
        for (; fails; fails &= fails - 1)
            fail_lane(&look, w * 64 + (uint32_t)__builtin_ctzll(fails));
        for (; open; open &= open - 1)
            open_lane(&look, w * 64 + (uint32_t)__builtin_ctzll(open));
    }
}

static void judge_absent(void *state, const struct absence *absence) {
    struct passage *passage = state;
    uint32_t at[SUBJECT_LOOPS];
    const struct subject_loops *loops = &passage->state->loops;
    bit_set(passage->unknown, absence->owner);
    positions_around(absence->env, absence->lane, loops, absence->loop, at);
    keep_positions(passage->rule, &passage->state->open, loops, at);
}

static void add_subjects(struct rule_state *rule, struct position_list *list, struct env *env,
                         uint32_t word, uint64_t lanes) {
    for (; lanes; lanes &= lanes - 1) {
        uint32_t at[SUBJECT_LOOPS];
        positions_of(env, word * 64 + (uint32_t)__builtin_ctzll(lanes), &rule->loops, at);
        keep_positions(rule, list, &rule->loops, at);
    }
}

static void count_elements(void *state, const struct round *round) {
    struct requirement_state *requirement = state;
    for (uint32_t w = 0; w < words_for(round->env->n); w++)
        requirement->elements += (uint64_t)__builtin_popcountll(round->maybe[w]);
}

static void count_no_absence(void *state, const struct absence *absence) {
    (void)state;
    (void)absence;
}

// Whether there was any element, where none had to be visited.
static void look_for_elements(struct requirement_state *state, const struct round *subjects) {
    struct rounds rounds = {.loops = state->own,
                            .loop_count = state->own_count,
                            .visit = count_elements,
                            .absent = count_no_absence,
                            .state = state};
    for (uint32_t lane = 0; lane < subjects->env->n && state->elements == 0; lane++) {
        if (!bit_get(subjects->maybe, lane))
            continue;
        struct env *single = env_at_lane(subjects->env, lane);
        rounds_run(&rounds, single, bits_all, bits_all);
        env_end(single);
    }
}

// Elements with a margin all count for it; others only where they may fail.
static void judge_elements(struct passage *passage, const struct round *subjects) {
    struct requirement_state *state = passage->state;
    bool left_out = false;
    struct rounds rounds = {.loops = state->own,
                            .loop_count = state->own_count,
                            .visit = judge,
                            .absent = judge_absent,
                            .state = passage,
                            .body = state->has_margin ? NULL : state->body,
                            .negated = !state->negated,
                            .left_out = &left_out};
    rounds_run(&rounds, subjects->env, subjects->sure, subjects->maybe);
    if (left_out && state->elements == 0)
        look_for_elements(state, subjects);
}

// Where what fails may be excused, or programs compare runs.
static bool keeps_both(const struct rule_state *rule) {
    return rule_may_excuse(rule) || rule->options->name_unknown;
}

static void pass_through(struct rule_state *rule, struct requirement_state *state,
                         const struct round *subjects) {
    struct passage passage = {.rule = rule, .state = state};
    judge_elements(&passage, subjects);
    for (uint32_t w = 0; w < words_for(subjects->env->n); w++) {
        uint64_t unknown = passage.unknown[w], failed = passage.failed[w];
        state->failing += (uint64_t)__builtin_popcountll(failed);
        add_subjects(rule, &state->unknown, subjects->env, w, unknown & ~failed);
        if (keeps_both(rule))
            add_subjects(rule, &state->both, subjects->env, w, unknown & failed);
    }
}

static void visit_subjects(void *state, const struct round *round) {
    struct rule_state *rule = state;
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        rule->subjects += (uint64_t)__builtin_popcountll(round->maybe[w]);
        rule->sure += (uint64_t)__builtin_popcountll(round->sure[w] & round->maybe[w]);
    }
    for (uint32_t i = 0; i < rule->rule->requirement_count; i++)
        pass_through(rule, &rule->requirements[i], round);
}

static void absent_subjects(void *state, const struct absence *absence) {
    struct rule_state *rule = state;
    struct coverage *counting = coverage_pause(rule->run);
    uint32_t at[SUBJECT_LOOPS];
    positions_around(absence->env, absence->lane, &rule->loops, absence->loop, at);
    position_list_add(&rule->absent, rule->arena, &rule->loops, at);
    rule->lists_unknown = true;
    missing_loop(rule->missing, absence->env, absence->lane, absence->loop);
    rule->run->coverage = counting;
}

static void sort_positions(struct rule_state *rule) {
    for (uint32_t i = 0; i < rule->rule->requirement_count; i++) {
        struct requirement_state *state = &rule->requirements[i];
        position_list_sort(&state->failed, rule->arena, &state->loops);
        position_list_sort(&state->unknown, rule->arena, &rule->loops);
        position_list_sort(&state->both, rule->arena, &rule->loops);
    }
}

static void run_subjects(struct rule_state *rule) {
    static const uint64_t one = 1;
    struct rounds rounds = {.loops = rule->rule->loops,
                            .loop_count = rule->rule->loop_count,
                            .visit = visit_subjects,
                            .absent = absent_subjects,
                            .state = rule};
    rounds_run(&rounds, rule->base, &one, &one);
    sort_positions(rule);
}

// How many subjects a requirement keeps. All of them are looked at again where something may be
// excused, or some are asked for.
static size_t most_kept(const struct rule_state *state) {
    enum { OF_A_RULE = 4000000, AT_LEAST = 2000, AT_MOST = 1000000 };
    const struct verdict_options *options = state->options;
    bool explained = options->explain != NULL && options->explain->rule == state->rule;
    if (rule_may_excuse(state) || options->judge_count > 0 || explained)
        return 0;
    size_t share = OF_A_RULE / (state->rule->requirement_count + 1);
    return share < AT_LEAST ? AT_LEAST : share < AT_MOST ? share : AT_MOST;
}

static void bound_lists(struct rule_state *state) {
    size_t most = most_kept(state);
    state->absent.most = most;
    for (uint32_t i = 0; i < state->rule->requirement_count; i++) {
        struct requirement_state *at = &state->requirements[i];
        at->failed.most = at->unknown.most = at->both.most = at->open.most = most;
    }
}

struct rule_state *rule_state_begin(struct run *run, const struct rule *rule,
                                    const struct rule_terms *terms, struct arena *arena,
                                    struct missing_list *missing) {
    struct rule_state *state = ARENA_NEW(arena, struct rule_state);
    state->run = run;
    state->rule = rule;
    state->arena = arena;
    state->missing = missing;
    state->options = terms->options;
    state->waivers = terms->waivers;
    state->baseline = terms->baseline;
    state->when = TRUTH_TRUE;
    for (uint32_t i = 0; i < rule->loop_count; i++)
        state->loops.loops[state->loops.count++] = &rule->loops[i];
    state->requirements = ARENA_ARRAY(arena, struct requirement_state, rule->requirement_count);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        state->requirements[i].requirement = &rule->requirements[i];
        take_apart(&state->requirements[i], state);
    }
    bound_lists(state);
    state->base = env_begin(run, run->root, NULL, 1);
    if (rule->when) {
        struct vector when = evaluate(run->root, rule->when);
        state->when = truth_at(&when, 0);
    }
    if (state->when == TRUTH_TRUE) {
        bind_lets(state->base, rule->lets, rule->let_count);
        run_subjects(state);
    }
    coverage_pause(run);
    if (state->when == TRUTH_UNKNOWN)
        missing_collect(missing, run->root, rule->when);
    return state;
}

void rule_state_end(struct rule_state *state) {
    env_end(state->base);
}
