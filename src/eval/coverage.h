// Coverage: how often the expressions of a program were true, false and unknown.
#ifndef PLIM_EVAL_COVERAGE_H
#define PLIM_EVAL_COVERAGE_H

#include "eval/logic.h"
#include "eval/run.h"

// How often an expression had each value.
struct outcomes {
    uint64_t seen[TRUTH_TRUE + 1]; // by enum truth
};

// Counts of all expressions that are true, false or unknown, by their ids. Hangs at the runs that
// are to be counted (struct run); where none hangs there, counting costs a test of that pointer for
// a batch. A lane counts where its value may matter: elements that where leaves out, and lanes that
// take the other branch of an if, do not.
struct coverage {
    struct outcomes *outcomes;
    uint32_t count; // the program's expression_count when counting began
};

// Nothing is counted yet. Lives in the arena.
struct coverage *coverage_new(const struct program *program, struct arena *arena);

// Counts a value of an expression over the lanes of env; where coverage is off, nothing.
void coverage_add(struct env *env, const struct expr *expr, const struct vector *value);
static inline void coverage_count(struct env *env, const struct expr *expr,
                                  const struct vector *value) {
    if (env->run->coverage != NULL)
        coverage_add(env, expr, value);
}

// Of the lanes of env only those of the bitmap count, and of them only those that lie in counted
// lanes of its parent.
void coverage_narrow(struct env *env, const uint64_t *lanes);

// Whether any lane of env that counts is among those of the bitmap.
bool coverage_any(const struct env *env, const uint64_t *lanes);

// Stops counting until run->coverage is set to what this returns.
struct coverage *coverage_pause(struct run *run);

#endif
