// Making, spreading, gathering and loading vectors.
#include "eval/vector.h"

#include <assert.h>
#include <string.h>

const uint64_t bits_none[BATCH_WORDS];
#define ALL4 UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX
const uint64_t bits_all[BATCH_WORDS] = {ALL4, ALL4, ALL4, ALL4};

size_t rep_bytes(enum rep rep, uint32_t n) {
    switch (rep) {
    case REP_BIT:
        return words_for(n) * sizeof(uint64_t);
    case REP_INT:
        return n * sizeof(int64_t);
    case REP_DECIMAL:
        return n * sizeof(struct decimal);
    case REP_TEXT:
    case REP_ROW:
        return n * sizeof(uint32_t);
    case REP_LIST:
        return n * sizeof(struct segment);
    }
    return 0;
}

struct cells cells_new(struct arena *arena, enum rep rep, uint32_t n) {
    struct cells cells = {.rep = rep, .n = n};
    cells.valid = arena_alloc(arena, words_for(n) * sizeof(uint64_t));
    cells.at.any = arena_alloc(arena, rep_bytes(rep, n));
    return cells;
}

struct vector cells_vector(struct cells cells) {
    struct vector vector = {.rep = cells.rep, .n = cells.n, .valid = cells.valid};
    vector.at.bits = cells.at.bits;
    return vector;
}

struct vector vector_unknown(struct arena *arena, enum rep rep, uint32_t n) {
    struct cells cells = cells_new(arena, rep, n);
    memset(cells.valid, 0, words_for(n) * sizeof(uint64_t));
    memset(cells.at.any, 0, rep_bytes(rep, n));
    return cells_vector(cells);
}

void bits_copy(uint64_t *to, const uint64_t *from, size_t first, size_t n) {
    size_t shift = first % 64, words = (n + 63) / 64;
    from += first / 64;
    if (shift == 0) {
        memcpy(to, from, words * sizeof(uint64_t));
        return;
    }
    for (size_t w = 0; w < words; w++) {
        bool more = (w + 1) * 64 - shift < n;
        to[w] = from[w] >> shift | (more ? from[w + 1] << (64 - shift) : 0);
    }
}

// Appends n bits behind the first `at` bits.
static void bits_append(uint64_t *to, size_t at, const uint64_t *from, size_t first, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (bit_get(from, first + i))
            bit_set(to, at + i);
        else
            bit_clear(to, at + i);
}

struct vector vector_gather(struct arena *arena, const struct vector *vector, const uint32_t *index,
                            uint32_t n) {
    struct cells cells = cells_new(arena, vector->rep, n);
    memset(cells.valid, 0, words_for(n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < n; i++)
        cells.valid[i / 64] |= (uint64_t)bit_get(vector->valid, index[i]) << (i % 64);
    switch (vector->rep) {
    case REP_BIT:
        memset(cells.at.bits, 0, words_for(n) * sizeof(uint64_t));
        for (uint32_t i = 0; i < n; i++)
            cells.at.bits[i / 64] |= (uint64_t)bit_get(vector->at.bits, index[i]) << (i % 64);
        break;
    case REP_INT:
        for (uint32_t i = 0; i < n; i++)
            cells.at.ints[i] = vector->at.ints[index[i]];
        break;
    case REP_DECIMAL:
        for (uint32_t i = 0; i < n; i++)
            cells.at.decimals[i] = vector->at.decimals[index[i]];
        break;
    case REP_TEXT:
    case REP_ROW:
        for (uint32_t i = 0; i < n; i++)
            cells.at.ids[i] =
                vector->contiguous ? vector->first + index[i] : vector->at.ids[index[i]];
        break;
    case REP_LIST:
        for (uint32_t i = 0; i < n; i++)
            cells.at.segments[i] = vector->at.segments[index[i]];
        break;
    }
    struct vector gathered = cells_vector(cells);
    gathered.elements = vector->elements;
    gathered.sure = vector->sure;
    return gathered;
}

struct vector vector_lane(struct arena *arena, const struct vector *vector, uint32_t lane) {
    if (vector->n == 1)
        return *vector;
    return vector_gather(arena, vector, &lane, 1);
}

struct vector vector_spread(struct arena *arena, struct vector vector, uint32_t n) {
    if (vector.n == n)
        return vector;
    assert(vector.n == 1);
    struct cells cells = cells_new(arena, vector.rep, n);
    memset(cells.valid, bit_get(vector.valid, 0) ? 0xff : 0, words_for(n) * sizeof(uint64_t));
    switch (vector.rep) {
    case REP_BIT:
        memset(cells.at.bits, bit_get(vector.at.bits, 0) ? 0xff : 0,
               words_for(n) * sizeof(uint64_t));
        break;
    case REP_INT:
        for (uint32_t i = 0; i < n; i++)
            cells.at.ints[i] = vector.at.ints[0];
        break;
    case REP_DECIMAL:
        for (uint32_t i = 0; i < n; i++)
            cells.at.decimals[i] = vector.at.decimals[0];
        break;
    case REP_TEXT:
    case REP_ROW:
        for (uint32_t i = 0; i < n; i++)
            cells.at.ids[i] = vector.contiguous ? vector.first : vector.at.ids[0];
        break;
    case REP_LIST:
        for (uint32_t i = 0; i < n; i++)
            cells.at.segments[i] = vector.at.segments[0];
        break;
    }
    struct vector spread = cells_vector(cells);
    spread.elements = vector.elements;
    spread.sure = vector.sure;
    return spread;
}

struct vector vector_widen(struct arena *arena, struct vector vector) {
    if (vector.rep == REP_DECIMAL)
        return vector;
    assert(vector.rep == REP_INT);
    struct decimal *decimals = arena_alloc(arena, vector.n * sizeof *decimals);
    for (uint32_t i = 0; i < vector.n; i++)
        decimals[i].nano = vector.at.ints[i] * DECIMAL_ONE;
    vector.rep = REP_DECIMAL;
    vector.at.decimals = decimals;
    return vector;
}

struct vector vector_slice(struct arena *arena, const struct vector *vector, uint32_t first,
                           uint32_t n) {
    struct vector slice = *vector;
    slice.n = n;
    uint64_t *valid = arena_alloc(arena, words_for(n) * sizeof(uint64_t));
    bits_copy(valid, vector->valid, first, n);
    slice.valid = valid;
    switch (vector->rep) {
    case REP_BIT: {
        uint64_t *bits = arena_alloc(arena, words_for(n) * sizeof(uint64_t));
        bits_copy(bits, vector->at.bits, first, n);
        slice.at.bits = bits;
        break;
    }
    case REP_INT:
        slice.at.ints += first;
        break;
    case REP_DECIMAL:
        slice.at.decimals += first;
        break;
    case REP_TEXT:
    case REP_ROW:
        if (slice.contiguous)
            slice.first += first;
        else
            slice.at.ids += first;
        break;
    case REP_LIST:
        slice.at.segments += first;
        break;
    }
    return slice;
}

struct decimal vector_decimal(const struct vector *vector, uint32_t lane) {
    lane = vector->n == 1 ? 0 : lane;
    return vector->rep == REP_DECIMAL ? vector->at.decimals[lane]
                                      : decimal_from_int(vector->at.ints[lane]);
}

static const struct chunk *column_chunk(const struct column *column, uint32_t row) {
    uint32_t index = row / CHUNK_ROWS;
    return index < column->chunk_count ? column->chunks[index] : NULL;
}

// A chunk as a vector of its rows from `first` on, without copying values.
static struct vector chunk_vector(struct arena *arena, const struct chunk *chunk, uint32_t first,
                                  uint32_t n) {
    struct vector whole = {.rep = chunk->rep, .n = CHUNK_ROWS, .valid = chunk->valid};
    whole.at.bits = chunk->at.bits;
    if (first == 0) {
        whole.n = n;
        return whole;
    }
    return vector_slice(arena, &whole, first, n);
}

static void append_values(struct cells *cells, uint32_t at, const struct vector *from) {
    bits_append(cells->valid, at, from->valid, 0, from->n);
    switch (cells->rep) {
    case REP_BIT:
        bits_append(cells->at.bits, at, from->at.bits, 0, from->n);
        break;
    case REP_INT:
        memcpy(cells->at.ints + at, from->at.ints, from->n * sizeof(int64_t));
        break;
    case REP_DECIMAL:
        memcpy(cells->at.decimals + at, from->at.decimals, from->n * sizeof(struct decimal));
        break;
    case REP_TEXT:
        memcpy(cells->at.ids + at, from->at.ids, from->n * sizeof(uint32_t));
        break;
    case REP_ROW:
    case REP_LIST:
        assert(false && "columns hold plain values");
    }
}

// Contiguous rows of one chunk, in place.
static struct vector load_part(struct arena *arena, const struct column *column, uint32_t first,
                               uint32_t n) {
    const struct chunk *chunk = column_chunk(column, first);
    return chunk ? chunk_vector(arena, chunk, first % CHUNK_ROWS, n)
                 : vector_unknown(arena, rep_of(&column->def->type), n);
}

// Contiguous rows of several chunks, joined; starts over in decimals at the first chunk that needs
// them.
static struct vector load_joined(struct arena *arena, const struct column *column, uint32_t first,
                                 uint32_t n, enum rep rep) {
    struct cells cells = cells_new(arena, rep, n);
    for (uint32_t at = 0, part; at < n; at += part) {
        uint32_t left = CHUNK_ROWS - (first + at) % CHUNK_ROWS;
        part = n - at < left ? n - at : left;
        struct vector values = load_part(arena, column, first + at, part);
        if (values.rep != rep && values.rep == REP_DECIMAL)
            return load_joined(arena, column, first, n, REP_DECIMAL);
        if (values.rep != rep)
            values = vector_widen(arena, values);
        append_values(&cells, at, &values);
    }
    return cells_vector(cells);
}

static struct vector load_range(struct arena *arena, const struct column *column, uint32_t first,
                                uint32_t n) {
    if (first % CHUNK_ROWS + n <= CHUNK_ROWS)
        return load_part(arena, column, first, n);
    return load_joined(arena, column, first, n, rep_of(&column->def->type));
}

static void load_one(struct cells *cells, uint32_t lane, const struct chunk *chunk,
                     uint32_t offset) {
    switch (cells->rep) {
    case REP_BIT:
        if (bit_get(chunk->at.bits, offset))
            bit_set(cells->at.bits, lane);
        break;
    case REP_INT:
        cells->at.ints[lane] = chunk->at.ints[offset];
        break;
    case REP_DECIMAL:
        cells->at.decimals[lane] = chunk->rep == REP_DECIMAL
                                       ? chunk->at.decimals[offset]
                                       : decimal_from_int(chunk->at.ints[offset]);
        break;
    case REP_TEXT:
        cells->at.ids[lane] = chunk->at.ids[offset];
        break;
    case REP_ROW:
    case REP_LIST:
        assert(false && "columns hold plain values");
    }
}

// Rows in any order. Starts in the plain rep and starts over in decimals at the first chunk that
// needs them.
static struct vector load_scattered(struct arena *arena, const struct column *column,
                                    const struct vector *rows, enum rep rep) {
    struct cells cells = cells_new(arena, rep, rows->n);
    memset(cells.valid, 0, words_for(rows->n) * sizeof(uint64_t));
    memset(cells.at.any, 0, rep_bytes(rep, rows->n));
    for (uint32_t i = 0; i < rows->n; i++) {
        if (!bit_get(rows->valid, i))
            continue;
        uint32_t row = vector_row(rows, i), offset = row % CHUNK_ROWS;
        const struct chunk *chunk = column_chunk(column, row);
        if (!chunk || !bit_get(chunk->valid, offset))
            continue;
        if (chunk->rep == REP_DECIMAL && rep != REP_DECIMAL)
            return load_scattered(arena, column, rows, REP_DECIMAL);
        bit_set(cells.valid, i);
        load_one(&cells, i, chunk, offset);
    }
    return cells_vector(cells);
}

struct vector column_load(struct arena *arena, const struct column *column,
                          const struct vector *rows) {
    if (rows->contiguous && rows->n > 1)
        return load_range(arena, column, rows->first, rows->n);
    return load_scattered(arena, column, rows, rep_of(&column->def->type));
}
