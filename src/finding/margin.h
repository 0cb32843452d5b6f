// Margins: by how much a comparison holds or does not, at the subject where that is least.
#ifndef PLIM_FINDING_MARGIN_H
#define PLIM_FINDING_MARGIN_H

#include "eval/rounds.h"
#include "finding/rule.h"

// The sides of a margin's comparison as capacity and load: a >= b has capacity a, a <= b capacity
// b.
static inline uint32_t capacity_side(const struct expr *comparison) {
    return comparison->op == BUILTIN_GREATER || comparison->op == BUILTIN_AT_LEAST ? 0 : 1;
}

// The margin that a difference of sides is: times differ by nanoseconds, the ninth digit of a
// second.
struct decimal margin_value(const struct expr *comparison, struct decimal difference);

// The margin at a lane of a comparison that bounds decided: what is surely to spare, or surely
// short. False where it has none.
bool margin_by_bounds(const struct expr *comparison, struct env *env, uint32_t lane, bool holds,
                      struct decimal *margin);

// Whether the capacity is a limit of the policy and the load what there is: facts are in the load
// alone.
bool margin_of_limit(const struct rule *rule, const struct expr *comparison);

// The margin of sides that are known at a lane; false where it has too many digits.
bool margin_exact(const struct expr *comparison, const struct vector sides[2], uint32_t lane,
                  struct decimal *margin);

// Gives a comparison and its sides a value for each lane of env.
void margin_spread(struct env *env, struct vector *truth, struct vector sides[2]);

// Takes the smallest margin of a round's sure lanes into the state.
void margin_find(struct requirement_state *state, const struct round *round,
                 const struct vector *truth, const struct vector sides[2]);

// Finds the margin again where it is of a subject that is excused: that of what counts more is the
// one that is wanted. Nothing changes where all that failed counts alike.
void margin_of_counting(struct rule_state *rule, struct requirement_state *state,
                        const struct excused *excused);

#endif
