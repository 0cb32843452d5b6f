// Reading a fact store.
#include "facts/store.h"

const struct column *store_column(const struct store *store, const struct column_def *def) {
    return &store->spaces[def->space->id].columns[def->index];
}

bool column_known(const struct column *column, uint32_t row) {
    uint32_t number = row / CHUNK_ROWS;
    if (number >= column->chunk_count || column->chunks[number] == NULL)
        return false;
    return bit_get(column->chunks[number]->valid, row % CHUNK_ROWS);
}

void store_free(struct store *store) {
    if (store != NULL)
        arena_free(store->arena);
}
