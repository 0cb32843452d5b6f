// Bounds: what is certain of a number whose facts are partly unknown.
#ifndef PLIM_EVAL_BOUNDS_H
#define PLIM_EVAL_BOUNDS_H

#include "eval/logic.h"
#include "eval/run.h"

// An interval that surely holds the value; a side without bound is open. A value that is known is
// the interval of itself.
struct bounds {
    bool has_low, has_high;
    struct decimal low, high;
};

// Bounds of a numeric expression in an environment of one lane (language: "an aggregate with
// unknowns has bounds").
struct bounds bounds_of(struct env *env, const struct expr *expr);

// Bounds of the value that an element has in a list: where it is unknown, what the constraints of
// the fact model allow.
struct bounds bounds_of_element(struct env *env, const struct expr *element);

// A comparison of numbers at one lane decided by the bounds of its operands, or unknown.
enum truth bounds_comparison(struct env *env, const struct expr *expr, uint32_t lane);

// Which end of a number's bounds matters.
enum bounds_end { ENDS_BOTH, END_LOW, END_HIGH };
enum bounds_end bounds_opposite(enum bounds_end end);

// The end of the left side that a comparison was decided by in an environment of one lane; that of
// the right is the opposite. Both where it is undecided.
enum bounds_end bounds_deciding(struct env *env, const struct expr *expr);

// Of an operand, where that end of the result matters.
enum bounds_end bounds_operand_end(const struct expr *expr, uint32_t item, enum bounds_end end);

#endif
