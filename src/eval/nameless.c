// Elements whose key is unknown.
#include "eval/nameless.h"

#include "eval/evaluate.h"

static bool is_searched(const struct column *column, uint32_t rows) {
    for (uint32_t row = 0; row < rows; row++)
        if (!column_known(column, row))
            return true;
    return false;
}

bool nameless_any(struct run *run, const struct space_def *space) {
    enum nameless *known = &run->nameless[space->id];
    if (space->key == NULL)
        return false;
    if (*known == NAMELESS_UNSEEN)
        *known =
            is_searched(store_column(run->store, space->key), run->store->spaces[space->id].rows)
                ? NAMELESS_SOME
                : NAMELESS_NONE;
    return *known == NAMELESS_SOME;
}

bool nameless_row(struct run *run, const struct space_def *space, uint32_t row) {
    return nameless_any(run, space) && !column_known(store_column(run->store, space->key), row);
}

// Rows without a key come last.
bool nameless_among(struct run *run, const struct space_def *space, uint32_t parent) {
    const struct space *rows = &run->store->spaces[space->id];
    uint32_t end = rows->offsets[parent + 1];
    return end > rows->offsets[parent] && nameless_row(run, space, end - 1);
}

uint32_t nameless_position(struct env *env, const struct loop *loop, uint32_t lane) {
    struct env *holder;
    const struct binding *binding = env_find(env, loop->slot, &holder);
    return binding_position(binding, env_lane_in(env, lane, holder));
}

static bool is_out_of_place(struct env *env, const struct loop *loop, const struct vector *lists,
                            uint32_t lane) {
    if (loop->space != NULL)
        return nameless_row(env->run, loop->space, nameless_position(env, loop, lane));
    return vector_known(lists, lane) && lists->at.segments[lists->n == 1 ? 0 : lane].disordered;
}

static void mark_loop(const struct round *round, const struct loop *loop, uint64_t *owners) {
    struct env *env = round->env;
    struct vector lists = {.n = 1, .valid = bits_none};
    if (loop->space == NULL)
        lists = evaluate(env, loop->values);
    for (uint32_t w = 0; w < words_for(env->n); w++)
        for (uint64_t bits = round->maybe[w]; bits; bits &= bits - 1) {
            uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(bits);
            if (is_out_of_place(env, loop, &lists, lane))
                bit_set(owners, round_owner(round, lane));
        }
}

void nameless_mark(const struct round *round, const struct sequence *sequence, uint64_t *owners) {
    for (uint32_t i = 0; i < sequence->loop_count; i++) {
        const struct loop *loop = &sequence->loops[i];
        if (loop->space == NULL || nameless_any(round->env->run, loop->space))
            mark_loop(round, loop, owners);
    }
}
