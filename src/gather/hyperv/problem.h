// What is wrong with an export: the first mistake, in one line.
#ifndef PLIM_GATHER_HYPERV_PROBLEM_H
#define PLIM_GATHER_HYPERV_PROBLEM_H

#include "base/text.h"

// An import goes on after a mistake, with what it can make of the rest, and its result is then
// thrown away; so only the first mistake is kept. Warnings are lines of their own.
struct problem {
    struct text message; // empty: nothing is wrong
    struct text warnings;
};

// Notes a mistake in a file, or at a place in it where PLACE is not NULL.
void problem_set(struct problem *problem, const char *file, const char *place, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));
void problem_warn(struct problem *problem, const char *where, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool problem_is_set(const struct problem *problem);
void problem_clear(struct problem *problem);

#endif
