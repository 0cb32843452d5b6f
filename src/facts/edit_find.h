// Finding the objects of a facts file that a path leads to, whose keys may be globs.
#ifndef PLIM_FACTS_EDIT_FIND_H
#define PLIM_FACTS_EDIT_FIND_H

#include "facts/edit.h"
#include "lang/fact_path.h"
#include "lang/model.h"

// A look for the objects at a path of the model, which has keys only of lists that have one; zero
// what is not named here. Elements without a
// key in the path are all of them; a key is that of an element, or else a glob. Where the file
// leaves out a list of the root, its default is meant.
struct edit_find {
    struct edit *edit;
    const struct model *model;
    const struct fact_path *path; // its steps are names and keys
    void (*visit)(void *state, const struct part *object);
    void *state;
    // Afterwards: the last list without an element of the key that was looked for, and the keys
    // that were seen instead. missed is NULL where there was none.
    const char *missed, *key;
    const char **near;
    size_t near_count, near_room;
};
void edit_find(struct edit_find *find);

#endif
