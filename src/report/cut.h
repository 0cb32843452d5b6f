// Texts cut to what helps a reader, who can have them whole elsewhere.
#ifndef PLIM_REPORT_CUT_H
#define PLIM_REPORT_CUT_H

#include "base/text.h"

// Adds a text, made safe for a terminal, of at most so many columns (8 or more): a longer one
// without its middle, "machine-00…-long".
void cut_add(struct text *out, const char *text, size_t most);

// The same for SIZE bytes that are safe already.
void cut_add_bytes(struct text *out, const char *bytes, size_t size, size_t most);

#endif
