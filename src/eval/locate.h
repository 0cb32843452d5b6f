// Where values stand in the facts: the paths of rows and elements.
#ifndef PLIM_EVAL_LOCATE_H
#define PLIM_EVAL_LOCATE_H

#include "eval/run.h"
#include "lang/fact_path.h"

// The path of a row from the root, by keys: vm["db01"].disk["vda"]; a row whose key is unknown or
// that has none by its place, [0]. No steps for the root's row. The steps live in the arena, their
// texts as long as the run.
struct fact_path locate_row(struct run *run, const struct space_def *space, uint32_t row,
                            struct arena *arena);
// The path of a column or a list of a row, such as "cpu.vendor".
struct fact_path locate_member(struct run *run, const struct space_def *space, uint32_t row,
                               const char *member, struct arena *arena);

// Adds the value at a lane, which is known, as a key.
void locate_add_key(struct fact_path *path, struct run *run, const struct type *type,
                    const struct vector *value, uint32_t lane, struct arena *arena);

// Whether the keys of a row and of the rows around it are known and tell them from all others,
// where their lists have keys.
bool locate_is_named(struct run *run, const struct space_def *space, uint32_t row);

// The parent's row whose elements a row is among.
uint32_t locate_parent(const struct run *run, const struct space_def *space, uint32_t row);

// The place of a row among those of its parent, from 0.
uint32_t locate_place(const struct run *run, const struct space_def *space, uint32_t row);

// The key of a row, of one lane and in the arena; unknown where the space has none.
struct vector locate_key(struct run *run, const struct space_def *space, uint32_t row,
                         struct arena *arena);

#endif
