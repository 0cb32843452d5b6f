// What people have put into a facts file, which collecting anew would drop.
#ifndef PLIM_CLI_DECLARED_H
#define PLIM_CLI_DECLARED_H

#include <stdbool.h>

// Whether a file may be replaced by facts that are collected: it has no answers, no plans,
// nothing that the model does not know and no mistakes, is no JSON object, or is not there. NULL is
// standard output. False after a message.
bool declared_spare(const char *command, const char *path);

#endif
