// A hash index over (parent, key) of the rows that earlier inputs added.
#include "facts/keys.h"

#include <stdlib.h>

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 29;
}

static uint64_t key_hash(uint32_t parent, struct cell key) {
    uint64_t value = 0;
    switch (key.rep) {
    case REP_BIT:
        value = key.as.bit;
        break;
    case REP_INT:
        value = (uint64_t)key.as.integer;
        break;
    case REP_DECIMAL:
        value = (uint64_t)key.as.decimal.nano;
        break;
    case REP_TEXT:
    case REP_ROW:
    case REP_LIST:
        value = key.as.id;
        break;
    }
    return mix(mix(key.rep, parent), value);
}

static uint32_t parent_of(const struct space_build *space, uint32_t row) {
    return space->parents == NULL ? 0 : space->parents[row];
}

static bool is_match(const struct build *build, const struct space_def *def, uint32_t row,
                     uint32_t parent, struct cell key) {
    const struct column *column = &build->store->spaces[def->id].columns[def->key->index];
    return parent_of(&build->spaces[def->id], row) == parent &&
           cell_equal(column_cell(column, row), key);
}

// The slot of a key, or the free one where it belongs.
static uint32_t *find_slot(const struct build *build, const struct space_def *def, uint32_t parent,
                           struct cell key) {
    const struct key_index *index = &build->spaces[def->id].keys;
    size_t at = (size_t)key_hash(parent, key) & (index->room - 1);
    while (index->slots[at] != ROW_NONE && !is_match(build, def, index->slots[at], parent, key))
        at = (at + 1) & (index->room - 1);
    return &index->slots[at];
}

static void make_empty(struct key_index *index, uint32_t rows) {
    size_t room = 64;
    while (room < 2 * (size_t)rows)
        room *= 2;
    free(index->slots);
    index->slots = malloc(room * sizeof *index->slots);
    if (index->slots == NULL)
        out_of_memory();
    for (size_t i = 0; i < room; i++)
        index->slots[i] = ROW_NONE;
    index->room = room;
    index->indexed = 0;
}

// Of rows with the same key the first stays.
static void add_row(struct build *build, const struct space_def *def, uint32_t row) {
    struct cell key = column_cell(&build->store->spaces[def->id].columns[def->key->index], row);
    if (!key.known)
        return;
    uint32_t *slot = find_slot(build, def, parent_of(&build->spaces[def->id], row), key);
    if (*slot == ROW_NONE)
        *slot = row;
}

static void catch_up(struct build *build, const struct space_def *def) {
    struct space_build *space = &build->spaces[def->id];
    if (space->keys.room < 2 * (size_t)space->settled)
        make_empty(&space->keys, space->settled);
    for (; space->keys.indexed < space->settled; space->keys.indexed++)
        add_row(build, def, space->keys.indexed);
}

uint32_t key_index_find(struct build *build, const struct space_def *def, uint32_t parent,
                        struct cell key) {
    catch_up(build, def);
    return *find_slot(build, def, parent, key);
}

void key_index_clear(struct key_index *index) {
    free(index->slots);
}
