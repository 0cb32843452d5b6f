// Name resolution and type checking: from a parsed tree to the checked form of checked.h.
#ifndef PLIM_LANG_CHECK_H
#define PLIM_LANG_CHECK_H

#include "lang/checked.h"
#include "lang/program.h"
#include "lang/tree.h"

// Checks one policy file against the sealed model and fills *out, which is zeroed before; mistakes go to
// the program's diagnostics.
void check_policy(struct program *program, const struct file_node *file, struct policy *out);

// Checks one expression over the roots, outside of any policy; expected may be NULL. NULL after a
// diagnostic. slot_count is for its frame.
const struct expr *check_expression(struct program *program, const struct node *node,
                                    const struct type *expected, uint32_t *slot_count);

#endif
