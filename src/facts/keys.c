// A hash index over (parent, key) of the rows that earlier inputs added.
#include "facts/keys.h"

static uint32_t key_hash(uint32_t parent, struct cell key) {
    uint64_t value = 0;
    switch (key.rep) {
    case REP_INT:
        value = (uint64_t)key.as.integer;
        break;
    case REP_DECIMAL:
        value = (uint64_t)key.as.decimal.nano;
        break;
    case REP_TEXT:
    case REP_BIT:
    case REP_ROW:
    case REP_LIST:
        value = key.as.id;
        break;
    }
    return hash_words((uint64_t)parent << 8 | key.rep, value);
}

static uint32_t parent_of(const struct space_build *space, uint32_t row) {
    return space->parents == NULL ? 0 : space->parents[row];
}

struct sought_key {
    const struct build *build;
    const struct space_def *def;
    uint32_t parent;
    struct cell key;
};

static bool is_sought(const void *state, uint32_t row) {
    const struct sought_key *sought = state;
    const struct space_def *def = sought->def;
    const struct space *space = &sought->build->store->spaces[def->id];
    return parent_of(&sought->build->spaces[def->id], row) == sought->parent &&
           cell_equal(column_cell(&space->columns[def->key->index], row), sought->key);
}

// Of rows with the same key the first stays.
static void add_row(struct build *build, const struct space_def *def, uint32_t row) {
    struct cell key = column_cell(&build->store->spaces[def->id].columns[def->key->index], row);
    if (!key.known)
        return;
    struct space_build *space = &build->spaces[def->id];
    struct sought_key sought = {build, def, parent_of(space, row), key};
    uint32_t hash = key_hash(sought.parent, key);
    struct hash_slot *slot = hash_find(&space->keys.table, hash, is_sought, &sought);
    if (slot->link == 0)
        hash_take(&space->keys.table, build->arena, slot, hash, row);
}

static void catch_up(struct build *build, const struct space_def *def) {
    struct space_build *space = &build->spaces[def->id];
    if (space->keys.indexed < space->settled || space->keys.table.size == 0)
        hash_reserve(&space->keys.table, build->arena, space->settled);
    for (; space->keys.indexed < space->settled; space->keys.indexed++)
        add_row(build, def, space->keys.indexed);
}

uint32_t keys_find(struct build *build, const struct space_def *def, uint32_t parent,
                   struct cell key) {
    catch_up(build, def);
    const struct hash_slot *slot =
        hash_find(&build->spaces[def->id].keys.table, key_hash(parent, key), is_sought,
                  &(struct sought_key){build, def, parent, key});
    return slot->link != 0 ? slot->link - 1 : ROW_NONE;
}
