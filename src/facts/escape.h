// Escapes in the texts of JSON.
#ifndef PLIM_FACTS_ESCAPE_H
#define PLIM_FACTS_ESCAPE_H

#include "base/arena.h"
#include "facts/scan.h"

// Bytes of the escape that begins at the backslash `at`, two of \uXXXX where they are a pair of
// surrogates, and its code point in *code; 0 where it is none, after setting *problem to one
// sentence. Reads no further than the first byte that cannot belong to it.
size_t escape_read(const char *at, uint32_t *code, const char **problem);

// What a token of a text says, its escapes decoded.
const char *escape_text(struct arena *arena, const struct scan_token *token);

#endif
