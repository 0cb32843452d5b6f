// Files to write, looked at before the work whose results they take.
#ifndef PLIM_CLI_TARGET_H
#define PLIM_CLI_TARGET_H

#include "cli/output.h"
#include "session.h"

// The words of a command line that may name files to read: operands and values of options.
struct words {
    char **items;
    size_t count;
};

// Whether FILE can be written and is none of the words, nor behind the = of one, as in LIST=FILE;
// the word that FILE is part of does not count. True of standard output, which is NULL, too. False
// after a message.
bool target_try(const char *command, const char *file, const struct words *words);
bool targets_try(const char *command, const struct outputs *outputs, const struct words *words);

// Whether FILE is none of the sources of a session; false after a message.
bool target_spares(const char *command, const char *file, const struct session *session);
bool targets_spare(const char *command, const struct outputs *outputs,
                   const struct session *session);

#endif
