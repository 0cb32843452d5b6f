// Lists as values: sequences brought together, and list literals.
#include <string.h>

#include "eval/elements.h"
#include "eval/evaluate.h"
#include "eval/nameless.h"
#include "eval/rounds.h"

// The rounds of a sequence on their way into lists.
struct gathering {
    const struct sequence *sequence;
    struct elements all;
};

static void visit(void *state, const struct round *round) {
    struct gathering *gathering = state;
    struct vector values = evaluate(round->env, gathering->sequence->element);
    nameless_mark(round, gathering->sequence, gathering->all.disordered);
    for (uint32_t w = 0; w < words_for(round->env->n); w++)
        for (uint64_t bits = round->maybe[w]; bits; bits &= bits - 1) {
            uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(bits);
            elements_add(&gathering->all, round_owner(round, lane), bit_get(round->sure, lane),
                         &values, lane);
        }
}

static void absent(void *state, const struct absence *absence) {
    struct gathering *gathering = state;
    bit_set(gathering->all.incomplete, absence->owner);
}

static struct vector sequence_lists(struct env *env, const struct expr *expr) {
    const struct expr *element = expr->sequence->element;
    struct gathering gathering = {
        .sequence = expr->sequence,
        .all = {.run = env->run, .arena = env->arena, .rep = rep_of(&element->type)}};
    gathering.all.incomplete = ARENA_ARRAY(env->arena, uint64_t, words_for(env->n));
    gathering.all.disordered = ARENA_ARRAY(env->arena, uint64_t, words_for(env->n));
    rounds_of_sequence(env, expr->sequence, visit, absent, &gathering);
    return elements_lists(&gathering.all, env->n);
}

static struct vector item_lists(struct env *env, const struct expr *expr) {
    struct elements all = {.run = env->run, .arena = env->arena, .rep = rep_of(expr->type.element)};
    for (uint32_t i = 0; i < expr->count; i++) {
        struct vector item = evaluate(env, expr->items[i]);
        for (uint32_t lane = 0; lane < env->n; lane++)
            elements_add(&all, lane, true, &item, lane);
    }
    return elements_lists(&all, env->n);
}

struct vector list_of(struct env *env, const struct expr *expr) {
    return expr->kind == EXPR_SEQUENCE ? sequence_lists(env, expr) : item_lists(env, expr);
}
