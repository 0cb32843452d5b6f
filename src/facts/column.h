// Filling and moving the values of a column while a store is being made.
#ifndef PLIM_FACTS_COLUMN_H
#define PLIM_FACTS_COLUMN_H

#include "base/heap.h"
#include "facts/store.h"

// One value of one row, or none.
struct cell {
    bool known;
    enum rep rep; // REP_BIT, REP_INT, REP_DECIMAL or REP_TEXT
    union {
        bool bit;
        int64_t integer;
        struct decimal decimal;
        uint32_t id;
    } as;
};

struct cell column_cell(const struct column *column, uint32_t row);

bool cell_equal(struct cell a, struct cell b); // both known, of one column
struct decimal cell_number(struct cell cell);  // of a known number or time

// The text of a row in a column of texts; INTERN_NONE where it is unknown.
static inline uint32_t column_text(const struct column *column, uint32_t row) {
    uint32_t number = row / CHUNK_ROWS;
    if (number >= column->chunk_count || column->chunks[number] == NULL ||
        !bit_get(column->chunks[number]->valid, row % CHUNK_ROWS))
        return INTERN_NONE;
    return column->chunks[number]->at.ids[row % CHUNK_ROWS];
}

// Whether two rows have the same known value.
static inline bool column_same(const struct store *store, const struct column *column, uint32_t a,
                               uint32_t b) {
    if (type_is_textual(&column->def->type)) {
        uint32_t left = column_text(column, a), right = column_text(column, b);
        return left != INTERN_NONE && right != INTERN_NONE &&
               (left == right || (column->loose && intern_same(store->dictionary, left, right)));
    }
    struct cell left = column_cell(column, a), right = column_cell(column, b);
    return left.known && right.known && cell_equal(left, right);
}

// The chunk of a row, made where there is none.
struct chunk *column_chunk(struct arena *arena, struct column *column, uint32_t row);

// Sets a row's value, which becomes unknown where the cell is. Chunks are made as they are needed
// and widened to decimals where one value asks for it; all of it lives in the arena.
void column_put(struct arena *arena, struct column *column, uint32_t row, const struct cell *cell);

// Moves in each of the columns the row from[i] to row i, for every row; from is a permutation.
// Loose texts may keep their rows' ids and be moved in the dictionary.
void columns_permute(struct store *store, struct column *columns, uint32_t count,
                     const uint32_t *from, uint32_t rows, struct heap_room *room);

#endif
