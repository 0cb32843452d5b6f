// A fact store in the making: rows are added and values put in the order of the files.
#ifndef PLIM_FACTS_BUILD_H
#define PLIM_FACTS_BUILD_H

#include "base/hash.h"
#include "facts/column.h"
#include "facts/load.h"

enum { ROW_NONE = UINT32_MAX, ROW_LIMIT = INT32_MAX, INPUT_LIMIT = UINT16_MAX };

// The rows of a space by their parent and key.
struct keys {
    struct hash table;
    uint32_t indexed; // rows of the space that are in it
};

// What a space needs until it is arranged. The arrays are on the heap.
struct space_build {
    bool wanted;
    uint32_t *parents; // by row; NULL in a list of the root, whose parent is row 0
    size_t parent_room;
    size_t present_room; // words
    size_t origin_room;
    size_t extra_room;
    uint32_t settled; // rows that earlier inputs added
    uint16_t *merged; // by row: 1 + the input of the last element that was merged into it
    size_t merged_room;
    struct keys keys;
};

// A value, or a list, that a later input than its row's gave: for the message about a conflict.
struct late {
    uint32_t space, column; // column UINT32_MAX: the list of a parent's row
    uint32_t row;
    uint16_t input;
};

// The store that is being filled and, beside it, what is needed to fill it. Rows are in the order
// of the inputs; space->present and space->origin are on the heap until it is arranged.
struct build {
    struct store *store;
    struct space_build *spaces; // by space id
    struct arena *arena;        // of their keys
    bool *keep;                 // by column id
    bool several;               // inputs, so that rows have an origin
    uint16_t input;
    void *zeros; // what lists without rows share, while the store is arranged
    size_t zeros_size;
    bool arranged; // the heap arrays of the store are its arena's now
    struct late *late;
    size_t late_count, late_room;
};

// The model must outlive the store.
struct build *build_new(const struct model *model, const struct load_options *options,
                        bool several);
void build_free(struct build *build); // all but the store

// What is added from now on comes from this input (an index into the store's files).
void build_begin_input(struct build *build, uint16_t input);

// Says that a row has the list. False if the list has no key, an earlier input gave it and the two
// cannot be joined: without a key, only the list of the root that holds the reasons of the model.
bool build_open_list(struct build *build, const struct space_def *def, uint32_t parent);

// The row of a new element; ROW_NONE once there are ROW_LIMIT.
uint32_t build_add_row(struct build *build, const struct space_def *def, uint32_t parent);

// True where an element of this list may be one that an earlier input gave.
bool build_may_merge(const struct build *build, const struct space_def *def, uint32_t parent);

// The row of the element of an earlier input that has this key, or ROW_NONE.
uint32_t build_find_row(struct build *build, const struct space_def *def, uint32_t parent,
                        struct cell key);

// Notes that an element of this input is merged into a row. False where one was before: which of
// the two the earlier input's is, is unknown.
bool build_merge(struct build *build, const struct space_def *def, uint32_t row);

// The column that is filled.
struct column *build_column(struct build *build, const struct column_def *def);

// Puts a known value. False, leaving the old one, where another input gave a different one.
bool build_put(struct build *build, const struct column_def *def, uint32_t row,
               const struct cell *cell);

// The input that gave the value of a row (column NULL: the list of a parent's row).
uint16_t build_input_of(const struct build *build, const struct space_def *def,
                        const struct column_def *column, uint32_t row);

#endif
