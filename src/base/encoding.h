// The encodings that PowerShell writes files in.
#ifndef PLIM_BASE_ENCODING_H
#define PLIM_BASE_ENCODING_H

#include "base/text.h"

// Adds the bytes of a file to OUT as UTF-8: UTF-16 of either order is converted, with or without a
// byte order mark, and the mark is left out. Everything else counts as UTF-8 and is not checked.
// Returns NULL, or what is wrong in a few words.
const char *encoding_to_utf8(struct text *out, const char *bytes, size_t size);

#endif
