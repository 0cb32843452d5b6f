// One report in JSON, from its tokens.
#ifndef PLIM_REPORT_READ_PAST_RUN_H
#define PLIM_REPORT_READ_PAST_RUN_H

#include "report/read/past_member.h"

// Reads a report of the schema that this version writes. What is read after an error is worthless.
struct past_run past_run_read(struct past_reading *reading, const struct scan_token *report);

#endif
