// Where values stand in the facts: the paths of rows and elements.
#include "eval/locate.h"

#include "base/time.h"
#include "eval/evaluate.h"

uint32_t locate_parent(const struct run *run, const struct space_def *def, uint32_t row) {
    const struct space *space = &run->store->spaces[def->id];
    uint32_t low = 0, high = space->parent_rows;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (space->offsets[middle] <= row)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t locate_place(const struct run *run, const struct space_def *def, uint32_t row) {
    const struct space *space = &run->store->spaces[def->id];
    return row - space->offsets[locate_parent(run, def, row)];
}

// Equal keys of one list are neighbours.
static bool is_doubled(const struct run *run, const struct space_def *def, uint32_t row,
                       uint32_t parent) {
    const struct space *space = &run->store->spaces[def->id];
    const struct column *key = store_column(run->store, def->key);
    return space->duplicate_keys &&
           ((row > space->offsets[parent] && column_same(run->store, key, row - 1, row)) ||
            (row + 1 < space->offsets[parent + 1] && column_same(run->store, key, row, row + 1)));
}

bool locate_is_named(struct run *run, const struct space_def *space, uint32_t row) {
    for (; space->parent != NULL; space = space->parent) {
        uint32_t parent = locate_parent(run, space, row);
        if (space->key != NULL && (!column_known(store_column(run->store, space->key), row) ||
                                   is_doubled(run, space, row, parent)))
            return false;
        row = parent;
    }
    return true;
}

struct vector locate_key(struct run *run, const struct space_def *space, uint32_t row,
                         struct arena *arena) {
    static const uint64_t none;
    struct vector rows = {
        .rep = REP_ROW, .n = 1, .valid = bits_all, .contiguous = true, .first = row};
    return space->key ? column_load(arena, store_column(run->store, space->key), &rows)
                      : (struct vector){.n = 1, .valid = &none};
}

// A key that is no text, exactly.
static void add_value(struct fact_path *path, const struct type *type, const struct vector *value,
                      uint32_t lane, struct arena *arena) {
    struct text shown = {0};
    char time[TIME_TEXT];
    if (type->kind == TYPE_TIME)
        text_add_bytes(&shown, time, time_format(value->at.ints[lane], time));
    else
        quantity_show_exact(&shown, vector_decimal(value, lane), type->dimension);
    fact_path_add_value(path, arena, text_copy(&shown, arena));
    text_clear(&shown);
}

void locate_add_key(struct fact_path *path, struct run *run, const struct type *type,
                    const struct vector *value, uint32_t lane, struct arena *arena) {
    lane = value->n == 1 ? 0 : lane;
    if (type->kind == TYPE_TEXT || type->kind == TYPE_ENUM)
        fact_path_add_key(path, arena, run_text(run, value->at.ids[lane]));
    else
        add_value(path, type, value, lane, arena);
}

struct fact_path locate_row(struct run *run, const struct space_def *def, uint32_t row,
                            struct arena *arena) {
    struct fact_path path = {0};
    if (!def->parent)
        return path;
    const struct space *space = &run->store->spaces[def->id];
    uint32_t parent = locate_parent(run, def, row);
    path = locate_member(run, def->parent, parent, def->member, arena);
    struct vector key = locate_key(run, def, row, arena);
    if (bit_get(key.valid, 0))
        locate_add_key(&path, run, &def->key->type, &key, 0, arena);
    else
        fact_path_add_position(&path, arena, row - space->offsets[parent]);
    return path;
}

struct fact_path locate_member(struct run *run, const struct space_def *space, uint32_t row,
                               const char *member, struct arena *arena) {
    struct fact_path path = locate_row(run, space, row, arena);
    fact_path_add_name(&path, arena, member);
    return path;
}
