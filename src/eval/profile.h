// What evaluating costs: time and steps of each rule and each expression.
#ifndef PLIM_EVAL_PROFILE_H
#define PLIM_EVAL_PROFILE_H

#include "eval/run.h"

// What a part of the program has cost so far. What lies within it is in `time` and `steps`, and not
// in `own_time` and `own_steps`. A function's body is one part, whoever calls it.
struct cost {
    const struct expr *expr; // NULL for a rule, and where nothing was evaluated
    uint64_t calls;          // batches
    uint64_t values;         // made in them, one for each element that it was evaluated for
    int64_t time, own_time;  // nanoseconds of the clock
    uint64_t steps, own_steps;
    // Rounds of a list that has nothing to do with the elements it is gone through for: all of it
    // for each of them.
    const struct node *repeated; // the longest such list, as written; NULL: there is none
    uint32_t repeated_size;
    uint64_t repeated_for; // elements
};

// The part that is being evaluated, within those that `outer` leads to.
struct profile_frame {
    struct profile_frame *outer;
    struct cost *cost;
    int64_t began, inner_time;
    uint64_t steps_before, inner_steps;
};

// Hangs at the run that is to be profiled (struct run); where none hangs there, that costs a test
// of that pointer for a batch.
struct profile {
    struct cost *expressions; // by their ids
    uint32_t expression_count;
    struct cost *rules; // by their places in the findings
    uint32_t rule_count;
    struct profile_frame *current;
    struct cost rest; // of expressions that came after the profile was made
};

// Nothing has cost anything yet. Lives in the arena.
struct profile *profile_new(const struct program *program, struct arena *arena);

// Around what a part costs. The frame is the caller's, and ends before those around it.
void profile_begin(struct run *run, struct profile_frame *frame, struct cost *cost);
void profile_end(struct run *run, struct profile_frame *frame, uint32_t values);

// Where the costs of an expression are counted.
struct cost *profile_cost(struct profile *profile, const struct expr *expr);

// The part that is being evaluated goes through a whole list of `size` for each of n elements.
void profile_repeat(struct run *run, const struct loop *loop, uint32_t size, uint32_t n);

#endif
