// How long work takes.
#ifndef PLIM_BASE_STOPWATCH_H
#define PLIM_BASE_STOPWATCH_H

#include <stdint.h>

#include "base/text.h"

// Nanoseconds of a clock that only goes on, from a beginning that means nothing.
int64_t stopwatch_now(void);

// Adds nanoseconds in nine columns: "  1.23 ms", "   850 ns".
void stopwatch_add(struct text *out, int64_t nanoseconds);

#endif
