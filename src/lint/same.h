// What can be said of an expression without facts: what is the same, and between which numbers it
// lies.
#ifndef PLIM_LINT_SAME_H
#define PLIM_LINT_SAME_H

#include "check/checked.h"

// A slot in a set of slots, such as expr->uses.
static inline uint64_t slot_bit(uint32_t slot) {
    return (uint64_t)1 << slot;
}

// Whether two expressions of one frame have the same value whatever the facts are.
bool expr_same(const struct expr *a, const struct expr *b);
uint32_t expr_hash(const struct expr *expr); // the same of all that are the same

bool expr_applies(const struct expr *expr, enum builtin op);
bool expr_is_connective(const struct expr *expr);       // and, or, not
bool expr_is_bool(const struct expr *expr, bool truth); // that constant
bool expr_is_zero(const struct expr *expr);
const char *expr_text(const struct expr *expr); // of a constant that is a text, else NULL
bool op_is_comparison(enum builtin op);         // == != < <= > >=
bool op_is_order(enum builtin op);              // < <= > >=

// The comparison that says the same with its sides exchanged, and the one that is its negation.
enum builtin op_swapped(enum builtin op);
enum builtin op_negated(enum builtin op);

// A number that is known to lie between two ends, each of which may be open. Times count in
// nanoseconds.
struct range {
    bool has_low, has_high;
    struct decimal low, high;
};

// What is taken for granted: params of a policy keep their limits, and perhaps whatever has a
// default is missing.
struct assumed {
    const struct policy *policy;
    bool missing;
};

// Where an expression lies by its constants, the limits of params and those of the fact model.
struct range expr_range(const struct expr *expr, const struct assumed *assumed);

// What a condition comes to whatever the facts are, where they are known.
enum settled { SETTLED_NOT, SETTLED_FALSE, SETTLED_TRUE };
enum settled expr_settled(const struct expr *expr, const struct assumed *assumed);

#endif
