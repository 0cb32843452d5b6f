// Why a value is unknown: the facts that are missing, and faults of arithmetic.
#ifndef PLIM_FINDING_MISSING_H
#define PLIM_FINDING_MISSING_H

#include "finding/reasons.h"
#include "finding/verdict.h"

// Distinct missing facts in the order they are found, all in the arena.
struct missing_list {
    struct arena *arena;
    struct fact_reasons *reasons;
    const struct space_def *answers; // the list of what people answer, or NULL
    struct missing_fact *facts;
    size_t count, room;
    size_t found; // with those found again
};

// An empty one, and another that knows of the same reasons.
struct missing_list missing_list_new(struct run *run, struct arena *arena);
struct missing_list missing_list_another(const struct missing_list *list, struct arena *arena);

// At most this many are looked for.
enum { MISSING_LIMIT = 1000 };

// Adds what makes an expression unknown in an environment of one lane; nothing where it is known.
void missing_collect(struct missing_list *list, struct env *env, const struct expr *expr);

// Adds what makes elements of a quantifier unknown, whether or not others decide it.
void missing_elements(struct missing_list *list, struct env *env, const struct expr *quantifier);

// Adds the list that a loop goes through at a lane of env, where it is absent, or what makes it
// unknown.
void missing_loop(struct missing_list *list, struct env *env, uint32_t lane,
                  const struct loop *loop);

#endif
