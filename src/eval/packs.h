// packs(sizes, spaces) over facts that may be unknown.
#ifndef PLIM_EVAL_PACKS_H
#define PLIM_EVAL_PACKS_H

#include "base/text.h"
#include "eval/run.h"

// Adds the thing that found no room in a packs that is not true, with its size, as a path:
// vm["web"].disk["vda"], 1.5 TB. Nothing where it cannot be named. The environment has one lane.
void packs_misfit(struct env *env, const struct expr *expr, struct text *out);

#endif
