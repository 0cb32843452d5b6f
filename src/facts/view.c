// Copying on write: chunks of columns, and the rows behind those that come or go.
#include "facts/view.h"

#include <string.h>

#include "facts/filter.h"

static bool is_alias(const struct store *store, const struct space_def *def) {
    return def->fallback != NULL &&
           store->spaces[def->id].offsets == store->spaces[def->fallback->id].offsets;
}

struct view *view_new(const struct store *base) {
    struct arena *arena = arena_new();
    const struct model *model = base->model;
    struct view *view = ARENA_NEW(arena, struct view);
    view->base = base;
    view->store = *base;
    view->store.arena = arena;
    view->store.dictionary = intern_over(arena, base->dictionary);
    view->store.spaces = ARENA_ARRAY(arena, struct space, model->space_count);
    memcpy(view->store.spaces, base->spaces, model->space_count * sizeof(struct space));
    view->own = ARENA_ARRAY(arena, bool, model->space_count);
    view->alias = ARENA_ARRAY(arena, bool, model->space_count);
    for (uint32_t i = 0; i < model->space_count; i++)
        view->alias[i] = is_alias(base, model->spaces[i]);
    return view;
}

void view_free(struct view *view) {
    if (view != NULL)
        arena_free(view->store.arena);
}

static struct space *own_space(struct view *view, const struct space_def *def) {
    struct space *space = &view->store.spaces[def->id];
    if (view->own[def->id])
        return space;
    struct column *columns = ARENA_ARRAY(view->store.arena, struct column, def->column_count);
    if (def->column_count > 0)
        memcpy(columns, space->columns, def->column_count * sizeof *columns);
    space->columns = columns;
    view->own[def->id] = true;
    return space;
}

// An array of chunks begins with the first `count` of the old one; its room is as column.c expects.
static void begin_chunks(struct view *view, struct column *column, uint32_t count) {
    struct chunk **old = column->chunks;
    size_t room = 1;
    while (room < count)
        room *= 2;
    column->chunks = count > 0 ? ARENA_ARRAY(view->store.arena, struct chunk *, room) : NULL;
    if (count > 0)
        memcpy(column->chunks, old, count * sizeof *old);
    column->chunk_count = count;
}

// ---- values ----

static void *copy_values(struct arena *arena, const void *values, size_t size) {
    void *copy = arena_zero(arena, 1, size);
    memcpy(copy, values, size);
    return copy;
}

static struct chunk *chunk_copy(struct arena *arena, const struct chunk *chunk) {
    struct chunk *copy = copy_values(arena, chunk, sizeof *chunk);
    switch (chunk->rep) {
    case REP_BIT:
        copy->at.bits = copy_values(arena, chunk->at.bits, CHUNK_WORDS * sizeof(uint64_t));
        break;
    case REP_INT:
        copy->at.ints = copy_values(arena, chunk->at.ints, CHUNK_ROWS * sizeof(int64_t));
        break;
    case REP_DECIMAL:
        copy->at.decimals =
            copy_values(arena, chunk->at.decimals, CHUNK_ROWS * sizeof(struct decimal));
        break;
    case REP_TEXT:
    case REP_ROW:
    case REP_LIST:
        copy->at.ids = copy_values(arena, chunk->at.ids, CHUNK_ROWS * sizeof(uint32_t));
        break;
    }
    return copy;
}

// A chunk of the view's own never stands in the base at its place.
static void own_chunk(struct view *view, struct column *column, uint32_t number) {
    const struct column *base = store_column(view->base, column->def);
    if (number >= column->chunk_count || number >= base->chunk_count ||
        column->chunks[number] == NULL || column->chunks[number] != base->chunks[number])
        return;
    column->chunks[number] = chunk_copy(view->store.arena, column->chunks[number]);
}

void view_put(struct view *view, const struct column_def *def, uint32_t row, struct cell cell) {
    struct column *column = &own_space(view, def->space)->columns[def->index];
    if (!cell.known && !column_known(column, row))
        return;
    if (column->chunks == store_column(view->base, def)->chunks)
        begin_chunks(view, column, column->chunk_count);
    own_chunk(view, column, row / CHUNK_ROWS);
    column_put(view->store.arena, column, row, &cell);
}

void view_set_present(struct view *view, const struct space_def *def, uint32_t parent,
                      bool present) {
    struct space *space = own_space(view, def);
    size_t words = (size_t)space->parent_rows / 64 + 1;
    space->present = copy_values(view->store.arena, space->present, words * sizeof(uint64_t));
    if (present)
        bit_set(space->present, parent);
    else
        bit_clear(space->present, parent);
}

// ---- rows ----

// Rows that come or go: `removed` of them from `row` on give way to `inserted` new ones.
struct splice {
    uint32_t row, removed, inserted;
};

// The rows before the splice's chunk stay where they are, and so do their chunks.
static void splice_column(struct view *view, struct column *column, uint32_t rows,
                          const struct splice *splice) {
    const struct column old = *column;
    uint32_t kept = splice->row / CHUNK_ROWS;
    if (old.chunk_count == 0)
        return;
    begin_chunks(view, column, kept < old.chunk_count ? kept : old.chunk_count);
    for (uint32_t row = kept * CHUNK_ROWS; row < rows; row++) {
        if (row >= splice->row && row < splice->row + splice->inserted)
            continue;
        uint32_t from = row < splice->row ? row : row - splice->inserted + splice->removed;
        struct cell cell = column_cell(&old, from);
        if (cell.known)
            column_put(view->store.arena, column, row, &cell);
    }
}

static void splice_parents(struct view *view, const struct space_def *def,
                           const struct splice *splice);

static void splice_rows(struct view *view, const struct space_def *def,
                        const struct splice *splice) {
    struct space *space = own_space(view, def);
    uint32_t rows = space->rows - splice->removed + splice->inserted;
    if (splice->removed == 0 && splice->inserted == 0)
        return;
    for (uint32_t c = 0; c < def->column_count; c++)
        splice_column(view, &space->columns[c], rows, splice);
    space->rows = rows;
    for (uint32_t i = 0; i < def->child_count; i++)
        splice_parents(view, def->children[i], splice);
}

// What lies below rows that come or go: new parents have no list.
static void splice_parents(struct view *view, const struct space_def *def,
                           const struct splice *splice) {
    struct space *space = own_space(view, def);
    const uint32_t *offsets = space->offsets;
    const uint64_t *present = space->present;
    uint32_t parents = space->parent_rows - splice->removed + splice->inserted;
    uint32_t first = offsets[splice->row], end = offsets[splice->row + splice->removed];
    space->offsets = ARENA_ARRAY(view->store.arena, uint32_t, (size_t)parents + 1);
    space->present = ARENA_ARRAY(view->store.arena, uint64_t, (size_t)parents / 64 + 1);
    for (uint32_t parent = 0; parent <= parents; parent++) {
        bool before = parent <= splice->row, added = parent < splice->row + splice->inserted;
        uint32_t from = parent - splice->inserted + splice->removed;
        space->offsets[parent] = before  ? offsets[parent]
                                 : added ? first
                                         : offsets[from] - (end - first);
        from = parent < splice->row ? parent : from;
        if (parent < parents && (parent < splice->row || !added) && bit_get(present, from))
            bit_set(space->present, parent);
    }
    space->parent_rows = parents;
    splice_rows(view, def, &(struct splice){first, end - first, 0});
}

void view_splice(struct view *view, const struct space_def *def, uint32_t parent, uint32_t row,
                 uint32_t removed, uint32_t inserted) {
    struct space *space = own_space(view, def);
    const uint32_t *offsets = space->offsets;
    struct splice splice = {row, removed, inserted};
    space->offsets = ARENA_ARRAY(view->store.arena, uint32_t, (size_t)space->parent_rows + 1);
    for (uint32_t i = 0; i <= space->parent_rows; i++)
        space->offsets[i] = i <= parent ? offsets[i] : offsets[i] - removed + inserted;
    splice_rows(view, def, &splice);
}

// ---- defaults ----

void view_stand_in(struct view *view, const struct space_def *def, bool stands_in) {
    view->alias[def->id] = stands_in;
    view->store.spaces[def->id].stands_in = stands_in;
}

static void own_below(struct view *view, const struct space_def *def) {
    own_space(view, def);
    for (uint32_t i = 0; i < def->child_count; i++)
        own_below(view, def->children[i]);
}

void view_settle(struct view *view) {
    const struct space_def *root = view->store.model->spaces[0];
    for (uint32_t i = 0; i < root->child_count; i++) {
        const struct space_def *def = root->children[i];
        if (!view->alias[def->id])
            continue;
        own_below(view, def);
        filter_alias(&view->store, def, def->fallback);
    }
}
