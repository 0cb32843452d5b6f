// Why a value is unknown: the facts that are missing, and faults of arithmetic.
#ifndef PLIM_FINDING_MISSING_H
#define PLIM_FINDING_MISSING_H

#include "finding/reasons.h"
#include "finding/verdict.h"

// What the lists of a run have in common.
struct missing_shared {
    uint64_t left;  // how many more may be found to be counted only
    uint64_t lists; // how many have looked into sources of variables
};

// Distinct missing facts in the order they are found, all in the arena: the first ones, and how
// many there are.
struct missing_list {
    struct arena *arena;
    struct fact_reasons *reasons;
    const struct space_def *answers; // the list of what people answer, or NULL
    struct missing_fact *facts;
    size_t count, room;
    bool only_counting; // no more are listed
    uint64_t distinct;
    bool bounded;    // or more, as not all were looked for
    uint64_t found;  // with those found again
    uint64_t number; // among the lists of the run, once it has one
    struct missing_shared *shared;
    struct missing_keys *keys; // private: of those that were found
};

// An empty one, and another of the same run. Ending one gives what it lists and its numbers.
struct missing_list missing_list_new(struct run *run, struct arena *arena);
struct missing_list missing_list_another(const struct missing_list *list, struct arena *arena);
struct missing_facts missing_list_end(struct missing_list *list);

// At most this many are listed, and about so many found in a run only to be counted, which takes
// half a second.
enum { MISSING_LIMIT = 1000, MISSING_COUNTED = 500000 };

// Whether more is to be looked for; if not, the numbers are bounds.
bool missing_list_goes_on(struct missing_list *list);

// Adds what makes an expression unknown in an environment of one lane; nothing where it is known.
void missing_collect(struct missing_list *list, struct env *env, const struct expr *expr);

// Adds what makes elements of a quantifier unknown, whether or not others decide it.
void missing_elements(struct missing_list *list, struct env *env, const struct expr *quantifier);

// Adds the list that a loop goes through at a lane of env, where it is absent, or what makes it
// unknown.
void missing_loop(struct missing_list *list, struct env *env, uint32_t lane,
                  const struct loop *loop);

#endif
