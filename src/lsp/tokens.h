// Kinds of semantic tokens.
#ifndef PLIM_LSP_TOKENS_H
#define PLIM_LSP_TOKENS_H

#include "base/json.h"

// Adds "legend": the names of the kinds, in the order of their numbers.
void tokens_legend_put(struct json *json);

#endif
