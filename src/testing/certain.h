// Which expressions can never be unknown, whatever the facts are.
#ifndef PLIM_TESTING_CERTAIN_H
#define PLIM_TESTING_CERTAIN_H

#include "check/checked.h"

// What the variables of a rule or of a define's body stand for: lets, and the arguments of the call
// (then of the frame `caller`). Elements stand for nothing that is written; `lists` has the lists
// of values that they are of.
struct frame_values {
    const struct expr *by_slot[SLOT_LIMIT];
    const struct expr *lists[SLOT_LIMIT];
    struct frame_values *caller;
    uint64_t asked, certain; // of arguments and lets: which are known to be certain or not, and are
};

// The frames of a rule, and of the body of a call in a frame.
struct frame_values frame_of_rule(const struct rule *rule);
struct frame_values frame_of_call(struct frame_values *caller, const struct expr *call);

// From here on the loop's variable is an element of it.
void frame_begin_loop(struct frame_values *frame, const struct loop *loop);

// Whether an expression is known in every run: it reads no fact that may be missing, and no
// function that may have no result. Keys of lists are taken as known.
bool is_certain(struct frame_values *frame, const struct expr *expr);

// The same of a loop, which is entered: its list is there, and every where is decided.
bool is_certain_loop(struct frame_values *frame, const struct loop *loop);

// Whether a rule can be decided in every run.
bool is_certain_rule(const struct rule *rule);

#endif
