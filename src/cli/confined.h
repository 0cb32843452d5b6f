// Work that a stranger's file decides on, done in a process that is locked in: it reads what it was
// given, and then can only compute. The process that began it writes the files.
#ifndef PLIM_CLI_CONFINED_H
#define PLIM_CLI_CONFINED_H

#include "cli/command.h"

// Whether work is locked in: not at all; as far as the system can do it, without a word where it
// cannot or with a message; or it is refused there.
enum confined_how { CONFINED_NOT, CONFINED_QUIETLY, CONFINED_WHERE_POSSIBLE, CONFINED_STRICTLY };

// Runs `work` in a process that may read below the words of the command line, beside the operands,
// and in the search path. Files of `outputs` and of the request are written once it has ended with
// a verdict. Returns its exit status; STATUS_INTERNAL after a message where it was ended because of
// what it tried to do.
int confined_run(struct request *request, const struct outputs *outputs, const char *command,
                 enum confined_how how, int (*work)(void *state));

// Everything was read: from here on nothing is opened. Does nothing outside of confined_run.
void confined_close(void);

// Whether this process is one that confined_run made.
bool confined_is_in(void);

// Whether a policy is neither the user's, nor root's, nor of the installation. The first looks at
// the operands, before anything is read; the other one at all that was read.
bool confined_is_foreign(const struct request *request);
bool confined_uses_foreign(const struct request *request);

#endif
