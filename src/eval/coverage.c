// Coverage: how often the expressions of a program were true, false and unknown.
#include "eval/coverage.h"

struct coverage *coverage_new(const struct program *program, struct arena *arena) {
    struct coverage *coverage = ARENA_NEW(arena, struct coverage);
    coverage->count = program->expression_count;
    coverage->outcomes = ARENA_ARRAY(arena, struct outcomes, coverage->count);
    return coverage;
}

// The lanes of a word that exist and count.
static uint64_t counted_at(const struct env *env, uint32_t word) {
    uint64_t counted = env->counted == NULL ? UINT64_MAX : env->counted[word];
    bool partial = word == env->n / 64;
    return partial ? counted & (((uint64_t)1 << env->n % 64) - 1) : counted;
}

static struct truths spread_truths(const struct vector *value, uint32_t word) {
    if (value->n > 1)
        return truths_at(value, word);
    enum truth truth = truth_at(value, 0);
    return (struct truths){truth == TRUTH_TRUE ? UINT64_MAX : 0,
                           truth == TRUTH_FALSE ? 0 : UINT64_MAX};
}

static uint64_t count_bits(uint64_t bits) {
    return (uint64_t)__builtin_popcountll(bits);
}

void coverage_add(struct env *env, const struct expr *expr, const struct vector *value) {
    struct coverage *coverage = env->run->coverage;
    if (expr->type.kind != TYPE_BOOL || expr->id >= coverage->count)
        return;
    uint64_t *seen = coverage->outcomes[expr->id].seen;
    for (uint32_t w = 0; w < words_for(env->n); w++) {
        uint64_t counted = counted_at(env, w);
        struct truths truths = spread_truths(value, w);
        seen[TRUTH_TRUE] += count_bits(counted & truths.sure);
        seen[TRUTH_FALSE] += count_bits(counted & ~truths.maybe);
        seen[TRUTH_UNKNOWN] += count_bits(counted & truths.maybe & ~truths.sure);
    }
}

// The lanes among those of a bitmap that lie in counted lanes of the parent.
static void leave_out(struct env *env, uint64_t *lanes) {
    if (env->parent == NULL || env->parent->counted == NULL)
        return;
    const uint32_t *owner = env_owner(env);
    for (uint32_t lane = 0; lane < env->n; lane++)
        if (!bit_get(env->parent->counted, owner == NULL ? lane : owner[lane]))
            bit_clear(lanes, lane);
}

void coverage_narrow(struct env *env, const uint64_t *lanes) {
    uint32_t words = words_for(env->n);
    uint64_t *counted = arena_alloc(env->arena, words * sizeof *counted);
    for (uint32_t w = 0; w < words; w++)
        counted[w] = lanes[w] & counted_at(env, w);
    leave_out(env, counted);
    env->counted = counted;
}

bool coverage_any(const struct env *env, const uint64_t *lanes) {
    for (uint32_t w = 0; w < words_for(env->n); w++)
        if (lanes[w] & counted_at(env, w))
            return true;
    return false;
}

struct coverage *coverage_pause(struct run *run) {
    struct coverage *coverage = run->coverage;
    run->coverage = NULL;
    return coverage;
}
