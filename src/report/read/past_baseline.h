// The baseline that an earlier report is.
#ifndef PLIM_REPORT_READ_PAST_BASELINE_H
#define PLIM_REPORT_READ_PAST_BASELINE_H

#include "finding/baseline.h"
#include "report/read/past.h"

// Makes a baseline of the last run that was read; strict: of its margins as well. NULL after an
// error among the diagnostics of PAST: several runs under names, or a failure whose margin a strict
// baseline has to have and has not.
const struct baseline *past_baseline(struct past *past, bool strict);

#endif
