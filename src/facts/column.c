// Columns in chunks: values are put in row order or moved, never freed one by one.
#include "facts/column.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/second.h"

static struct chunk *chunk_new(struct arena *arena, enum rep rep) {
    struct chunk *chunk = ARENA_NEW(arena, struct chunk);
    chunk->rep = rep;
    switch (rep) {
    case REP_BIT:
        chunk->at.bits = ARENA_ARRAY(arena, uint64_t, CHUNK_WORDS);
        break;
    case REP_INT:
        chunk->at.ints = ARENA_ARRAY(arena, int64_t, CHUNK_ROWS);
        break;
    case REP_TEXT:
        chunk->at.ids = ARENA_ARRAY(arena, uint32_t, CHUNK_ROWS);
        break;
    case REP_DECIMAL:
    case REP_ROW:
    case REP_LIST:
        assert(false && "numbers begin as whole ones; rows and lists are never in a column");
    }
    return chunk;
}

// The room of the array of chunks is the next power of two of its count.
static void add_chunk_slot(struct arena *arena, struct column *column) {
    uint32_t count = column->chunk_count;
    if ((count & (count - 1)) == 0) {
        struct chunk **chunks =
            ARENA_ARRAY(arena, struct chunk *, count == 0 ? 1 : 2 * (size_t)count);
        if (count > 0)
            memcpy(chunks, column->chunks, count * sizeof *chunks);
        column->chunks = chunks;
    }
    column->chunks[column->chunk_count++] = NULL;
}

struct chunk *column_chunk(struct arena *arena, struct column *column, uint32_t row) {
    uint32_t number = row / CHUNK_ROWS;
    while (number >= column->chunk_count)
        add_chunk_slot(arena, column);
    if (column->chunks[number] == NULL)
        column->chunks[number] = chunk_new(arena, rep_of(&column->def->type));
    return column->chunks[number];
}

static void widen(struct arena *arena, struct chunk *chunk) {
    struct decimal *wide = ARENA_ARRAY(arena, struct decimal, CHUNK_ROWS);
    for (uint32_t i = 0; i < CHUNK_ROWS; i++)
        wide[i] = decimal_from_int(chunk->at.ints[i]);
    chunk->rep = REP_DECIMAL;
    chunk->at.decimals = wide;
}

static void put_number(struct arena *arena, struct chunk *chunk, uint32_t index,
                       const struct cell *cell) {
    if (cell->rep == REP_DECIMAL && chunk->rep == REP_INT)
        widen(arena, chunk);
    if (chunk->rep == REP_INT)
        chunk->at.ints[index] = cell->as.integer;
    else
        chunk->at.decimals[index] =
            cell->rep == REP_INT ? decimal_from_int(cell->as.integer) : cell->as.decimal;
}

static void put_bit(struct chunk *chunk, uint32_t index, bool bit) {
    if (bit)
        bit_set(chunk->at.bits, index);
    else
        bit_clear(chunk->at.bits, index);
}

void column_put(struct arena *arena, struct column *column, uint32_t row, const struct cell *cell) {
    if (!cell->known) {
        if (column_known(column, row))
            bit_clear(column->chunks[row / CHUNK_ROWS]->valid, row % CHUNK_ROWS);
        return;
    }
    struct chunk *chunk = column_chunk(arena, column, row);
    uint32_t index = row % CHUNK_ROWS;
    bit_set(chunk->valid, index);
    if (cell->rep == REP_TEXT)
        chunk->at.ids[index] = cell->as.id;
    else if (cell->rep == REP_BIT)
        put_bit(chunk, index, cell->as.bit);
    else
        put_number(arena, chunk, index, cell);
}

// A decimal that is whole is a REP_INT wherever it came from, so that equal numbers are equal
// cells.
static struct cell number_cell(struct decimal decimal) {
    struct cell cell = {.known = true, .rep = REP_INT};
    if (!decimal_to_int(decimal, &cell.as.integer)) {
        cell.rep = REP_DECIMAL;
        cell.as.decimal = decimal;
    }
    return cell;
}

struct cell column_cell(const struct column *column, uint32_t row) {
    struct cell cell = {.known = column_known(column, row)};
    if (!cell.known)
        return cell;
    const struct chunk *chunk = column->chunks[row / CHUNK_ROWS];
    uint32_t index = row % CHUNK_ROWS;
    if (chunk->rep == REP_DECIMAL)
        return number_cell(chunk->at.decimals[index]);
    cell.rep = chunk->rep;
    if (chunk->rep == REP_BIT)
        cell.as.bit = bit_get(chunk->at.bits, index);
    else if (chunk->rep == REP_INT)
        cell.as.integer = chunk->at.ints[index];
    else
        cell.as.id = chunk->at.ids[index];
    return cell;
}

bool cell_equal(struct cell a, struct cell b) {
    if (a.rep != b.rep)
        return false;
    switch (a.rep) {
    case REP_BIT:
        return a.as.bit == b.as.bit;
    case REP_INT:
        return a.as.integer == b.as.integer;
    case REP_DECIMAL:
        return decimal_compare(a.as.decimal, b.as.decimal) == 0;
    case REP_TEXT:
    case REP_ROW:
    case REP_LIST:
        break;
    }
    return a.as.id == b.as.id;
}

struct decimal cell_number(struct cell cell) {
    return cell.rep == REP_DECIMAL ? cell.as.decimal : decimal_from_int(cell.as.integer);
}

// Follows each cycle once, so that no second copy of the column is needed.
static void permute_cells(struct arena *arena, struct column *column, const uint32_t *from,
                          uint32_t rows) {
    uint64_t *done = heap_array(rows / 64 + 1, sizeof *done);
    for (uint32_t start = 0; start < rows; start++) {
        if (bit_get(done, start) || from[start] == start)
            continue;
        struct cell first = column_cell(column, start);
        uint32_t row = start;
        for (; from[row] != start; row = from[row]) {
            struct cell moved = column_cell(column, from[row]);
            column_put(arena, column, row, &moved);
            bit_set(done, row);
        }
        column_put(arena, column, row, &first);
        bit_set(done, row);
    }
    free(done);
}

// Whether every chunk exists and all hold texts, or all whole numbers, as in most columns.
static bool is_even(const struct column *column, uint32_t rows) {
    if (column->chunk_count * (uint64_t)CHUNK_ROWS < rows)
        return false;
    for (uint32_t i = 0; i < column->chunk_count; i++)
        if (column->chunks[i] == NULL || column->chunks[i]->rep != column->chunks[0]->rep)
            return false;
    return column->chunks[0]->rep == REP_INT || column->chunks[0]->rep == REP_TEXT;
}

static_assert(SECOND_SHARE % CHUNK_ROWS == 0, "a share begins with a chunk");

struct size;

// A column that moves: its values as one array, which need no look at their chunks. Most numbers
// are small multiples of a power of two, so that few bytes of each suffice: the fewer they are, the
// more of those that are looked for here and there lie in the caches of the processor.
struct moving {
    struct store *store;
    struct column *column;
    const uint32_t *from;
    uint32_t rows;
    struct heap_room *room;
    void *values;
    atomic_uint_fast64_t bits; // that are set in any of them
    unsigned shift;
    const struct size *size; // of a value, once it is shifted
};

static struct chunk *chunk_at(const struct moving *moving, uint32_t row) {
    return moving->column->chunks[row / CHUNK_ROWS];
}

// The rows of the chunk that begins with that row, up to `end`.
static uint32_t chunk_rows(uint32_t row, uint32_t end) {
    return end - row < CHUNK_ROWS ? end - row : CHUNK_ROWS;
}

// The bits that are set in any value of a chunk.
static uint64_t bits_of(const struct chunk *chunk, uint32_t rows) {
    uint64_t bits = 0;
    for (uint32_t i = 0; i < rows && chunk->rep == REP_TEXT; i++)
        bits |= chunk->at.ids[i];
    for (uint32_t i = 0; i < rows && chunk->rep == REP_INT; i++)
        bits |= (uint64_t)chunk->at.ints[i];
    return bits;
}

// The size of a value in bytes; what packs the values of the chunk that begins with a row, and what
// fills it with those of the rows that move there.
struct size {
    unsigned bytes;
    void (*pack)(const struct moving *moving, uint32_t row, uint32_t rows);
    void (*fill)(const struct moving *moving, uint32_t row, uint32_t rows);
};

#define SIZE(type)                                                                                 \
    static void pack_##type(const struct moving *moving, uint32_t row, uint32_t rows) {            \
        const struct chunk *chunk = chunk_at(moving, row);                                         \
        type *to = (type *)moving->values + row;                                                   \
        unsigned shift = moving->shift;                                                            \
        for (uint32_t i = 0; i < rows && chunk->rep == REP_TEXT; i++)                              \
            to[i] = (type)(chunk->at.ids[i] >> shift);                                             \
        for (uint32_t i = 0; i < rows && chunk->rep == REP_INT; i++)                               \
            to[i] = (type)((uint64_t)chunk->at.ints[i] >> shift);                                  \
    }                                                                                              \
    static void fill_##type(const struct moving *moving, uint32_t row, uint32_t rows) {            \
        const struct chunk *chunk = chunk_at(moving, row);                                         \
        const type *values = moving->values;                                                       \
        unsigned shift = moving->shift;                                                            \
        const uint32_t *from = moving->from + row;                                                 \
        for (uint32_t i = 0; i < rows && chunk->rep == REP_TEXT; i++)                              \
            chunk->at.ids[i] = (uint32_t)values[from[i]] << shift;                                 \
        for (uint32_t i = 0; i < rows && chunk->rep == REP_INT; i++)                               \
            chunk->at.ints[i] = (int64_t)((uint64_t)values[from[i]] << shift);                     \
    }
SIZE(uint8_t)
SIZE(uint16_t)
SIZE(uint32_t)
SIZE(uint64_t)
#undef SIZE

static const struct size sizes[] = {
    {sizeof(uint8_t), pack_uint8_t, fill_uint8_t},
    {sizeof(uint16_t), pack_uint16_t, fill_uint16_t},
    {sizeof(uint32_t), pack_uint32_t, fill_uint32_t},
    {sizeof(uint64_t), pack_uint64_t, fill_uint64_t},
};

// Whether values of this size hold all bits, as they have to; if not, another size is chosen.
static bool size_holds(struct moving *moving) {
    uint64_t bits = moving->bits;
    unsigned shift = bits == 0 ? 0 : (unsigned)__builtin_ctzll(bits);
    const struct size *size = sizes;
    while (size->bytes < sizeof bits && bits >> shift >> 8 * size->bytes != 0)
        size++;
    bool holds = moving->size == size && moving->shift == shift;
    moving->size = size;
    moving->shift = shift;
    return holds;
}

static void pack(void *state, uint32_t first, uint32_t end) {
    struct moving *moving = state;
    uint64_t bits = 0;
    for (uint32_t row = first; row < end; row += CHUNK_ROWS) {
        uint32_t rows = chunk_rows(row, end);
        bits |= bits_of(chunk_at(moving, row), rows);
        moving->size->pack(moving, row, rows);
    }
    moving->bits |= bits;
}

static void fill(void *state, uint32_t first, uint32_t end) {
    const struct moving *moving = state;
    for (uint32_t row = first; row < end; row += CHUNK_ROWS)
        moving->size->fill(moving, row, chunk_rows(row, end));
}

static bool all_known(const struct column *column, uint32_t rows) {
    for (uint32_t row = 0; row < rows; row += 64) {
        uint64_t known = column->chunks[row / CHUNK_ROWS]->valid[row % CHUNK_ROWS / 64];
        if (rows - row >= 64 ? ~known != 0 : ~(known | UINT64_MAX << rows % 64) != 0)
            return false;
    }
    return true;
}

static void move_known(const struct moving *moving) {
    size_t chunks = moving->rows / CHUNK_ROWS + 1;
    uint64_t *known = heap_reuse(moving->room, chunks, CHUNK_WORDS * sizeof *known);
    for (uint32_t row = 0; row < moving->rows; row += CHUNK_ROWS) {
        uint64_t *valid = chunk_at(moving, row)->valid;
        memcpy(known + row / 64, valid, CHUNK_WORDS * sizeof *valid);
        memset(valid, 0, CHUNK_WORDS * sizeof *valid);
    }
    for (uint32_t row = 0; row < moving->rows; row++)
        if (bit_get(known, moving->from[row]))
            bit_set(chunk_at(moving, row)->valid, row % CHUNK_ROWS);
}

// The first rows most often tell which size suffices for all.
static void move_values(struct moving *moving, bool known) {
    moving->bits = bits_of(chunk_at(moving, 0), chunk_rows(0, moving->rows));
    size_holds(moving);
    do {
        moving->values = heap_reuse(moving->room, moving->rows, moving->size->bytes);
        second_share(moving->rows, pack, moving);
    } while (!size_holds(moving));
    second_share(moving->rows, fill, moving);
    if (!known)
        move_known(moving);
}

// Whether the ids ascend, as each row has a text of its own.
static bool ascends(const struct column *column, uint32_t rows) {
    uint32_t before = 0;
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t id = column->chunks[row / CHUNK_ROWS]->at.ids[row % CHUNK_ROWS];
        if (row > 0 && id <= before)
            return false;
        before = id;
    }
    return true;
}

static void copy_texts(void *state, uint32_t first, uint32_t end) {
    const struct moving *moving = state;
    for (uint32_t row = first; row < end; row += CHUNK_ROWS)
        intern_copy_entries(moving->store->dictionary, chunk_at(moving, row)->at.ids,
                            chunk_rows(row, end), (struct intern_entry *)moving->values + row);
}

static void put_texts(void *state, uint32_t first, uint32_t end) {
    const struct moving *moving = state;
    for (uint32_t row = first; row < end; row += CHUNK_ROWS)
        intern_put_entries(moving->store->dictionary, chunk_at(moving, row)->at.ids,
                           chunk_rows(row, end), moving->values, moving->from + row);
}

// Looking at texts in the order of rows then finds where they are without leaping.
static void move_texts(struct moving *moving) {
    moving->values = heap_reuse(moving->room, moving->rows, sizeof(struct intern_entry));
    second_share(moving->rows, copy_texts, moving);
    second_share(moving->rows, put_texts, moving);
}

static void move(struct moving *moving) {
    const struct column *column = moving->column;
    bool known = all_known(column, moving->rows);
    if (column->loose && known && ascends(column, moving->rows))
        move_texts(moving);
    else
        move_values(moving, known);
}

void columns_permute(struct store *store, struct column *columns, uint32_t count,
                     const uint32_t *from, uint32_t rows, struct heap_room *room) {
    struct moving moving = {.store = store, .from = from, .rows = rows, .room = room};
    for (uint32_t i = 0; i < count; i++) {
        moving.column = &columns[i];
        if (columns[i].chunk_count > 0 && is_even(&columns[i], rows))
            move(&moving);
        else if (columns[i].chunk_count > 0)
            permute_cells(store->arena, &columns[i], from, rows);
    }
}
