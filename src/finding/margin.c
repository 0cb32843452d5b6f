// Margins: the smallest difference of the sides of a comparison, and where it is.
#include "finding/margin.h"

#include <string.h>

#include "eval/evaluate.h"
#include "eval/kernel.h"
#include "finding/excused.h"

static void consider(struct requirement_state *state, struct env *env, uint32_t lane,
                     struct decimal margin, bool bounded) {
    int order = state->margin_found ? decimal_compare(margin, state->margin) : -1;
    if (order > 0)
        return;
    uint32_t at[SUBJECT_LOOPS];
    positions_of(env, lane, &state->loops, at);
    if (order == 0 && positions_compare(&state->loops, at, state->tightest) >= 0)
        return;
    state->margin_found = true;
    state->margin_bounded = bounded;
    state->margin = margin;
    memcpy(state->tightest, at, sizeof at);
}

struct decimal margin_value(const struct expr *body, struct decimal difference) {
    if (body->items[0]->type.kind == TYPE_TIME)
        difference.nano /= DECIMAL_ONE;
    return difference;
}

bool margin_by_bounds(const struct expr *comparison, struct env *env, uint32_t lane, bool holds,
                      struct decimal *margin) {
    struct env *single = env_at_lane(env, lane);
    uint32_t side = capacity_side(comparison);
    struct bounds capacity = bounds_of(single, comparison->items[side]);
    struct bounds load = bounds_of(single, comparison->items[1 - side]);
    env_end(single);
    struct decimal difference;
    bool found = holds ? capacity.has_low && load.has_high &&
                             decimal_subtract(capacity.low, load.high, &difference)
                       : capacity.has_high && load.has_low &&
                             decimal_subtract(capacity.high, load.low, &difference);
    if (found)
        *margin = margin_value(comparison, difference);
    return found;
}

bool margin_exact(const struct expr *comparison, const struct vector sides[2], uint32_t lane,
                  struct decimal *margin) {
    uint64_t mask[BATCH_WORDS] = {0};
    uint32_t side = capacity_side(comparison), at;
    bit_set(mask, lane);
    if (!kernel_least_margin(&sides[side], &sides[1 - side], mask, margin, &at))
        return false;
    *margin = margin_value(comparison, *margin);
    return true;
}

void margin_spread(struct env *env, struct vector *truth, struct vector sides[2]) {
    *truth = vector_spread(env->arena, *truth, env->n);
    for (int i = 0; i < 2; i++)
        sides[i] = vector_spread(env->arena, sides[i], env->n);
}

void margin_find(struct requirement_state *state, const struct round *round,
                 const struct vector *truth, const struct vector sides[2]) {
    uint32_t side = capacity_side(state->body), lane;
    uint64_t measured[BATCH_WORDS];
    struct decimal least;
    for (uint32_t w = 0; w < words_for(round->env->n); w++) {
        measured[w] = round->sure[w] & sides[0].valid[w] & sides[1].valid[w];
        for (uint64_t bits = round->sure[w] & truth->valid[w] & ~measured[w]; bits;
             bits &= bits - 1) {
            lane = w * 64 + (uint32_t)__builtin_ctzll(bits);
            if (margin_by_bounds(state->body, round->env, lane, bit_get(truth->at.bits, lane),
                                 &least))
                consider(state, round->env, lane, least, true);
        }
    }
    if (kernel_least_margin(&sides[side], &sides[1 - side], measured, &least, &lane))
        consider(state, round->env, lane, margin_value(state->body, least), false);
}

// ---- limits ----

static uint64_t slot_bit(uint32_t slot) {
    return (uint64_t)1 << slot;
}

// Adds the lets among slots, and the slots that those use.
static void add_lets(uint64_t *slots, uint64_t *lets, const struct let *of, uint32_t count,
                     bool *has_facts) {
    for (uint32_t i = count; i-- > 0;) {
        if (!(*slots & slot_bit(of[i].slot)))
            continue;
        *lets |= slot_bit(of[i].slot);
        *slots |= of[i].value->uses;
        *has_facts |= of[i].value->has_facts;
    }
}

// A let is what it stands for; any other variable is an element, which is a fact. A let uses what
// stands before it.
static bool has_facts(const struct rule *rule, const struct expr *expr) {
    uint64_t slots = expr->uses, lets = 0;
    bool has_facts = expr->has_facts;
    for (uint32_t i = rule->loop_count; i-- > 0;)
        add_lets(&slots, &lets, rule->loops[i].lets, rule->loops[i].let_count, &has_facts);
    add_lets(&slots, &lets, rule->lets, rule->let_count, &has_facts);
    return has_facts || (slots & ~lets) != 0;
}

bool margin_of_limit(const struct rule *rule, const struct expr *comparison) {
    uint32_t capacity = capacity_side(comparison);
    return !has_facts(rule, comparison->items[capacity]) &&
           has_facts(rule, comparison->items[1 - capacity]);
}

// ---- among those that count ----

// Another look at the subjects, for which those that are excused do not count, or not as much as
// others.
struct second_look {
    struct requirement_state *state;
    const struct excused *excused;
    enum verdict gravest; // of those that failed
};

static bool counts(const struct second_look *look, const uint32_t *at) {
    enum verdict verdict =
        excused_at(&look->state->failed, &look->state->loops, look->excused, at, VERDICT_FAIL);
    return verdict == VERDICT_PASS || verdict == look->gravest;
}

static void look_again(void *state, const struct round *round) {
    const struct second_look *look = state;
    const struct subject_loops *loops = &look->state->loops;
    struct env *env = round->env;
    struct round counting = *round;
    uint64_t sure[BATCH_WORDS] = {0};
    struct vector sides[2], truth = compare_sides(env, look->state->body, sides);
    margin_spread(env, &truth, sides);
    for (uint32_t lane = 0; lane < env->n; lane++) {
        uint32_t at[SUBJECT_LOOPS];
        if (!bit_get(round->sure, lane))
            continue;
        positions_of(env, lane, loops, at);
        if (counts(look, at))
            bit_set(sure, lane);
    }
    counting.sure = sure;
    margin_find(look->state, &counting, &truth, sides);
}

static void nothing_absent(void *state, const struct absence *absence) {
    (void)state;
    (void)absence; // has no margin
}

void margin_of_counting(struct rule_state *rule, struct requirement_state *state,
                        const struct excused *excused) {
    static const uint64_t one = 1;
    struct second_look look = {state, excused,
                               excused_verdict(excused, state->failed.count, 0, VERDICT_FAIL)};
    if (!state->margin_found || state->failed.count == 0 || counts(&look, state->tightest))
        return;
    struct rounds rounds = {.loops = subject_loops_all(&state->loops, rule->arena),
                            .loop_count = state->loops.count,
                            .visit = look_again,
                            .absent = nothing_absent,
                            .state = &look};
    state->margin_found = false;
    rounds_run(&rounds, rule->base, &one, &one);
}
