// JSON paths for messages, built only when there is something to say.
#ifndef PLIM_FACTS_PATH_H
#define PLIM_FACTS_PATH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

// A step on the way from the top of a file to a value; the steps lie on the reader's stack.
struct path {
    const struct path *up; // NULL at the top
    const char *name;      // a member, or NULL for an element
    uint64_t index;        // of the element, from 0
};

// Adds "source.vm[3]"; names that are no plain words stand as ["…"]. NULL adds nothing.
void path_show(struct text *out, const struct path *path);

// Adds the step to a member: "name" where it is the first, else ".name"; ["…"] as above.
void path_add_step(struct text *out, const char *name, bool first);

// Adds a text as text_add_quoted does, cut to about sixty bytes.
void path_add_quoted(struct text *out, const char *bytes, size_t size);

#endif
