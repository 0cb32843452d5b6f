// What changes between two texts, as diff(1) shows it.
#ifndef PLIM_CLI_DIFFERENCE_H
#define PLIM_CLI_DIFFERENCE_H

#include "base/text.h"

// Has diff print what changes to standard output, under the name of a file. False after a message.
bool difference_print(const char *command, const char *file, const struct text *before,
                      const struct text *after);

#endif
