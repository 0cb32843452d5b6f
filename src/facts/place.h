// Where facts stand in the files they were read from.
#ifndef PLIM_FACTS_PLACE_H
#define PLIM_FACTS_PLACE_H

#include "facts/store.h"
#include "lang/fact_path.h"

// A path as the model has it: a list that stands in for a list of the root has a path of its own,
// source.vm["db01"] for vm["db01"]. Steps live in the arena.
struct fact_path place_real(const struct store *store, const struct fact_path *path,
                            struct arena *arena);

// A fact as its file has it: what was picked from a fleet is an element of a list there. The path
// as it was given where nothing was picked.
struct fact_path place_in_file(const struct store *store, const struct fact_path *path,
                               struct arena *arena);

// A fact as this file has it: lists of the root without a key stand one behind another where
// several files have them, and each file counts its own elements. False where the element is of
// another file.
bool place_in_part(const struct store *store, uint32_t file, struct arena *arena,
                   struct fact_path *path);

#endif
