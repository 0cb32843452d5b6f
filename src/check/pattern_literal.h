// The text that every match of a regular expression has in it; private to the patterns.
#ifndef PLIM_CHECK_PATTERN_LITERAL_H
#define PLIM_CHECK_PATTERN_LITERAL_H

#include "check/pattern_plain.h"

// The longest text without which an expression of RE2 is found nowhere, so that most texts need no
// automaton; the bytes are in the arena. Of size 0 where none is seen.
struct plain literal_of(struct arena *arena, const char *expression, size_t size);

#endif
