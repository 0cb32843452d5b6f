// What regular expressions of the language have, and what to write for those of other engines;
// private to the patterns.
#ifndef PLIM_CHECK_PATTERN_DIALECT_H
#define PLIM_CHECK_PATTERN_DIALECT_H

#include "base/text.h"
#include "check/pattern.h"
#include "check/pattern_re2.h"

// Adds the expression as RE2 writes it. False with *error filled in where it has what no automaton
// can match, or what RE2 takes for something else than other engines do.
bool dialect_translate(const char *text, size_t size, struct text *out,
                       struct pattern_error *error);

// Says of the expression what RE2 says of its translation.
void dialect_explain(const char *text, size_t size, const struct expression_error *fault,
                     struct pattern_error *error);

#endif
