// Reading a fact store.
#include "facts/store.h"

#include <assert.h>

enum rep rep_of(const struct type *type) {
    switch (type->kind) {
    case TYPE_BOOL:
        return REP_BIT;
    case TYPE_INT:
    case TYPE_NUMBER:
    case TYPE_TIME:
        return REP_INT;
    case TYPE_TEXT:
    case TYPE_VERSION:
    case TYPE_ENUM:
        return REP_TEXT;
    case TYPE_RECORD:
        return REP_ROW;
    case TYPE_LIST:
        return REP_LIST;
    case TYPE_POISON:
        break;
    }
    assert(false && "a checked tree has no poison");
    return REP_BIT;
}

const struct column *store_column(const struct store *store, const struct column_def *def) {
    return &store->spaces[def->space->id].columns[def->index];
}

bool store_borrows(const struct store *store, const struct space_def *def) {
    return def->fallback != NULL &&
           store->spaces[def->id].offsets == store->spaces[def->fallback->id].offsets;
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
