// Reading a fact store.
#include "facts/store.h"

#include <assert.h>
#include <string.h>

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

static void copy_space(struct arena *arena, struct space *space, const struct model *model,
                       uint32_t id) {
    const struct column *columns = space->columns;
    uint32_t count = model->spaces[id]->column_count;
    space->def = model->spaces[id];
    if (columns == NULL || count == 0)
        return;
    space->columns = ARENA_ARRAY(arena, struct column, count);
    memcpy(space->columns, columns, count * sizeof *columns);
    for (uint32_t i = 0; i < count; i++)
        space->columns[i].def = model->columns[columns[i].def->id];
}

struct store *store_over(struct arena *arena, const struct store *store,
                         const struct model *model) {
    struct store *over = ARENA_NEW(arena, struct store);
    *over = *store;
    over->arena = arena;
    over->model = model;
    over->spaces = ARENA_ARRAY(arena, struct space, model->space_count);
    for (uint32_t i = 0; i < model->space_count; i++) {
        over->spaces[i] = store->spaces[i];
        copy_space(arena, &over->spaces[i], model, i);
    }
    return over;
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
