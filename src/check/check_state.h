// The state of the checker: what is known of the policy, and what is being checked.
#ifndef PLIM_CHECK_CHECK_STATE_H
#define PLIM_CHECK_CHECK_STATE_H

#include "check/check.h"

// Expressions nest in each other through defines and lets; deeper than this they are refused, so
// that recursion over the checked tree is safe.
enum { CHECK_DEPTH_LIMIT = 1000 };

// The numbering of variables in one rule, one define or one single expression, and its limits.
struct frame {
    uint32_t slots;            // given out so far
    uint32_t nesting, deepest; // loops around the place being checked, and the most there were
    bool refused;              // a limit was passed and reported: the rest is poison
};

// A define and what it was checked for; lives in the checker.
struct instance {
    struct instance *next;
    const struct shape **shapes; // by parameter; NULL for those that are no record
    bool *folds;                 // by parameter: its argument holds an aggregate
    struct function *function;
    struct type type; // of the result
    uint32_t deepest; // loops nested in it
};
struct define {
    const struct define_node *node;
    struct type *parameters;
    struct type type; // declared, where node->type
    bool has_list;    // a parameter is a list
    bool poisoned;    // part of a cycle that was reported
    struct instance *instances;
};
// The defines being checked, innermost first.
struct calling {
    struct define *define;
    struct calling *outer;
};

// Declared names by the id of their text: the index of the declaration plus 1, or 0. Names that
// were interned later have no entry.
struct name_index {
    uint32_t *at;
    uint32_t count;
};

struct checker {
    const struct checking *checking;
    struct arena *arena;
    struct diagnostics *diagnostics;
    const struct model *model;
    const struct file_node *file; // NULL for a single expression, as is policy
    struct policy *policy;
    struct define *defines;
    uint32_t define_count;
    struct name_index defines_by_name, params_by_name;
    struct calling *calling;
    const struct rule_node *rule; // that is being checked, or NULL
    struct frame *frame;
    uint32_t depth;
    struct arena *scratch; // for what is needed only while checking
    struct expr **made;    // every expression made, by its id less that of the first
    size_t made_count, made_room;
    bool too_large; // it was said that this is too much to be checked
    bool no_model;  // it was said that the policy names no fact model
    bool idle;      // what is checked now is never evaluated: it reads no columns
};

#endif
