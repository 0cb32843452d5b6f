// Look-ups by key: an index of a space from (parent row, key) to row, built at the first use in a
// run.
#ifndef PLIM_EVAL_LOOKUP_H
#define PLIM_EVAL_LOOKUP_H

#include "eval/run.h"

struct lookup_index;

// EXPR_LOOKUP over the lanes of env: rows; unknown where the list or the key is, where no row has
// the key or two have, and where an element without a key may have it too.
struct vector lookup(struct env *env, const struct expr *expr);

// How many rows (0, 1, 2 for more) of the list have the key of that lane, for the evidence.
uint32_t lookup_matches(struct env *env, const struct space_def *space, uint32_t parent,
                        const struct vector *key, uint32_t lane);

// How many rows of the list (0, 1, 2 for more) have a text of the dictionary for their key; the
// first of them in *row.
uint32_t lookup_text(struct run *run, const struct space_def *space, uint32_t parent, uint32_t text,
                     uint32_t *row);

#endif
