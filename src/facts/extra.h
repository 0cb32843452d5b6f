// Members that the model does not know, kept beside the facts.
#ifndef PLIM_FACTS_EXTRA_H
#define PLIM_FACTS_EXTRA_H

#include "facts/build.h"

// The extras of one record, in the order of their names.
struct extras {
    const struct extra *first;
    size_t count;
};

// Keeps a member of a record of the row; name and json are copied.
void extra_add(struct build *build, const struct shape *shape, uint32_t row, const char *name,
               const char *json);

// Puts the extras of a space in order once its rows are in theirs; places as arrange has them, or
// NULL. Two files that give one member different values are an error.
void extra_arrange(struct build *build, const struct space_def *def, const uint32_t *places,
                   struct diagnostics *diagnostics);

// Keeps only those of some rows, which are in order and become 0, 1, ….
void extra_keep(struct store *store, struct space *space, const uint32_t *rows, uint32_t count);

struct extras extra_of(const struct store *store, const struct shape *shape, uint32_t row);

// Adds the steps that lead to it from its row: "owner", "cpu.owner", cpu["cost centre"].
void extra_show_steps(struct text *out, const struct extra *extra);

#endif
