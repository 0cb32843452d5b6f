// Globs as regular expressions; private to pattern.c.
#ifndef PLIM_CHECK_PATTERN_GLOB_H
#define PLIM_CHECK_PATTERN_GLOB_H

#include "base/text.h"
#include "check/pattern.h"

// Adds the expression that matches the same texts as the glob. False with *error filled in where it
// is no glob.
bool glob_translate(const char *glob, size_t size, struct text *out, struct pattern_error *error);

#endif
