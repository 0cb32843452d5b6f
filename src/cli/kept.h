// Outputs of work that may open no file: it writes them to files without a name, and the process
// that began it writes them where they belong.
#ifndef PLIM_CLI_KEPT_H
#define PLIM_CLI_KEPT_H

#include "cli/output.h"

// Makes such files for those of the outputs, which may be NULL, and of FILE, which may be, that are
// not standard output. False after a message.
bool kept_begin(const char *command, const struct outputs *outputs, const char *file);

// The file that keeps what is for FILE; NULL where nothing does.
FILE *kept_for(const char *file);

// Writes them all, if they are `wanted`, and forgets them. False after a message.
bool kept_end(const char *command, bool wanted);

#endif
