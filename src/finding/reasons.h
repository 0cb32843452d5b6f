// The reasons that sources gave for leaving facts out.
#ifndef PLIM_FINDING_REASONS_H
#define PLIM_FINDING_REASONS_H

#include "eval/run.h"
#include "lang/fact_path.h"

// The reasons within the facts of one run, read at the first question.
struct fact_reasons;

// In the arena of the run, whose texts they are.
struct fact_reasons *reasons_new(struct run *run);

// The reason of the closest entry that covers a fact of the space, or NULL. A record that was
// picked from a list (source from host) is looked for under the list's name too, and a list that
// stands in for another (root vm, default source.vm) under the other's. The arena is for paths in
// between.
const char *reasons_find(struct fact_reasons *reasons, const struct space_def *space,
                         const struct fact_path *fact, struct arena *arena);

#endif
