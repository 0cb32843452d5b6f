// Aliases and selections of an arranged store.
#include "facts/filter.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "facts/column.h"
#include "facts/extra.h"

static void alias(struct store *store, const struct space_def *def, const struct space_def *other) {
    struct space *space = &store->spaces[def->id];
    struct column *columns = space->columns;
    *space = store->spaces[other->id];
    for (uint32_t c = 0; c < def->column_count; c++) {
        columns[c] = space->columns[c];
        columns[c].def = def->columns[c];
    }
    space->def = def;
    space->columns = columns;
    space->whole = NULL;
    for (uint32_t i = 0; i < def->child_count; i++)
        alias(store, def->children[i], other->children[i]);
}

void filter_alias(struct store *store, const struct space_def *def, const struct space_def *other) {
    alias(store, def, other);
    store->spaces[def->id].stands_in = true;
}

// Rows of a space that stay, in their order.
struct kept {
    uint32_t *rows;
    uint32_t count;
};

static struct kept kept_new(uint32_t room) {
    return (struct kept){heap_array(room, sizeof(uint32_t)), 0};
}

static void keep_columns(struct store *store, struct space *space, struct kept kept) {
    for (uint32_t c = 0; c < space->def->column_count; c++) {
        struct column old = space->columns[c];
        struct column *column = &space->columns[c];
        column->chunks = NULL;
        column->chunk_count = 0;
        for (uint32_t i = 0; i < kept.count; i++) {
            struct cell cell = column_cell(&old, kept.rows[i]);
            column_put(store->arena, column, i, &cell);
        }
    }
}

static void keep_rows(struct store *store, struct space *space, struct kept kept) {
    keep_columns(store, space, kept);
    extra_keep(store, space, kept.rows, kept.count);
    space->rows = kept.count;
}

// The rows below the parents that stay; offsets and presence are made for those.
static struct kept keep_children(struct store *store, struct space *space, struct kept parents) {
    uint32_t *offsets = ARENA_ARRAY(store->arena, uint32_t, (size_t)parents.count + 1);
    uint64_t *present = ARENA_ARRAY(store->arena, uint64_t, (size_t)parents.count / 64 + 1);
    struct kept kept = kept_new(space->rows);
    for (uint32_t i = 0; i < parents.count; i++) {
        uint32_t parent = parents.rows[i];
        if (bit_get(space->present, parent))
            bit_set(present, i);
        for (uint32_t row = space->offsets[parent]; row < space->offsets[parent + 1]; row++)
            kept.rows[kept.count++] = row;
        offsets[i + 1] = kept.count;
    }
    space->offsets = offsets;
    space->present = present;
    space->parent_rows = parents.count;
    return kept;
}

static void filter_below(struct store *store, const struct space_def *def, struct kept parents) {
    for (uint32_t i = 0; i < def->child_count; i++) {
        struct space *space = &store->spaces[def->children[i]->id];
        struct kept kept = keep_children(store, space, parents);
        keep_rows(store, space, kept);
        filter_below(store, def->children[i], kept);
        free(kept.rows);
    }
}

static const struct space *copy_space(struct store *store, const struct space *space) {
    struct space *copy = ARENA_NEW(store->arena, struct space);
    *copy = *space;
    copy->columns = ARENA_ARRAY(store->arena, struct column, space->def->column_count);
    memcpy(copy->columns, space->columns, space->def->column_count * sizeof *copy->columns);
    return copy;
}

void filter_rows(struct store *store, const struct space_def *def, const uint64_t *keep) {
    struct space *space = &store->spaces[def->id];
    space->whole = copy_space(store, space);
    struct kept kept = kept_new(space->rows);
    for (uint32_t row = 0; row < space->rows; row++)
        if (bit_get(keep, row))
            kept.rows[kept.count++] = row;
    space->offsets = ARENA_ARRAY(store->arena, uint32_t, 2);
    space->offsets[1] = kept.count;
    keep_rows(store, space, kept);
    filter_below(store, def, kept);
    free(kept.rows);
}
