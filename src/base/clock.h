// What time it is, and how long work takes.
#ifndef PLIM_BASE_CLOCK_H
#define PLIM_BASE_CLOCK_H

#include <stdint.h>

#include "base/text.h"

// The instant by the system's clock, as base/time.h counts them, in whole seconds.
int64_t clock_now(void);

// Nanoseconds of a clock that only goes on, from a beginning that means nothing.
int64_t clock_running(void);

// The same in milliseconds.
int64_t clock_milliseconds(void);

// Adds nanoseconds in at least so many columns, from the right: "1.23 ms", "  850 ns".
void clock_add_duration(struct text *out, int64_t nanoseconds, int columns);

#endif
