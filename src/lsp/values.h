// What the facts of live verdicts have, for who writes about it.
#ifndef PLIM_LSP_VALUES_H
#define PLIM_LSP_VALUES_H

#include "workspace/live.h"

// Adds, in Markdown, what the facts have for a field or a list, wherever they have it.
void values_describe(struct text *out, const struct live *live, const struct use *use);

// Calls `take` with each text that may stand at a place within quotes, once: the keys of the list
// that it is one of, else what the field can be that it is compared with, and what it is in the
// facts; none where it is neither. live may be NULL. The text is that between the quotes.
typedef void value_found(void *state, const char *value, const char *of);
void values_each(const struct analysis *analysis, const struct live *live, uint32_t token,
                 value_found *take, void *state);

#endif
