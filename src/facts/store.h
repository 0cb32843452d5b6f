// The fact store: columns by model, immutable once loaded.
#ifndef PLIM_FACTS_STORE_H
#define PLIM_FACTS_STORE_H

#include "base/intern.h"
#include "lang/model.h"

// Rows of a space are kept in key order (texts by bytes; equal keys in file order), or in file
// order where there is no key, so that row order is report order and nothing depends on the order
// of a file.
enum { CHUNK_ROWS = 1024, CHUNK_WORDS = CHUNK_ROWS / 64 };

// How the values of a vector or a chunk are held.
enum rep {
    REP_BIT, // bool: bit i of words
    REP_INT, // int64_t: whole numbers and quantities in base units; times in nanoseconds since 1970
    REP_DECIMAL, // struct decimal: numbers that are not whole (or beyond 64 bits)
    REP_TEXT,    // uint32_t: ids of the dictionary (texts, enums, versions)
    REP_ROW,     // uint32_t: rows of a space (vectors only)
    REP_LIST,    // lists of values (vectors only)
};

// CHUNK_ROWS values of one column: the validity bitmap (bit clear: unknown) and the values. A chunk
// of numbers is REP_INT unless one of its values needs REP_DECIMAL. Values of unknown rows are
// unspecified.
struct chunk {
    enum rep rep;
    uint64_t valid[CHUNK_WORDS];
    union {
        uint64_t *bits;
        int64_t *ints;
        struct decimal *decimals;
        uint32_t *ids;
    } at;
};

// One field over one space. chunk_count is 0 where no policy reads it or no row has it: then every
// row is unknown. Texts of which nobody asks which are the same are loose: each may have an id of
// its own, which the dictionary does not find.
struct column {
    const struct column_def *def;
    bool loose;
    struct intern_room room; // of loose texts
    struct chunk **chunks;   // by row / CHUNK_ROWS; NULL: all unknown
    uint32_t chunk_count;
};

// A member that the model does not know: its value is kept as JSON, equal values as equal texts.
struct extra {
    const char *prefix; // of the record within the row: "" or "cpu."
    uint32_t row;
    uint16_t input; // the index of the facts file that it stands in
    const char *name;
    const char *json;
};

// The rows of one list for all its parents, in the order of the parents: rows offsets[p] up to
// offsets[p + 1] belong to row p of the parent space. A clear bit p of present says that p's list
// is absent (unknown), which is not the same as empty.
struct space {
    const struct space_def *def;
    uint32_t rows;
    uint32_t parent_rows;
    uint32_t *offsets;      // parent_rows + 1; the root space has rows 1 and offsets NULL
    uint64_t *present;      // bitmap over the parents' rows
    struct column *columns; // by index in the space
    bool stands_in; // a root list that the facts leave out: its elements, all or those that were
                    // selected, are those of the list that it stands for
    struct extra *extras; // by row, prefix and name; none unless the load was to keep them
    size_t extra_count;
    const struct space *whole; // a root list from which some elements were selected: all of them
    // As it was read, before anything was selected or changed:
    bool duplicate_keys; // two elements of one parent have the same key
    uint16_t *origin;    // by row: the index of the facts file it first came from; NULL where there
                         // is only one file
};

// A root record that is an element of a root list too: source is host["hv01"].
struct picked {
    const char *root, *list, *key;
};

// The elements of a root list whose key matches a glob.
struct selection {
    const char *root, *glob;
};

struct store {
    struct arena *arena;
    const struct model *model;
    struct intern *dictionary;
    struct space *spaces; // by space_def id. A root list with a default is the space of its default
                          // where the facts leave it out (the arrays are shared; def is its own).
    const char **files;
    uint32_t file_count;
    struct picked *picked;
    size_t picked_count;
    struct selection *selections;
    size_t selection_count;
};

static inline bool bit_get(const uint64_t *words, size_t index) {
    return words[index / 64] >> (index % 64) & 1;
}
static inline void bit_set(uint64_t *words, size_t index) {
    words[index / 64] |= (uint64_t)1 << (index % 64);
}
static inline void bit_clear(uint64_t *words, size_t index) {
    words[index / 64] &= ~((uint64_t)1 << (index % 64));
}

// How values of a type are held while no decimal is needed.
enum rep rep_of(const struct type *type);

// The same facts for a model that is alike (model_alike), in the arena; they outlive it.
struct store *store_over(struct arena *arena, const struct store *store, const struct model *model);

const struct column *store_column(const struct store *store, const struct column_def *def);

// True where a root list is absent, so that its default stands in.
bool store_borrows(const struct store *store, const struct space_def *def);

// True where the row's value is known.
bool column_known(const struct column *column, uint32_t row);

void store_free(struct store *store); // its arena and dictionary

#endif
