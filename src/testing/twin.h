// The two names of facts in a list of the root that stands for another: vm and source.vm.
#ifndef PLIM_TESTING_TWIN_H
#define PLIM_TESTING_TWIN_H

#include "facts/store.h"
#include "lang/fact_path.h"

// The other path to the same facts, where one of the lists stands for the other in the store; false
// where there is none.
bool twin_path(const struct store *store, const struct fact_path *path, struct arena *arena,
               struct fact_path *twin);

// The path, and the other one where there is one: how many.
uint32_t twin_paths(const struct store *store, const struct fact_path *path, struct arena *arena,
                    struct fact_path paths[2]);

#endif
