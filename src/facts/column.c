// Columns in chunks: values are put in row order or moved, never freed one by one.
#include "facts/column.h"

#include <assert.h>
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

// A column as one array, whose cells need no look at their chunks, and the rows that move. Columns
// that are moved one after the other have the same arrays, which hold all of a column's chunks.
struct flat {
    struct column *column;
    const uint32_t *from;
    size_t size; // of a value
    void *values;
    uint64_t *known;
    struct intern_entry *entries; // behind values that are texts; what intern_permute needs
    bool all_known;
};

static_assert(SECOND_SHARE % CHUNK_ROWS == 0, "a share begins with a chunk");

static struct chunk *chunk_at(const struct flat *flat, uint32_t row) {
    return flat->column->chunks[row / CHUNK_ROWS];
}

static void copy_chunks(void *state, uint32_t first, uint32_t end) {
    struct flat *flat = state;
    for (uint32_t row = first; row < end; row += CHUNK_ROWS) {
        const struct chunk *chunk = chunk_at(flat, row);
        memcpy((char *)flat->values + row * flat->size, chunk->at.ids, CHUNK_ROWS * flat->size);
        memcpy(flat->known + row / 64, chunk->valid, sizeof chunk->valid);
    }
}

static void flatten(struct flat *flat, struct column *column, uint32_t rows) {
    flat->column = column;
    flat->size = column->chunks[0]->rep == REP_TEXT ? sizeof(uint32_t) : sizeof(int64_t);
    flat->all_known = true;
    second_share(rows, copy_chunks, flat);
    for (uint32_t word = 0; word < rows / 64 && flat->all_known; word++)
        flat->all_known = flat->known[word] == UINT64_MAX;
    for (uint32_t row = rows / 64 * 64; row < rows; row++)
        flat->all_known &= bit_get(flat->known, row);
}

// Fills a chunk with the rows from[0] and on.
static void gather(struct chunk *chunk, const struct flat *flat, const uint32_t *from,
                   uint32_t rows) {
    const uint32_t *ids = flat->values;
    const int64_t *ints = flat->values;
    for (uint32_t i = 0; i < rows && chunk->rep == REP_TEXT; i++)
        chunk->at.ids[i] = ids[from[i]];
    for (uint32_t i = 0; i < rows && chunk->rep == REP_INT; i++)
        chunk->at.ints[i] = ints[from[i]];
    if (flat->all_known)
        return;
    memset(chunk->valid, 0, sizeof chunk->valid);
    for (uint32_t i = 0; i < rows; i++)
        if (bit_get(flat->known, from[i]))
            bit_set(chunk->valid, i);
}

static void gather_chunks(void *state, uint32_t first, uint32_t end) {
    const struct flat *flat = state;
    for (uint32_t row = first; row < end; row += CHUNK_ROWS)
        gather(chunk_at(flat, row), flat, flat->from + row,
               end - row < CHUNK_ROWS ? end - row : CHUNK_ROWS);
}

// Whether each row has a text of its own, in the order in which the dictionary got them.
static bool has_own_texts(const struct column *column, const struct flat *flat, uint32_t rows) {
    const uint32_t *ids = flat->values;
    if (!column->loose || !flat->all_known)
        return false;
    for (uint32_t row = 1; row < rows; row++)
        if (ids[row - 1] >= ids[row])
            return false;
    return true;
}

// Looking at texts in the order of rows then finds where they are without leaping.
static void move_column(struct store *store, struct flat *flat, struct column *column,
                        uint32_t rows) {
    flatten(flat, column, rows);
    if (column->chunks[0]->rep == REP_TEXT && has_own_texts(column, flat, rows))
        intern_permute(store->dictionary, flat->values, flat->from, rows, flat->entries);
    else
        second_share(rows, gather_chunks, flat);
}

void columns_permute(struct store *store, struct column *columns, uint32_t count,
                     const uint32_t *from, uint32_t rows) {
    size_t words = ((size_t)rows / CHUNK_ROWS + 1) * CHUNK_WORDS, places = words * 64;
    uint32_t *values = heap_blank(places, sizeof *values + sizeof(struct intern_entry));
    struct flat flat = {.from = from,
                        .values = values,
                        .known = heap_blank(words, sizeof(uint64_t)),
                        .entries = (struct intern_entry *)(values + places)};
    for (uint32_t i = 0; i < count; i++)
        if (columns[i].chunk_count > 0 && is_even(&columns[i], rows))
            move_column(store, &flat, &columns[i], rows);
        else if (columns[i].chunk_count > 0)
            permute_cells(store->arena, &columns[i], from, rows);
    free(flat.values);
    free(flat.known);
}
