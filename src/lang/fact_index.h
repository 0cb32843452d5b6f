// Many listed paths, found by the facts that they cover.
#ifndef PLIM_LANG_FACT_INDEX_H
#define PLIM_LANG_FACT_INDEX_H

#include "lang/fact_path.h"

// A note about a fact and whatever the fact holds.
struct fact_note {
    struct fact_path path;
    const char *note;
    size_t place; // in the order they were added
};

// Notes, first added and then found. Zeroed it is empty; all of it belongs to an arena.
struct fact_index {
    struct fact_note *notes;
    size_t count, room;
};

// Adds a note; path and text have to live as long as the index.
void fact_index_add(struct fact_index *index, struct arena *arena, struct fact_path path,
                    const char *note);

static inline bool fact_index_is_empty(const struct fact_index *index) {
    return index->count == 0;
}

// Makes what was added ready to be found.
void fact_index_seal(struct fact_index *index);

// The note of the closest path that covers the fact (fact_path_covers); NULL where none covers it.
// Of several that take most of the fact, and of those that have most steps, it is the one with the
// first index that others leave out, vm["a"].disk.size before vm.disk["b"].size. Of equal paths it
// is the one that was added first.
const char *fact_index_find(const struct fact_index *index, const struct fact_path *fact);

// Visits every note whose path covers the fact, by its number in the order they were added.
void fact_index_each(const struct fact_index *index, const struct fact_path *fact,
                     void (*visit)(void *state, size_t place), void *state);

#endif
