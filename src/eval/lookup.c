// Look-ups by key.
#include "eval/lookup.h"

#include <string.h>

#include "base/hash.h"

#include "eval/evaluate.h"
#include "eval/nameless.h"

// A row whose key another row of the same parent has too is entered once and marked.
struct lookup_index {
    struct vector keys;  // of all rows of the space
    uint32_t *parents;   // row -> parent row
    uint64_t *duplicate; // by row
    struct hash table;   // of rows
};

// Keys that are equal as values hash alike: numbers as decimals, texts by id.
static uint32_t key_hash(const struct vector *keys, uint32_t lane, uint32_t parent) {
    return hash_words(parent, keys->rep == REP_TEXT ? keys->at.ids[lane]
                                                    : (uint64_t)vector_decimal(keys, lane).nano);
}

static bool key_equal(const struct vector *a, uint32_t i, const struct vector *b, uint32_t j) {
    return a->rep == REP_TEXT ? a->at.ids[i] == b->at.ids[j]
                              : decimal_compare(vector_decimal(a, i), vector_decimal(b, j)) == 0;
}

struct sought_row {
    const struct lookup_index *index;
    const struct vector *key;
    uint32_t parent, lane;
};

static bool is_sought(const void *state, uint32_t row) {
    const struct sought_row *sought = state;
    const struct lookup_index *index = sought->index;
    return index->parents[row] == sought->parent &&
           key_equal(&index->keys, row, sought->key, sought->lane);
}

// The row with the key of a lane + 1, or 0.
static uint32_t find(const struct lookup_index *index, uint32_t parent, const struct vector *key,
                     uint32_t lane) {
    return hash_find(&index->table, key_hash(key, lane, parent), is_sought,
                     &(struct sought_row){index, key, parent, lane})
        ->link;
}

static void index_row(struct lookup_index *index, struct arena *arena, uint32_t row) {
    if (!bit_get(index->keys.valid, row))
        return;
    struct sought_row sought = {index, &index->keys, index->parents[row], row};
    uint32_t hash = key_hash(&index->keys, row, sought.parent);
    struct hash_slot *slot = hash_find(&index->table, hash, is_sought, &sought);
    if (slot->link != 0)
        bit_set(index->duplicate, slot->link - 1);
    else
        hash_take(&index->table, arena, slot, hash, row);
}

static struct lookup_index *index_build(struct run *run, const struct space *space) {
    struct arena *arena = run->arena;
    struct lookup_index *index = ARENA_NEW(arena, struct lookup_index);
    struct vector rows = {.rep = REP_ROW, .n = space->rows, .valid = bits_all, .contiguous = true};
    const struct column *key = &space->columns[space->def->key->index];
    if (space->rows)
        index->keys = column_load(arena, key, &rows);
    if (space->rows && key->loose)
        index->keys = run_same_texts(run, arena, &index->keys);
    index->parents = ARENA_ARRAY(arena, uint32_t, space->rows);
    for (uint32_t parent = 0; parent < space->parent_rows; parent++)
        for (uint32_t row = space->offsets[parent]; row < space->offsets[parent + 1]; row++)
            index->parents[row] = parent;
    hash_reserve(&index->table, arena, space->rows);
    index->duplicate = ARENA_ARRAY(arena, uint64_t, words_for(space->rows));
    for (uint32_t row = 0; row < space->rows; row++)
        index_row(index, arena, row);
    return index;
}

static const struct lookup_index *index_of(struct run *run, const struct space_def *def) {
    struct lookup_index **index = &run->indexes[def->id];
    if (!*index)
        *index = index_build(run, &run->store->spaces[def->id]);
    return *index;
}

uint32_t lookup_matches(struct env *env, const struct space_def *space, uint32_t parent,
                        const struct vector *key, uint32_t lane) {
    const struct lookup_index *index = index_of(env->run, space);
    uint32_t row = find(index, parent, key, lane);
    return row == 0 ? 0 : bit_get(index->duplicate, row - 1) ? 2 : 1;
}

uint32_t lookup_text(struct run *run, const struct space_def *space, uint32_t parent, uint32_t text,
                     uint32_t *row) {
    const struct lookup_index *index = index_of(run, space);
    struct vector key = {.rep = REP_TEXT, .n = 1, .valid = bits_all, .at.ids = &text};
    uint32_t found = index->keys.n > 0 ? find(index, parent, &key, 0) : 0;
    if (found == 0)
        return 0;
    *row = found - 1;
    return bit_get(index->duplicate, *row) ? 2 : 1;
}

struct vector lookup(struct env *env, const struct expr *expr) {
    struct vector parents = evaluate(env, expr->items[0]), keys = evaluate(env, expr->items[1]);
    uint32_t n = parents.n > keys.n ? parents.n : keys.n;
    parents = vector_spread(env->arena, parents, n);
    keys = vector_spread(env->arena, keys, n);
    const struct lookup_index *index = index_of(env->run, expr->space);
    struct cells out = cells_new(env->arena, REP_ROW, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < n; i++) {
        out.at.ids[i] = 0;
        if (!bit_get(parents.valid, i) || !bit_get(keys.valid, i))
            continue;
        uint32_t parent = vector_row(&parents, i), row = find(index, parent, &keys, i);
        if (!row || bit_get(index->duplicate, row - 1) ||
            nameless_among(env->run, expr->space, parent))
            continue;
        bit_set(out.valid, i);
        out.at.ids[i] = row - 1;
    }
    return cells_vector(out);
}
