// Patterns that are plain texts, which need no automaton; private to the patterns.
#ifndef PLIM_CHECK_PATTERN_PLAIN_H
#define PLIM_CHECK_PATTERN_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

// A text that is looked for: anywhere, or where the other begins or ends.
struct plain {
    const char *bytes;
    size_t size;
    bool at_start, at_end;
};

// Whether a regular expression says no more than that; the bytes are in the arena then. One of a
// glob begins with "(?s)^" and may have ".*" before and behind.
bool plain_of(struct arena *arena, const char *expression, size_t size, bool of_glob,
              struct plain *out);

// Where it is found first, or NULL.
const char *plain_find(const struct plain *plain, const char *text, size_t size);

#endif
