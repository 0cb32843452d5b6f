// What policies ask people to attest: those in the search path.
#ifndef PLIM_CLI_ASKED_H
#define PLIM_CLI_ASKED_H

#include "cli/command.h"

// The ID that was meant, where a policy asks for one that is nearly what was written and none for
// that itself; else NULL. A policy in USE, if it is one, counts like those in the search path. In
// the arena.
const char *asked_nearest(struct arena *arena, const char *id, const char *use);

#endif
