// Arranges a filled build: order, offsets, presence, doubled keys.
#include "facts/arrange.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "facts/extra.h"
#include "facts/order.h"
#include "facts/rows.h"

static void permute_rows(uint32_t *values, const uint32_t *from, uint32_t rows) {
    uint32_t *moved = heap_blank(rows, sizeof *moved);
    for (uint32_t i = 0; i < rows; i++)
        moved[i] = values[from[i]];
    memcpy(values, moved, rows * sizeof *values);
    free(moved);
}

static void permute_origin(uint16_t *values, const uint32_t *from, uint32_t rows) {
    uint16_t *moved = heap_blank(rows, sizeof *moved);
    for (uint32_t i = 0; i < rows; i++)
        moved[i] = values[from[i]];
    memcpy(values, moved, rows * sizeof *values);
    free(moved);
}

// The row that each row has become, on the heap.
static uint32_t *places_of(const uint32_t *from, uint32_t rows) {
    uint32_t *places = heap_blank(rows, sizeof *places);
    for (uint32_t i = 0; i < rows; i++)
        places[from[i]] = i;
    return places;
}

// The row from which each row comes, on the heap; NULL where every row stays. Parents have moved by
// parent_from, if that is not NULL; `parents` become those of the new order.
static uint32_t *order_rows(struct order *order, const struct space *space, uint32_t *parents,
                            const uint32_t *parent_from) {
    uint32_t rows = space->rows;
    bool kept = order_is_kept(order, rows), follow = parents != NULL && parent_from != NULL;
    if (kept)
        return follow ? order_follow(parents, rows, parent_from, space->parent_rows, order->room)
                      : NULL;
    if (follow) {
        uint32_t *places = places_of(parent_from, space->parent_rows);
        for (uint32_t row = 0; row < rows; row++)
            parents[row] = places[parents[row]];
        free(places);
    }
    uint32_t *from = order_sort(order, rows);
    if (parents != NULL)
        permute_rows(parents, from, rows);
    return from;
}

// Moves everything that has a row. Returns from where, or NULL, as order_rows does; `ties` as
// struct order has them.
static uint32_t *sort_rows(struct build *build, const struct space_def *def,
                           const uint32_t *parent_from, struct heap_room *room, bool *ties) {
    struct space *space = &build->store->spaces[def->id];
    uint32_t *parents = build->spaces[def->id].parents;
    struct order order = {.store = build->store, .def = def, .parents = parents, .room = room};
    uint32_t *from = order_rows(&order, space, parents, parent_from);
    *ties = order.ties;
    if (from != NULL)
        columns_permute(build->store, space->columns, def->column_count, from, space->rows, room);
    if (from != NULL && space->origin != NULL)
        permute_origin(space->origin, from, space->rows);
    return from;
}

// So many bytes of zeros, which lists share that say nothing else; not those of the root, in which
// answers that nobody gave may be expected later.
static void *shared_zeros(struct build *build, size_t size) {
    if (build->zeros_size < size) {
        build->zeros = arena_zero(build->store->arena, size, 1);
        build->zeros_size = size;
    }
    return build->zeros;
}

// Offsets of lists that have no rows, or that nobody reads, are all 0, and the lists share them;
// not those of the root, which are compared to tell a list from the one that stands for it.
static bool share_offsets(struct build *build, const struct space_def *def) {
    struct space *space = &build->store->spaces[def->id];
    if (space->rows > 0 || def->parent->id == 0)
        return false;
    space->offsets = shared_zeros(build, ((size_t)space->parent_rows + 1) * sizeof *space->offsets);
    return true;
}

static void make_offsets(struct build *build, const struct space_def *def) {
    struct space *space = &build->store->spaces[def->id];
    const uint32_t *parents = build->spaces[def->id].parents;
    if (share_offsets(build, def))
        return;
    space->offsets = ARENA_ARRAY(build->store->arena, uint32_t, (size_t)space->parent_rows + 1);
    for (uint32_t row = 0; row < space->rows; row++)
        space->offsets[(parents == NULL ? 0 : parents[row]) + 1]++;
    for (uint32_t parent = 0; parent < space->parent_rows; parent++)
        space->offsets[parent + 1] += space->offsets[parent];
}

// Moves the bitmap from the heap to the arena, and its bits to the new places of the parents.
static void make_present(struct build *build, const struct space_def *def,
                         const uint32_t *parent_from) {
    struct space *space = &build->store->spaces[def->id];
    size_t words = (size_t)space->parent_rows / 64 + 1, room = build->spaces[def->id].present_room;
    uint64_t *read = space->present;
    space->present = read == NULL && def->parent->id != 0
                         ? shared_zeros(build, words * sizeof *read)
                         : ARENA_ARRAY(build->store->arena, uint64_t, words);
    if (read == NULL)
        return;
    if (parent_from == NULL)
        memcpy(space->present, read, (words < room ? words : room) * sizeof *read);
    for (uint32_t parent = 0; parent < space->parent_rows && parent_from != NULL; parent++)
        if (parent_from[parent] < room * 64 && bit_get(read, parent_from[parent]))
            bit_set(space->present, parent);
    free(read);
}

static void make_origin(struct build *build, struct space *space) {
    if (space->origin == NULL)
        return;
    uint16_t *origin = ARENA_ARRAY(build->store->arena, uint16_t, space->rows);
    memcpy(origin, space->origin, space->rows * sizeof *origin);
    free(space->origin);
    space->origin = origin;
}

static void warn_doubled(const struct build *build, const struct space_def *def, uint32_t row,
                         struct diagnostics *diagnostics) {
    struct text path;
    text_init(&path);
    rows_show_path(&path, build, def, row, NULL);
    const uint16_t *origin = build->store->spaces[def->id].origin;
    diagnostic_fact(diagnostics, CODE_DUPLICATE_KEY, DIAGNOSTIC_WARNING,
                    build->store->files[origin == NULL ? 0 : origin[row]], text_data(&path),
                    "two elements have this %s; looking it up is unknown", def->key->field->name);
    text_clear(&path);
}

// One warning for each key that more than one element has. Equal keys are neighbours.
static void find_doubled(struct build *build, const struct space_def *def,
                         struct diagnostics *diagnostics) {
    struct space *space = &build->store->spaces[def->id];
    const uint32_t *parents = build->spaces[def->id].parents;
    const struct column *key = store_column(build->store, def->key);
    bool running = false;
    for (uint32_t row = 1; row < space->rows; row++) {
        bool doubled = (parents == NULL || parents[row - 1] == parents[row]) &&
                       column_same(build->store, key, row - 1, row);
        if (doubled && !running)
            warn_doubled(build, def, row, diagnostics);
        running = doubled;
        space->duplicate_keys |= doubled;
    }
}

static void arrange_extras(struct build *build, const struct space_def *def, const uint32_t *from,
                           struct diagnostics *diagnostics) {
    const struct space *space = &build->store->spaces[def->id];
    bool moved = from != NULL && space->extra_count > 0;
    uint32_t *places = moved ? places_of(from, space->rows) : NULL;
    extra_arrange(build, def, places, diagnostics);
    free(places);
}

void arrange(struct build *build, struct diagnostics *diagnostics) {
    struct store *store = build->store;
    const struct model *model = store->model;
    uint32_t **from = heap_array(model->space_count, sizeof *from);
    struct heap_room room = {0};
    extra_arrange(build, model->spaces[0], NULL, diagnostics);
    for (uint32_t i = 1; i < model->space_count; i++) {
        const struct space_def *def = model->spaces[i];
        struct space *space = &store->spaces[i];
        const uint32_t *parent_from = from[def->parent->id];
        space->parent_rows = store->spaces[def->parent->id].rows;
        bool ties;
        from[i] = sort_rows(build, def, parent_from, &room, &ties);
        make_offsets(build, def);
        make_present(build, def, parent_from);
        make_origin(build, space);
        if (def->key != NULL && ties)
            find_doubled(build, def, diagnostics);
        arrange_extras(build, def, from[i], diagnostics);
    }
    for (uint32_t i = 0; i < model->space_count; i++)
        free(from[i]);
    free(from);
    free(room.at);
    make_origin(build, &store->spaces[0]);
    build->arranged = true;
}
