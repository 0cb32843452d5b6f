// What is expected beside what came.
#ifndef PLIM_TESTING_RECKONING_H
#define PLIM_TESTING_RECKONING_H

#include "testing/testing.h"

// One expectation of a case that was evaluated. came lives in the arena.
struct reckoning {
    const struct expectation *expected;
    const struct rule_finding *finding; // of the rule that it names, or NULL
    const struct findings *findings;
    const struct program *program;
    const struct overlay *overlay;
    int64_t now;
    struct arena *arena;
    // Made:
    bool met;
    bool only_margin; // all but the margin was met, and there is one
    struct decimal margin;
    struct type type;
    const char *came; // as far as it was asked for: "fail, margin -1 B"
};

// Fills in what came. False where the facts have nothing of what is expected: then came is the
// mistake.
bool reckoning_make(struct reckoning *reckoning);

#endif
