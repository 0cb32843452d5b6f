// Seccomp: the system calls that are left to a process.
#ifndef PLIM_CONFINE_CALLS_H
#define PLIM_CONFINE_CALLS_H

#include "confine/sandbox.h"

// Leaves the calls that a sandbox needs. Returns NULL, or what keeps that from being done, in
// words.
const char *calls_filter(enum sandbox sandbox);

#endif
