// Name resolution and type checking: from a parsed tree to the checked form of checked.h.
#ifndef PLIM_CHECK_CHECK_H
#define PLIM_CHECK_CHECK_H

#include "check/checked.h"
#include "check/pattern.h"
#include "check/wanted.h"
#include "grammar/tree.h"
#include "lang/uses.h"

// What checking needs, and what it adds to; every pointer lives at least as long as arena.
struct checking {
    struct arena *arena;
    struct intern *names;
    struct sources *sources;
    struct diagnostics *diagnostics;
    const struct model *model;  // sealed
    struct wanted *wanted;      // gets what the expressions read
    size_t *pattern_size;       // counts the instructions of literal patterns
    uint32_t *expression_count; // counts the expressions made, for their ids
    struct uses *uses;          // gets what names stand for, or NULL
};

// Checks one policy file against the sealed model and fills *out, which is zeroed before; mistakes
// go to the diagnostics.
void check_policy(const struct checking *checking, const struct file_node *file,
                  struct policy *out);

// Checks one expression over the roots, and over the params and defines of a checked policy, unless
// that and its file are NULL. NULL after a diagnostic. slot_count is for its frame.
const struct expr *check_expression(const struct checking *checking, const struct file_node *file,
                                    struct policy *policy, const struct node *node,
                                    uint32_t *slot_count);

// The value of a constant expression (literals, and arithmetic on them), as one of the type unless
// that is NULL: CONSTANT or ITEMS of those. NULL after a diagnostic, which calls it `what`.
const struct expr *check_constant(const struct checking *checking, const struct node *node,
                                  const struct type *type, const char *what);

// Whether the value of a param, or each of its elements, is within its limits. False after a
// diagnostic at the value.
bool param_keeps_limits(struct arena *arena, struct diagnostics *diagnostics,
                        const struct param *param, const struct expr *value);

// Whether the value of a param was written in %, all elements of a list.
bool param_in_percent(const struct expr *value);

#endif
