// Arranges a filled build: order, offsets, presence, doubled keys.
#include "facts/arrange.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "facts/extra.h"
#include "facts/order.h"
#include "facts/rows.h"

static void permute_rows(uint32_t *values, const uint32_t *from, uint32_t rows) {
    uint32_t *moved = heap_array(rows, sizeof *moved);
    for (uint32_t i = 0; i < rows; i++)
        moved[i] = values[from[i]];
    memcpy(values, moved, rows * sizeof *values);
    free(moved);
}

static void permute_origin(uint16_t *values, const uint32_t *from, uint32_t rows) {
    uint32_t *moved = heap_array(rows, sizeof *moved);
    for (uint32_t i = 0; i < rows; i++)
        moved[i] = values[from[i]];
    for (uint32_t i = 0; i < rows; i++)
        values[i] = (uint16_t)moved[i];
    free(moved);
}

// Moves everything that has a row; returns the new place of each row.
static uint32_t *move_rows(struct build *build, const struct space_def *def, const uint32_t *from) {
    struct space *space = &build->store->spaces[def->id];
    for (uint32_t c = 0; c < def->column_count; c++)
        column_permute(build->store, &space->columns[c], from, space->rows);
    if (build->spaces[def->id].parents != NULL)
        permute_rows(build->spaces[def->id].parents, from, space->rows);
    if (space->origin != NULL)
        permute_origin(space->origin, from, space->rows);
    uint32_t *places = heap_array(space->rows, sizeof *places);
    for (uint32_t i = 0; i < space->rows; i++)
        places[from[i]] = i;
    return places;
}

// The rows in their order, on the heap; NULL where every row stays.
static uint32_t *order_rows(struct order *order, const struct space *space, uint32_t *parents,
                            const uint32_t *parent_places) {
    bool kept = order_is_kept(order, space->rows);
    if (parents == NULL || parent_places == NULL)
        return kept ? NULL : order_sort(order, space->rows);
    for (uint32_t row = 0; row < space->rows; row++)
        parents[row] = parent_places[parents[row]];
    return kept ? order_follow(order, space->rows, space->parent_rows)
                : order_sort(order, space->rows);
}

// NULL where every row stays. `ties` as struct order has them.
static uint32_t *sort_rows(struct build *build, const struct space_def *def,
                           const uint32_t *parent_places, bool *ties) {
    struct space *space = &build->store->spaces[def->id];
    uint32_t *parents = build->spaces[def->id].parents;
    struct order order = {.store = build->store, .def = def, .parents = parents};
    uint32_t *from = order_rows(&order, space, parents, parent_places);
    *ties = order.ties;
    if (from == NULL)
        return NULL;
    uint32_t *places = move_rows(build, def, from);
    free(from);
    return places;
}

// Offsets of lists that have no rows, or that nobody reads, are all 0, and the lists share them;
// not those of the root, which are compared to tell a list from the one that stands for it.
static bool share_offsets(struct build *build, const struct space_def *def) {
    struct space *space = &build->store->spaces[def->id];
    size_t count = (size_t)space->parent_rows + 1;
    if (space->rows > 0 || def->parent->id == 0)
        return false;
    if (build->zero_count < count) {
        build->zeros = ARENA_ARRAY(build->store->arena, uint32_t, count);
        build->zero_count = count;
    }
    space->offsets = build->zeros;
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
                         const uint32_t *parent_places) {
    struct space *space = &build->store->spaces[def->id];
    size_t room = build->spaces[def->id].present_room * 64;
    uint64_t *present =
        ARENA_ARRAY(build->store->arena, uint64_t, (size_t)space->parent_rows / 64 + 1);
    for (uint32_t parent = 0; parent < space->parent_rows && parent < room; parent++)
        if (bit_get(space->present, parent))
            bit_set(present, parent_places == NULL ? parent : parent_places[parent]);
    free(space->present);
    space->present = present;
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

void arrange(struct build *build, struct diagnostics *diagnostics) {
    struct store *store = build->store;
    const struct model *model = store->model;
    uint32_t **places = heap_array(model->space_count, sizeof *places);
    extra_arrange(build, model->spaces[0], NULL, diagnostics);
    for (uint32_t i = 1; i < model->space_count; i++) {
        const struct space_def *def = model->spaces[i];
        struct space *space = &store->spaces[i];
        const uint32_t *parent_places = places[def->parent->id];
        space->parent_rows = store->spaces[def->parent->id].rows;
        bool ties;
        places[i] = sort_rows(build, def, parent_places, &ties);
        make_offsets(build, def);
        make_present(build, def, parent_places);
        make_origin(build, space);
        if (def->key != NULL && ties)
            find_doubled(build, def, diagnostics);
        extra_arrange(build, def, places[i], diagnostics);
    }
    for (uint32_t i = 0; i < model->space_count; i++)
        free(places[i]);
    free(places);
    make_origin(build, &store->spaces[0]);
    build->arranged = true;
}
