// What the objects and lists of an edited text hold, read once and found by name.
#ifndef PLIM_FACTS_EDIT_INDEX_H
#define PLIM_FACTS_EDIT_INDEX_H

#include "facts/edit.h"
#include "lang/model.h"

// A member by its name, or an element of a list by its key, NULL where it has none.
struct edit_item {
    const char *name;
    struct part part;
};

// In their order, until the text is another. Everything lives in the arena of the edit.
struct edit_index {
    const char *begin; // of the object or the list
    struct edit_item *items;
    size_t count, room;
    uint32_t *by_name; // numbers of those that have a name, by name and then in their order
    size_t named;
};

// Bytes from which on an object or a list is long: the index of it is kept, and there are few.
enum { EDIT_LONG = 16384 };

// That of an object, or with the key of its elements that of a list.
const struct edit_index *edit_index(struct edit *edit, const struct part *part,
                                    const struct field *key);

// A key by which elements are found: what is no text exactly as reports show it, however it is
// written. In the arena of the edit.
const char *edit_key(struct edit *edit, const struct type *type, const char *written);

// Where in by_name the items of that name begin; `named` where there are none.
size_t edit_index_find(const struct edit_index *index, const char *name);

// Whether the item at a place of by_name has that name.
bool edit_index_is(const struct edit_index *index, size_t place, const char *name);

#endif
