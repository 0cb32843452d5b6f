// Filling a store: rows, presence, values and who gave them.
#include "facts/build.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "facts/keys.h"

static struct store *store_new(const struct model *model) {
    struct arena *arena = arena_new();
    struct store *store = ARENA_NEW(arena, struct store);
    store->arena = arena;
    store->model = model;
    store->dictionary = intern_new(arena);
    store->spaces = ARENA_ARRAY(arena, struct space, model->space_count);
    for (uint32_t i = 0; i < model->space_count; i++) {
        const struct space_def *def = model->spaces[i];
        store->spaces[i].def = def;
        store->spaces[i].columns = ARENA_ARRAY(arena, struct column, def->column_count);
        for (uint32_t c = 0; c < def->column_count; c++)
            store->spaces[i].columns[c].def = def->columns[c];
    }
    store->spaces[0].rows = 1;
    return store;
}

static bool is_wanted(const struct load_options *options, const struct space_def *def) {
    if (options->wanted_spaces == NULL || options->wanted_spaces[def->id])
        return true;
    for (uint32_t c = 0; c < def->column_count; c++)
        if (options->wanted_columns != NULL && options->wanted_columns[def->columns[c]->id])
            return true;
    return false;
}

// What is wanted of a space is wanted of the one that may stand for it, whose layout is the same.
static void want_fallback(struct build *build, const struct space_def *def,
                          const struct space_def *other) {
    if (build->spaces[def->id].wanted)
        build->spaces[other->id].wanted = true;
    for (uint32_t c = 0; c < def->column_count; c++)
        if (build->keep[def->columns[c]->id])
            build->keep[other->columns[c]->id] = true;
    for (uint32_t i = 0; i < def->child_count; i++)
        want_fallback(build, def->children[i], other->children[i]);
}

// Rows need those of their parents; keys order rows; with several inputs the root's few values are
// all kept so that a contradiction between files does not hide where no policy looks.
static void decide_columns(struct build *build, const struct load_options *options) {
    const struct model *model = build->store->model;
    for (uint32_t i = 0; i < model->column_count; i++) {
        const struct column_def *column = model->columns[i];
        build->keep[i] = options->wanted_columns == NULL || options->wanted_columns[i] ||
                         (build->several && column->space->id == 0);
    }
    for (uint32_t i = 0; i < model->space_count; i++)
        build->spaces[i].wanted = is_wanted(options, model->spaces[i]);
    for (uint32_t i = model->space_count; i-- > 1;)
        if (build->spaces[i].wanted)
            build->spaces[model->spaces[i]->parent->id].wanted = true;
    for (uint32_t i = 0; i < model->space_count; i++)
        if (model->spaces[i]->fallback != NULL)
            want_fallback(build, model->spaces[i], model->spaces[i]->fallback);
    for (uint32_t i = model->space_count; i-- > 1;) {
        const struct space_def *def = model->spaces[i];
        if (build->spaces[i].wanted)
            build->spaces[def->parent->id].wanted = true;
        if (build->spaces[i].wanted && def->key != NULL)
            build->keep[def->key->id] = true;
    }
    build->spaces[0].wanted = true;
}

// Merging compares texts by their ids, and so do lists of texts.
static void decide_loose(struct build *build, const struct load_options *options) {
    const struct model *model = build->store->model;
    for (uint32_t i = 0; i < model->column_count; i++) {
        const struct column_def *def = model->columns[i];
        build->store->spaces[def->space->id].columns[def->index].loose =
            def->type.kind == TYPE_TEXT && def->space->id != 0 && def->space->shape != NULL &&
            options->compared != NULL && options->compared[i] == 0 && !build->several;
    }
}

struct build *build_new(const struct model *model, const struct load_options *options,
                        bool several) {
    struct build *build = heap_array(1, sizeof *build);
    build->store = store_new(model);
    build->arena = arena_new();
    build->spaces = heap_array(model->space_count, sizeof *build->spaces);
    build->keep = heap_array(model->column_count, sizeof *build->keep);
    build->several = several;
    decide_columns(build, options);
    decide_loose(build, options);
    return build;
}

void build_free(struct build *build) {
    for (uint32_t i = 0; i < build->store->model->space_count; i++) {
        free(build->spaces[i].parents);
        free(build->spaces[i].merged);
        if (!build->arranged) {
            free(build->store->spaces[i].present);
            free(build->store->spaces[i].origin);
        }
    }
    arena_free(build->arena);
    free(build->spaces);
    free(build->keep);
    free(build->late);
    free(build);
}

void build_begin_input(struct build *build, uint16_t input) {
    build->input = input;
    for (uint32_t i = 0; i < build->store->model->space_count; i++)
        build->spaces[i].settled = build->store->spaces[i].rows;
}

static void note_late(struct build *build, uint32_t space, uint32_t column, uint32_t row) {
    build->late =
        heap_grow(build->late, &build->late_room, build->late_count + 1, sizeof *build->late);
    build->late[build->late_count++] = (struct late){space, column, row, build->input};
}

uint16_t build_input_of(const struct build *build, const struct space_def *def,
                        const struct column_def *column, uint32_t row) {
    uint32_t index = column == NULL ? UINT32_MAX : column->index;
    for (size_t i = 0; i < build->late_count; i++) {
        const struct late *late = &build->late[i];
        if (late->space == def->id && late->column == index && late->row == row)
            return late->input;
    }
    const struct space_def *owner = column == NULL ? def->parent : def;
    const uint16_t *origin = build->store->spaces[owner->id].origin;
    return origin == NULL ? 0 : origin[row];
}

// True where another input, or another part of this one, may have been at the row before.
static bool is_shared(const struct build *build, const struct space_def *def, uint32_t row) {
    return def->id == 0 || row < build->spaces[def->id].settled;
}

// What the model has for the reasons of all sources is laid end to end.
static bool joins(const struct model *model, const struct space_def *def) {
    const struct space_def *reasons = model->purposes[PURPOSE_REASONS].space;
    while (reasons != NULL && reasons->parent->id != 0)
        reasons = reasons->parent;
    return reasons == def;
}

bool build_open_list(struct build *build, const struct space_def *def, uint32_t parent) {
    struct space_build *space = &build->spaces[def->id];
    struct space *out = &build->store->spaces[def->id];
    if (!space->wanted)
        return true;
    out->present = heap_grow(out->present, &space->present_room, parent / 64 + 1, sizeof(uint64_t));
    if (bit_get(out->present, parent))
        return def->key != NULL || joins(build->store->model, def);
    bit_set(out->present, parent);
    if (build->several && is_shared(build, def->parent, parent))
        note_late(build, def->id, UINT32_MAX, parent);
    return true;
}

uint32_t build_add_row(struct build *build, const struct space_def *def, uint32_t parent) {
    struct space_build *space = &build->spaces[def->id];
    struct space *out = &build->store->spaces[def->id];
    if (!space->wanted || out->rows == ROW_LIMIT)
        return ROW_NONE;
    uint32_t row = out->rows++;
    if (def->parent->id != 0) {
        space->parents =
            heap_grow(space->parents, &space->parent_room, (size_t)row + 1, sizeof(uint32_t));
        space->parents[row] = parent;
    }
    if (build->several) {
        out->origin =
            heap_grow(out->origin, &space->origin_room, (size_t)row + 1, sizeof(uint16_t));
        out->origin[row] = build->input;
    }
    return row;
}

bool build_may_merge(const struct build *build, const struct space_def *def, uint32_t parent) {
    return def->key != NULL && build->spaces[def->id].settled > 0 &&
           is_shared(build, def->parent, parent);
}

uint32_t build_find_row(struct build *build, const struct space_def *def, uint32_t parent,
                        struct cell key) {
    return keys_find(build, def, parent, key);
}

bool build_merge(struct build *build, const struct space_def *def, uint32_t row) {
    struct space_build *space = &build->spaces[def->id];
    uint16_t input = (uint16_t)(build->input + 1);
    space->merged =
        heap_grow(space->merged, &space->merged_room, (size_t)row + 1, sizeof *space->merged);
    if (space->merged[row] == input)
        return false;
    space->merged[row] = input;
    return true;
}

struct column *build_column(struct build *build, const struct column_def *def) {
    return &build->store->spaces[def->space->id].columns[def->index];
}

bool build_put(struct build *build, const struct column_def *def, uint32_t row,
               const struct cell *cell) {
    if (!build->keep[def->id] || row == ROW_NONE)
        return true;
    struct column *column = build_column(build, def);
    if (build->several && is_shared(build, def->space, row)) {
        if (column_known(column, row))
            return cell_equal(column_cell(column, row), *cell);
        note_late(build, def->space->id, def->index, row);
    }
    column_put(build->store->arena, column, row, cell);
    return true;
}
