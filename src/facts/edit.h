// Editing the text of a facts file by ranges of its bytes, so that all else stays as it was
// written.
#ifndef PLIM_FACTS_EDIT_H
#define PLIM_FACTS_EDIT_H

#include "base/text.h"
#include "facts/scan.h"

// A value in the text, and the name before it if it is a member's. begin is NULL where there is no
// such value.
struct part {
    const char *name, *name_end; // with its quotes, or NULL
    const char *begin, *end;
    const char *gap; // where the white space before the name or the element begins
};

// Bytes of the text and what takes their place.
struct edit_change {
    size_t begin, end, number; // the number in the order they were made
    const char *with;
};

// A text that is sound JSON, SCAN_PADDING NULs after its end, and the changes to it, none within
// another; those at one place follow each other. The text is not owned; names and changes live in
// the arena.
struct edit {
    const char *text, *end;
    struct arena *arena;
    struct scan scan;
    struct edit_change *changes;
    size_t count, room;
    // Private:
    struct part root;
    struct edit_index **indexes; // edit_index.h
    size_t index_count, index_room;
};

void edit_init(struct edit *edit, const char *text, size_t size, struct arena *arena);
void edit_clear(struct edit *edit);

// The one value of the text.
struct part edit_root(struct edit *edit);

// Goes through the members of an object or the elements of a list: the part after `last`, which has
// begin NULL at first and again after the end.
struct part edit_next(struct edit *edit, const struct part *parent, struct part last);

// A member of an object by its name.
struct part edit_member(struct edit *edit, const struct part *object, const char *name);

// The name of a member, decoded.
const char *edit_name(struct edit *edit, const struct part *member);

bool part_is(const struct part *part, char first); // '{', '[', '"' or 'n' for null

// The text of a text value or of a name, decoded; NULL where it is no text.
const char *edit_text(struct edit *edit, const struct part *part);

// A member and its value as JSON.
struct pair {
    const char *name, *json;
};

// A text as JSON, quoted.
const char *edit_quote(struct edit *edit, const char *text);

// Gives a member of an object a value, as the object is laid out; removes it, if it is there.
void edit_set(struct edit *edit, const struct part *object, struct pair pair);
void edit_remove(struct edit *edit, const struct part *object, const char *name);

// Adds an object to a list, or puts it in the place of one of its elements, as the others are laid
// out. A list that is absent or null is made under its name, a member of the root.
void edit_put(struct edit *edit, const char *list, const struct part *replaced,
              const struct pair *pairs, size_t count);

// Adds the text with all changes made.
void edit_apply(struct edit *edit, struct text *out);

#endif
