// Programs that differ from a checked one in single params or rules.
#ifndef PLIM_TESTING_VARIANT_H
#define PLIM_TESTING_VARIANT_H

#include "program/program.h"

// A copy in the arena, with policies, params and rules of its own; all else is shared with the
// program, which has to outlive it. Policies and rules keep their places.
struct program *variant_new(const struct program *program, struct arena *arena);

// Gives a param another value, and puts another rule in the place of one.
void variant_set(struct program *variant, uint32_t policy, uint32_t param,
                 const struct expr *value);
void variant_replace(struct program *variant, uint32_t policy, uint32_t rule,
                     const struct rule *other);

#endif
