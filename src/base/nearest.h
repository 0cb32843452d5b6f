// The nearest of some words, for "did you mean".
#ifndef PLIM_BASE_NEAREST_H
#define PLIM_BASE_NEAREST_H

#include <stddef.h>

// The nearest of count candidates to word, by edit distance with transpositions, or NULL where none
// is near enough (at most a third of the length, at least 1).
const char *nearest_word(const char *word, const char *const *candidates, size_t count);

#endif
