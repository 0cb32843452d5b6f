// The baseline of a run in words, for formats that people read. What is added is not clean.
#ifndef PLIM_REPORT_BASED_H
#define PLIM_REPORT_BASED_H

#include "finding/baseline.h"
#include "report/report.h"

// "report.json of 2026-11-28T09:00:00Z: 12 entries, 9 excuse, 2 mended, 1 gone", what has become of
// the entries of a baseline.
void based_add_sum(struct text *out, const struct baseline_finding *finding);

// The entries that are needed no more, of several with one name the first, in the arena.
const struct baseline_item **based_needless(const struct baseline_finding *finding,
                                            struct arena *arena, size_t *count);

// "hyperv.prepare/memory (vm "db01")"
void based_add_name(struct text *out, const struct baseline_item *item);

#endif
