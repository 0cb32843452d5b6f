// Look-ups by key.
#include "eval/lookup.h"

#include <string.h>

#include "eval/evaluate.h"

// Linear probing, at most half full. A row whose key another row of the same parent has too is
// entered once and marked.
struct key_index {
    struct vector keys;  // of all rows of the space
    uint32_t *parents;   // row -> parent row
    uint32_t *rows;      // slots: row + 1, or 0
    uint64_t *duplicate; // by row
    uint64_t slots;
};

// Keys that are equal as values hash alike: numbers as decimals, texts by id.
static uint64_t key_hash(const struct vector *keys, uint32_t lane, uint32_t parent) {
    uint64_t key =
        keys->rep == REP_TEXT ? keys->at.ids[lane] : (uint64_t)vector_decimal(keys, lane).nano;
    key = (key ^ (uint64_t)parent << 32) * 0x9e3779b97f4a7c15u;
    return key ^ key >> 29;
}

static bool key_equal(const struct vector *a, uint32_t i, const struct vector *b, uint32_t j) {
    return a->rep == REP_TEXT ? a->at.ids[i] == b->at.ids[j]
                              : decimal_compare(vector_decimal(a, i), vector_decimal(b, j)) == 0;
}

static uint64_t find_slot(const struct key_index *index, uint32_t parent, const struct vector *key,
                          uint32_t lane) {
    uint64_t at = key_hash(key, lane, parent);
    for (;; at++) {
        at &= index->slots - 1;
        uint32_t row = index->rows[at];
        if (!row ||
            (index->parents[row - 1] == parent && key_equal(&index->keys, row - 1, key, lane)))
            return at;
    }
}

static void index_row(struct key_index *index, uint32_t row) {
    if (!bit_get(index->keys.valid, row))
        return;
    uint64_t at = find_slot(index, index->parents[row], &index->keys, row);
    if (index->rows[at])
        bit_set(index->duplicate, index->rows[at] - 1);
    else
        index->rows[at] = row + 1;
}

static struct key_index *index_build(struct run *run, const struct space *space) {
    struct arena *arena = run->arena;
    struct key_index *index = ARENA_NEW(arena, struct key_index);
    struct vector rows = {.rep = REP_ROW, .n = space->rows, .valid = bits_all, .contiguous = true};
    if (space->rows)
        index->keys = column_load(arena, &space->columns[space->def->key->index], &rows);
    index->parents = ARENA_ARRAY(arena, uint32_t, space->rows);
    for (uint32_t parent = 0; parent < space->parent_rows; parent++)
        for (uint32_t row = space->offsets[parent]; row < space->offsets[parent + 1]; row++)
            index->parents[row] = parent;
    for (index->slots = 4; index->slots < 2 * (uint64_t)space->rows; index->slots *= 2)
        ;
    index->rows = ARENA_ARRAY(arena, uint32_t, index->slots);
    index->duplicate = ARENA_ARRAY(arena, uint64_t, words_for(space->rows));
    for (uint32_t row = 0; row < space->rows; row++)
        index_row(index, row);
    return index;
}

static const struct key_index *index_of(struct run *run, const struct space_def *def) {
    struct key_index **index = &run->indexes[def->id];
    if (!*index)
        *index = index_build(run, &run->store->spaces[def->id]);
    return *index;
}

uint32_t lookup_matches(struct env *env, const struct space_def *space, uint32_t parent,
                        const struct vector *key, uint32_t lane) {
    const struct key_index *index = index_of(env->run, space);
    uint32_t row = index->rows[find_slot(index, parent, key, lane)];
    return row == 0 ? 0 : bit_get(index->duplicate, row - 1) ? 2 : 1;
}

struct vector lookup(struct env *env, const struct expr *expr) {
    struct vector parents = evaluate(env, expr->items[0]), keys = evaluate(env, expr->items[1]);
    uint32_t n = parents.n > keys.n ? parents.n : keys.n;
    parents = vector_spread(env->arena, parents, n);
    keys = vector_spread(env->arena, keys, n);
    const struct key_index *index = index_of(env->run, expr->space);
    struct cells out = cells_new(env->arena, REP_ROW, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    for (uint32_t i = 0; i < n; i++) {
        out.at.ids[i] = 0;
        if (!bit_get(parents.valid, i) || !bit_get(keys.valid, i))
            continue;
        uint32_t row = index->rows[find_slot(index, vector_row(&parents, i), &keys, i)];
        if (!row || bit_get(index->duplicate, row - 1))
            continue;
        bit_set(out.valid, i);
        out.at.ids[i] = row - 1;
    }
    return cells_vector(out);
}
