// Commands that read reports: their files and what is wrong with them.
#ifndef PLIM_CLI_REPORTS_H
#define PLIM_CLI_REPORTS_H

#include "cli/command.h"
#include "finding/baseline.h"
#include "report/read/past.h"

// Reads the baseline of a request; NULL where it has none. False after messages.
bool reports_baseline(const char *command, const struct request *request,
                      const struct baseline **baseline);

// Reads reports, "-" from the standard input, and names their runs. False after messages.
bool reports_read(struct past *past, char *const *files, size_t count);

#endif
