// The conditions of a rule: what is true, false or unknown in it and may decide.
#ifndef PLIM_TESTING_CONDITIONS_H
#define PLIM_TESTING_CONDITIONS_H

#include "testing/certain.h"

// One condition: an operand of and, or, not; a comparison; the condition of an if; a where, a when;
// the body after has; a requirement that is none of them. What not negates and
// what if chooses between are conditions in their place. `certain`: it is never unknown.
struct condition {
    const struct expr *expr;
    bool certain;
};

struct conditions {
    struct condition *items;
    size_t count, room;
};

// Adds the conditions of a rule and of the defines that it calls, each expression once. `seen` is
// by the ids of expressions.
void conditions_of_rule(const struct rule *rule, bool *seen, struct arena *arena,
                        struct conditions *out);

#endif
