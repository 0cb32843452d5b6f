// Going through the rounds of a sequence in batches.
#ifndef PLIM_EVAL_ROUNDS_H
#define PLIM_EVAL_ROUNDS_H

#include "eval/run.h"

// One batch of rounds: the lanes of env are rounds. A round surely belongs to the sequence where
// its bit of `sure` is set, perhaps where its bit of `maybe` is (sure is a subset of maybe; guards
// that are unknown make the difference). base is the environment that the sequence was started
// in, whose lanes they belong to; NULL: all belong to `lane`.
struct round {
    struct env *env;
    const uint64_t *sure, *maybe;
    const struct env *base;
    uint32_t lane;
};

// The lane that a round belongs to. Where no round decides anything, nobody asks.
static inline uint32_t round_owner(const struct round *round, uint32_t lane) {
    if (round->base == NULL)
        return round->lane;
    const uint32_t *owners = env_owners(round->env, round->base);
    return owners != NULL ? owners[lane] : lane;
}

// A list that would have given rounds to the lane `owner` is absent: at a lane of env, for that
// loop. `sure` is false where an unknown guard around it leaves open whether it counts.
struct absence {
    struct env *env;
    const struct loop *loop;
    uint32_t lane, owner;
    bool sure;
};

// What to go through, and which rounds need not be visited: those for which `body` is certainly
// false (negated: true), and those of an owner with a bit in `decided`, which visit may set. Some
// of them are visited all the same; `left_out` is set where some were not. All three may be NULL.
struct rounds {
    const struct loop *loops;
    uint32_t loop_count;
    void (*visit)(void *state, const struct round *round);
    void (*absent)(void *state, const struct absence *absence);
    void *state;
    const struct expr *body;
    bool negated;
    const uint64_t *decided;
    bool *left_out;
};

// Visits all rounds for each lane of env whose bit in `sure` or `maybe` is set. Rounds of a list
// that has nothing to do with the lanes are visited element by element where the list is shorter
// than the batch, lane by lane where it is longer, and those that an equality rules out not at all;
// the order of visits is therefore not the order of rows. For one owner it is.
void rounds_run(const struct rounds *rounds, struct env *env, const uint64_t *sure,
                const uint64_t *maybe);

// The same for all rounds of a sequence, for all lanes.
void rounds_of_sequence(struct env *env, const struct sequence *sequence,
                        void (*on_round)(void *state, const struct round *round),
                        void (*on_absence)(void *state, const struct absence *absence),
                        void *state);

// Evaluates lets over the lanes of env and binds them there.
void bind_lets(struct env *env, const struct let *lets, uint32_t count);

extern const uint32_t lanes_zero[BATCH];

#endif
