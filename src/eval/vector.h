// Vectors: the values of one expression over the lanes of a batch.
#ifndef PLIM_EVAL_VECTOR_H
#define PLIM_EVAL_VECTOR_H

#include "facts/store.h"

enum { BATCH = CHUNK_ROWS, BATCH_WORDS = CHUNK_WORDS };

// One list among the elements of a list vector. An incomplete one has further elements that cannot
// be told (a list on the way to it was absent); of a disordered one it is unknown which element
// comes before which (the key that they are sorted by is unknown of some).
struct segment {
    uint32_t start, count;
    bool incomplete;
    bool disordered;
};

// n values and their validity (bit clear: unknown); values of unknown lanes are unspecified, and so
// are bits beyond n. n is the number of lanes of the batch, or 1 for a value that is the same in
// all of them. Borrows its arrays: from a column, from the arena of an environment, or from static
// memory.
struct vector {
    enum rep rep;
    uint32_t n;
    const uint64_t *valid;
    union {
        const uint64_t *bits;
        const int64_t *ints;
        const struct decimal *decimals;
        const uint32_t *ids; // REP_TEXT: dictionary ids; REP_ROW: rows, unless contiguous
        const struct segment *segments;
    } at;
    bool contiguous; // REP_ROW: the rows first, first + 1, …
    uint32_t first;
    const struct vector
        *elements;        // REP_LIST: what the segments cut; its n is the number of elements
    const uint64_t *sure; // REP_LIST: over the elements: bit clear where it is unknown whether the
                          // element belongs to the list
};

extern const uint64_t bits_none[BATCH_WORDS], bits_all[BATCH_WORDS];

// Bytes of n values of a rep.
size_t rep_bytes(enum rep rep, uint32_t n);

static inline bool vector_known(const struct vector *vector, uint32_t lane) {
    return bit_get(vector->valid, vector->n == 1 ? 0 : lane);
}
static inline uint32_t vector_row(const struct vector *vector, uint32_t lane) {
    return vector->contiguous ? vector->first + (vector->n == 1 ? 0 : lane)
                              : vector->at.ids[vector->n == 1 ? 0 : lane];
}
static inline uint32_t words_for(uint32_t n) {
    return (n + 63) / 64;
}
// The bits of a word of a bitmap that stand for lanes, of which there are n.
static inline uint64_t lanes_of_word(uint32_t n, uint32_t word) {
    return n - word * 64 < 64 ? ((uint64_t)1 << n % 64) - 1 : UINT64_MAX;
}

// Room for n values of a rep with its validity bitmap (uninitialised); the caller fills and then
// wraps them.
struct cells {
    enum rep rep;
    uint32_t n;
    uint64_t *valid;
    union {
        uint64_t *bits;
        int64_t *ints;
        struct decimal *decimals;
        uint32_t *ids;
        struct segment *segments;
        void *any;
    } at;
};
struct cells cells_new(struct arena *arena, enum rep rep, uint32_t n);
struct vector cells_vector(struct cells cells);

// A vector of n unknown lanes.
struct vector vector_unknown(struct arena *arena, enum rep rep, uint32_t n);

// The same values in n lanes: spreads a vector of one lane, returns others unchanged.
struct vector vector_spread(struct arena *arena, struct vector vector, uint32_t n);

// Lane i of the result is lane index[i] of the vector (rows become a row vector, lists share their
// elements).
struct vector vector_gather(struct arena *arena, const struct vector *vector, const uint32_t *index,
                            uint32_t n);

// Lane i as a vector of one.
struct vector vector_lane(struct arena *arena, const struct vector *vector, uint32_t lane);

// REP_INT as REP_DECIMAL; returns decimals unchanged.
struct vector vector_widen(struct arena *arena, struct vector vector);

// Lanes first up to first + n of a vector (bitmaps shifted).
struct vector vector_slice(struct arena *arena, const struct vector *vector, uint32_t first,
                           uint32_t n);

// Copies n bits from a place in a bitmap to the start of another.
void bits_copy(uint64_t *to, const uint64_t *from, size_t first, size_t n);

// The number at a lane of REP_INT or REP_DECIMAL, in full.
struct decimal vector_decimal(const struct vector *vector, uint32_t lane);

// The values of a column at the rows of a row vector; in place where the rows are contiguous within
// a chunk.
struct vector column_load(struct arena *arena, const struct column *column,
                          const struct vector *rows);

#endif
