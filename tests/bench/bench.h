// What the measuring programs share.
#ifndef PLIM_BENCH_BENCH_H
#define PLIM_BENCH_BENCH_H

#include "facts/load.h"
#include "program/program.h"

// CPU time of this process in seconds.
double cpu_seconds(void);

static inline double least(double a, double b) {
    return a < b ? a : b;
}

// The policy, checked; ends the process with its messages where it is wrong.
struct program *bench_program(const char *policy);

// The facts that the policy reads; ends the process likewise.
struct store *bench_load(struct program *program, const char *facts);

#endif
