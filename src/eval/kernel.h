// Kernels: loops over the lanes of vectors, one table row per operator and representation.
#ifndef PLIM_EVAL_KERNEL_H
#define PLIM_EVAL_KERNEL_H

#include "eval/run.h"
#include "check/builtin.h"

// a and b have the same rep and n lanes, as has out, whose validity is already that of both
// operands. True if some lane overflowed its representation or had no result (division by zero);
// those lanes are made unknown.
typedef bool kernel_fn(const struct vector *a, const struct vector *b, struct cells *out);

// Arithmetic and comparison of numbers by rep (REP_INT, REP_DECIMAL); NULL where the table has no
// row.
kernel_fn *kernel_arithmetic(enum builtin op, enum rep rep);
kernel_fn *kernel_comparison(enum builtin op, enum rep rep);

// Lane by lane a where the mask's bit is set, else b: values only.
void kernel_choose(const uint64_t *mask, const struct vector *a, const struct vector *b,
                   struct cells *out);

// The smallest of capacity - load over the lanes of the mask: its value and first lane. False if
// the mask is empty.
bool kernel_least_margin(const struct vector *capacity, const struct vector *load,
                         const uint64_t *mask, struct decimal *least, uint32_t *lane);

#endif
