// Paths of facts: vm["db01"].disk[0].cpu.vendor, as steps.
#ifndef PLIM_LANG_FACT_PATH_H
#define PLIM_LANG_FACT_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

// A step from a fact to one within it. A position is a whole number in brackets: the place of an
// element from 0, or a key that is a whole number. A value is any other key that is no text, as the
// language writes it.
enum fact_step_kind {
    FACT_STEP_NAME,     // .vendor
    FACT_STEP_POSITION, // [0]
    FACT_STEP_VALUE,    // [2 MiB]
    FACT_STEP_KEY,      // ["db01"]
};
struct fact_step {
    enum fact_step_kind kind;
    const char *text;  // NULL for a position; of a name, letters, digits and _
    uint64_t position; // 0 but for a position
};

// Where a fact stands in the fact model; the first step is a name. Zeroed it has no steps: it is
// shown as "", covers nothing and is never parsed. The steps belong to an arena; their texts to
// whoever added them, unless the path was parsed or copied.
struct fact_path {
    struct fact_step *steps;
    size_t count, room;
};

// Reads a path as the language writes it, its texts with their escapes or in '…'. False for a text
// that is no path: then *wrong is the offset where it ceases to be one.
bool fact_path_parse(const char *text, struct arena *arena, struct fact_path *path, size_t *wrong);

// Reads the path that begins a text which a person types for a shell: whatever stands in brackets
// is a key, and its quotes may be left out. Returns what follows the path; NULL for a text that
// begins with no path.
const char *fact_path_parse_typed(const char *text, struct arena *arena, struct fact_path *path);

// Reads a whole text that is a path in one of these ways, as the language writes it first: a whole
// number in brackets is a position. False for any other text.
bool fact_path_parse_given(const char *text, struct arena *arena, struct fact_path *path);

// Adds the path as the language writes it; parsed, that gives the same path.
void fact_path_show(struct text *out, const struct fact_path *path);
const char *fact_path_text(const struct fact_path *path, struct arena *arena);

// Each adds a step. A name may be several, "cpu.vendor"; a value that is a whole number gives a
// position.
void fact_path_add_name(struct fact_path *path, struct arena *arena, const char *name);
void fact_path_add_key(struct fact_path *path, struct arena *arena, const char *key);
void fact_path_add_position(struct fact_path *path, struct arena *arena, uint64_t position);
void fact_path_add_value(struct fact_path *path, struct arena *arena, const char *value);

// Adds the steps of another path from its step `from` on.
void fact_path_join(struct fact_path *path, struct arena *arena, const struct fact_path *rest,
                    size_t from);

// A copy of the path, with all its texts in the arena.
struct fact_path fact_path_copy(const struct fact_path *path, struct arena *arena);

// An order: step by step, the shorter path first where it begins the longer one. 0: equal.
int fact_step_compare(const struct fact_step *a, const struct fact_step *b);
int fact_path_compare(const struct fact_path *a, const struct fact_path *b);

// Equal paths have one hash, which differs from run to run.
uint32_t fact_path_hash(const struct fact_path *path);

// True for a step in brackets.
bool fact_step_is_index(const struct fact_step *step);

// Whether a note about a listed path holds for a fact: the path is the same or an outer one; a list
// named without an index stands for all its elements. Returns how many steps of the fact the listed
// path takes, 0 where it does not cover it. Of several the closest takes most, and then has most
// steps.
size_t fact_path_covers(const struct fact_path *listed, const struct fact_path *fact);

#endif
