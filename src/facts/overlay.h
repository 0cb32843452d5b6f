// Facts changed by paths and values, over a store that stays as it is.
#ifndef PLIM_FACTS_OVERLAY_H
#define PLIM_FACTS_OVERLAY_H

#include "check/checked.h"
#include "facts/column.h"
#include "lang/fact_path.h"

// A store with changes. It shares with its base what is not changed: making one costs as much as
// the model is large, and a change about as much as it changes. The base is only read, by any
// number of threads, and has to outlive the overlay. An overlay may be the base of another, which
// then may not change any more.
//
// A path is one of the facts file, vm["db01"].disk["vda"].capacity: elements by their key, or by
// their place from 0. Facts are those that a file with the change would give: an element that is
// added stands at the place of its key, and one that is removed takes what lies below it along. A
// list of the root that stands for its default (vm for source.vm) goes on doing so: a change of
// the one is a change of the other, unless the default is not there either.
struct overlay;

// Never NULL.
struct overlay *overlay_new(const struct store *base);
void overlay_free(struct overlay *overlay);

// The store as changed so far.
const struct store *overlay_store(const struct overlay *overlay);

// The type of the field that a path leads to, for program_value; NULL where the model has none,
// and *problem says so.
const struct type *overlay_type(const struct model *model, const struct fact_path *path,
                                struct arena *arena, const char **problem);

// Sets a field to a constant of its type, or a list of plain values to a list of constants. Lists
// with a key get an element where the path names one that is not there. Returns NULL, or what is
// wrong; then nothing was changed.
const char *overlay_set(struct overlay *overlay, const struct fact_path *path,
                        const struct expr *value);

// Whether anything is known of what a path leads to: an element or a list that is there, a field
// with a value, a record with one. False where it leads to nothing.
bool overlay_knows(const struct overlay *overlay, const struct fact_path *path);

// Whether a field, or a list of plain values, has this value.
bool overlay_has(const struct overlay *overlay, const struct fact_path *path,
                 const struct expr *value);

// The path with keys where it names elements of lists with a key by their places; a place stays
// where its element has no key, or none that is a text.
struct fact_path overlay_name(const struct overlay *overlay, const struct fact_path *path,
                              struct arena *arena);

// The key that a step in brackets gives an element of a list with a key; false where it cannot be.
bool overlay_key(const struct overlay *overlay, const struct space_def *list,
                 const struct fact_step *step, struct cell *key);

// Makes a fact unknown: a field, all fields of a record, a list; or removes an element, which has
// to be there. Returns NULL, or what is wrong; then nothing was changed.
const char *overlay_remove(struct overlay *overlay, const struct fact_path *path);

// Does the one, or the other where the value is NULL; *idle becomes whether nothing changed by it.
// Changes that copy more than 256 MiB and four times the base together are refused.
const char *overlay_change(struct overlay *overlay, const struct fact_path *path,
                           const struct expr *value, bool *idle);

#endif
