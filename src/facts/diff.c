// Walks two stores side by side.
#include "facts/diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/heap.h"
#include "base/version.h"
#include "facts/extra.h"

struct diff {
    const struct store *stores[2];
    void (*take)(void *state, const struct change *change);
    void *state;
    const struct space_def *except; // a list that is not compared, or NULL
    bool *found; // or NULL; set at the first difference, where nothing else is asked
};

// The same record in both stores, with the element that it is or lies in.
struct pair {
    uint32_t rows[2];
    const struct diff_place *place;
};

// ---- values ----

static struct diff_value value_at(const struct diff *diff, int side, const struct column_def *def,
                                  uint32_t row) {
    struct cell cell = column_cell(store_column(diff->stores[side], def), row);
    bool has_text = cell.known && cell.rep == REP_TEXT;
    return (struct diff_value){
        cell, has_text ? intern_text(diff->stores[side]->dictionary, cell.as.id) : NULL};
}

// The order in which stores keep keys: texts by bytes, unknown ones last.
static int compare_values_of(const struct diff_value *a, const struct diff_value *b) {
    if (!a->cell.known || !b->cell.known)
        return (int)b->cell.known - (int)a->cell.known;
    if (a->cell.rep == REP_BIT)
        return (int)a->cell.as.bit - (int)b->cell.as.bit;
    if (a->cell.rep == REP_TEXT)
        return strcmp(a->text, b->text);
    return decimal_compare(cell_number(a->cell), cell_number(b->cell));
}

// Versions are equal by their parts.
static bool is_alike(const struct type *type, const struct diff_value *a,
                     const struct diff_value *b) {
    if (type->kind == TYPE_VERSION && a->cell.known && b->cell.known)
        return version_compare(a->text, b->text) == 0;
    return compare_values_of(a, b) == 0;
}

static const struct space *space_of(const struct diff *diff, int side,
                                    const struct space_def *def) {
    return &diff->stores[side]->spaces[def->id];
}

static struct change change_of(enum change_of of, enum change_kind kind, const struct pair *pair,
                               const char *member) {
    return (struct change){
        .kind = kind,
        .of = of,
        .place = pair->place,
        .member = member,
    };
}

static void compare_column(struct diff *diff, const struct column_def *def,
                           const struct pair *pair) {
    struct diff_value values[2] = {value_at(diff, 0, def, pair->rows[0]),
                                   value_at(diff, 1, def, pair->rows[1])};
    if (is_alike(&def->type, &values[0], &values[1]))
        return;
    enum change_kind kind = !values[0].cell.known   ? CHANGE_ADDED
                            : !values[1].cell.known ? CHANGE_REMOVED
                                                    : CHANGE_CHANGED;
    struct change change = change_of(CHANGE_OF_VALUE, kind, pair, def->path);
    change.column = def;
    for (int side = 0; side < 2; side++) {
        change.values[side] = &values[side];
        change.counts[side] = values[side].cell.known;
    }
    diff->take(diff->state, &change);
}

// ---- what a record holds ----

static uint64_t count_shape(const struct store *store, const struct shape *shape, uint32_t row,
                            uint64_t enough);

// Facts below a list that is known; an empty one is a fact too.
static uint64_t count_list(const struct store *store, const struct space_def *def, uint32_t parent,
                           uint64_t enough) {
    const struct space *space = &store->spaces[def->id];
    if (!bit_get(space->present, parent))
        return 0;
    uint32_t first = space->offsets[parent], end = space->offsets[parent + 1];
    if (def->shape == NULL || first == end)
        return first == end ? 1 : end - first;
    uint64_t count = 0;
    for (uint32_t row = first; row < end && count < enough; row++)
        count += count_shape(store, def->shape, row, enough - count);
    return count;
}

// Known facts of a record and below it, counted until there are enough. As deep as the model.
static uint64_t count_shape(const struct store *store, const struct shape *shape, uint32_t row,
                            uint64_t enough) {
    uint64_t count = extra_of(store, shape, row).count;
    for (uint32_t i = 0; i < shape->record->field_count && count < enough; i++) {
        const struct member *member = &shape->members[i];
        switch (member->kind) {
        case MEMBER_COLUMN:
            count += column_known(store_column(store, member->column), row);
            break;
        case MEMBER_NESTED:
            count += count_shape(store, member->nested, row, enough - count);
            break;
        case MEMBER_LIST:
            count += count_list(store, member->list, row, enough - count);
            break;
        }
    }
    return count;
}

static void compare_shape(struct diff *diff, const struct shape *shape, const struct pair *pair);

static void compare_nested(struct diff *diff, const struct shape *shape, const struct pair *pair) {
    bool known[2];
    for (int side = 0; side < 2; side++)
        known[side] = count_shape(diff->stores[side], shape, pair->rows[side], 1) > 0;
    if (known[0] && known[1]) {
        compare_shape(diff, shape, pair);
    } else if (known[0] || known[1]) {
        int side = known[0] ? 0 : 1;
        struct change change = change_of(
            CHANGE_OF_RECORD, side == 0 ? CHANGE_REMOVED : CHANGE_ADDED, pair, shape->prefix);
        change.facts = count_shape(diff->stores[side], shape, pair->rows[side], UINT64_MAX);
        diff->take(diff->state, &change);
    }
}

// ---- members that the model does not know ----

static void take_extra(struct diff *diff, const struct pair *pair, const struct extra *before,
                       const struct extra *after) {
    struct text steps = {0};
    enum change_kind kind = before == NULL  ? CHANGE_ADDED
                            : after == NULL ? CHANGE_REMOVED
                                            : CHANGE_CHANGED;
    extra_show_steps(&steps, before != NULL ? before : after);
    struct change change = change_of(CHANGE_OF_EXTRA, kind, pair, text_data(&steps));
    change.json[0] = before != NULL ? before->json : NULL;
    change.json[1] = after != NULL ? after->json : NULL;
    diff->take(diff->state, &change);
    text_clear(&steps);
}

static int compare_names(const struct extras *before, const struct extras *after) {
    if (before->count == 0 || after->count == 0)
        return before->count == 0 ? 1 : -1;
    return strcmp(before->first->name, after->first->name);
}

static const struct extra *next_extra(struct extras *extras) {
    extras->count--;
    return extras->first++;
}

static void compare_extras(struct diff *diff, const struct shape *shape, const struct pair *pair) {
    struct extras before = extra_of(diff->stores[0], shape, pair->rows[0]);
    struct extras after = extra_of(diff->stores[1], shape, pair->rows[1]);
    while (before.count + after.count > 0) {
        int compared = compare_names(&before, &after);
        const struct extra *old = compared <= 0 ? next_extra(&before) : NULL;
        const struct extra *new = compared >= 0 ? next_extra(&after) : NULL;
        if (old == NULL || new == NULL || strcmp(old->json, new->json) != 0)
            take_extra(diff, pair, old, new);
    }
}

// ---- lists of plain values ----

// The values of one list in an order that both sides have, on the heap.
struct sorted {
    struct diff_value *values;
    uint32_t count;
};

static int compare_sorted(const void *a, const void *b) {
    return compare_values_of(a, b);
}

static struct sorted sort_values(const struct diff *diff, const struct space_def *def, int side,
                                 uint32_t parent) {
    const struct space *space = space_of(diff, side, def);
    uint32_t first = space->offsets[parent], count = space->offsets[parent + 1] - first;
    struct sorted sorted = {heap_array(count, sizeof *sorted.values), count};
    for (uint32_t i = 0; i < count; i++)
        sorted.values[i] = value_at(diff, side, def->columns[0], first + i);
    qsort(sorted.values, count, sizeof *sorted.values, compare_sorted);
    return sorted;
}

// Negative where the next value is only in the first, positive where it is only in the second.
static int compare_next(const struct sorted sides[2], const uint32_t at[2]) {
    if (at[0] == sides[0].count || at[1] == sides[1].count)
        return at[0] == sides[0].count ? 1 : -1;
    return compare_values_of(&sides[0].values[at[0]], &sides[1].values[at[1]]);
}

// Leaves in each what the other does not have.
static void keep_unlike(struct sorted sides[2]) {
    uint32_t at[2] = {0, 0}, kept[2] = {0, 0};
    while (at[0] < sides[0].count || at[1] < sides[1].count) {
        int compared = compare_next(sides, at);
        if (compared < 0)
            sides[0].values[kept[0]++] = sides[0].values[at[0]];
        if (compared > 0)
            sides[1].values[kept[1]++] = sides[1].values[at[1]];
        at[0] += compared <= 0;
        at[1] += compared >= 0;
    }
    sides[0].count = kept[0];
    sides[1].count = kept[1];
}

static bool values_alike(const struct diff *diff, const struct space_def *def,
                         const struct pair *pair) {
    uint32_t first[2], count[2];
    for (int side = 0; side < 2; side++) {
        const struct space *space = space_of(diff, side, def);
        first[side] = space->offsets[pair->rows[side]];
        count[side] = space->offsets[pair->rows[side] + 1] - first[side];
    }
    const struct column_def *value = def->columns[0];
    for (uint32_t i = 0; count[0] == count[1] && i < count[0]; i++) {
        struct diff_value before = value_at(diff, 0, value, first[0] + i);
        struct diff_value after = value_at(diff, 1, value, first[1] + i);
        if (!is_alike(&value->type, &before, &after))
            return false;
    }
    return count[0] == count[1];
}

static void compare_values(struct diff *diff, const struct space_def *def,
                           const struct pair *pair) {
    if (values_alike(diff, def, pair))
        return;
    struct sorted sides[2];
    struct change change = change_of(CHANGE_OF_VALUES, CHANGE_CHANGED, pair, def->member);
    change.column = def->columns[0];
    for (int side = 0; side < 2; side++)
        sides[side] = sort_values(diff, def, side, pair->rows[side]);
    keep_unlike(sides);
    for (int side = 0; side < 2; side++) {
        change.values[side] = sides[side].values;
        change.counts[side] = sides[side].count;
    }
    diff->take(diff->state, &change);
    free(sides[0].values);
    free(sides[1].values);
}

// ---- lists of records ----

// A list as it stands in both stores: the rows first[side] up to end[side] are still to be
// compared.
struct lists {
    const struct space_def *def;
    const struct diff_place *up;
    uint32_t begin[2], first[2], end[2];
};

static struct diff_place place_at(const struct diff *diff, const struct lists *lists, int side,
                                  uint32_t row) {
    return (struct diff_place){lists->up, diff->stores[side], lists->def, row,
                               row - lists->begin[side]};
}

static void take_element(struct diff *diff, const struct lists *lists, int side, uint32_t row) {
    struct diff_place place = place_at(diff, lists, side, row);
    struct pair pair = {{row, row}, &place};
    struct change change =
        change_of(CHANGE_OF_ELEMENT, side == 0 ? CHANGE_REMOVED : CHANGE_ADDED, &pair, NULL);
    change.facts = count_shape(diff->stores[side], lists->def->shape, row, UINT64_MAX);
    diff->take(diff->state, &change);
}

static void compare_elements(struct diff *diff, const struct lists *lists, uint32_t before,
                             uint32_t after) {
    struct diff_place place = place_at(diff, lists, 1, after);
    struct pair pair = {{before, after}, &place};
    compare_shape(diff, lists->def->shape, &pair);
}

static int compare_keys(const struct diff *diff, const struct lists *lists) {
    const struct column_def *key = lists->def->key;
    if (lists->first[0] == lists->end[0] || lists->first[1] == lists->end[1])
        return lists->first[0] == lists->end[0] ? 1 : -1;
    struct diff_value before = value_at(diff, 0, key, lists->first[0]);
    struct diff_value after = value_at(diff, 1, key, lists->first[1]);
    return compare_values_of(&before, &after);
}

// Rows are in the order of their keys, so the two lists are gone through at once.
static void compare_keyed(struct diff *diff, struct lists *lists) {
    while (lists->first[0] < lists->end[0] || lists->first[1] < lists->end[1]) {
        int compared = compare_keys(diff, lists);
        if (compared == 0)
            compare_elements(diff, lists, lists->first[0]++, lists->first[1]++);
        else if (compared < 0)
            take_element(diff, lists, 0, lists->first[0]++);
        else
            take_element(diff, lists, 1, lists->first[1]++);
    }
}

static void note_difference(void *state, const struct change *change) {
    (void)change;
    *(bool *)state = true;
}

static bool elements_alike(const struct diff *diff, const struct lists *lists, uint32_t before,
                           uint32_t after) {
    bool differs = false;
    struct diff silent = {
        {diff->stores[0], diff->stores[1]}, note_difference, &differs, diff->except, &differs};
    compare_elements(&silent, lists, before, after);
    return !differs;
}

// An element that was added or removed anywhere is one change, not a change of every later
// element.
static void skip_alike(const struct diff *diff, struct lists *lists) {
    while (lists->first[0] < lists->end[0] && lists->first[1] < lists->end[1] &&
           elements_alike(diff, lists, lists->first[0], lists->first[1])) {
        lists->first[0]++;
        lists->first[1]++;
    }
    while (lists->first[0] < lists->end[0] && lists->first[1] < lists->end[1] &&
           elements_alike(diff, lists, lists->end[0] - 1, lists->end[1] - 1)) {
        lists->end[0]--;
        lists->end[1]--;
    }
}

static void compare_placed(struct diff *diff, struct lists *lists) {
    if (diff->found == NULL) // else once for every level that lists nest
        skip_alike(diff, lists);
    while (lists->first[0] < lists->end[0] && lists->first[1] < lists->end[1])
        compare_elements(diff, lists, lists->first[0]++, lists->first[1]++);
    for (int side = 0; side < 2; side++)
        while (lists->first[side] < lists->end[side])
            take_element(diff, lists, side, lists->first[side]++);
}

static void compare_records(struct diff *diff, const struct space_def *def,
                            const struct pair *pair) {
    struct lists lists = {.def = def, .up = pair->place};
    for (int side = 0; side < 2; side++) {
        const struct space *space = space_of(diff, side, def);
        lists.begin[side] = lists.first[side] = space->offsets[pair->rows[side]];
        lists.end[side] = space->offsets[pair->rows[side] + 1];
    }
    if (def->key != NULL)
        compare_keyed(diff, &lists);
    else
        compare_placed(diff, &lists);
}

// A list of the root that only stands for another, whose differences are reported there.
static bool is_alias(const struct diff *diff, int side, const struct space_def *def) {
    return def->fallback != NULL &&
           space_of(diff, side, def)->offsets == space_of(diff, side, def->fallback)->offsets;
}

static void compare_list(struct diff *diff, const struct space_def *def, const struct pair *pair) {
    if (is_alias(diff, 0, def) && is_alias(diff, 1, def))
        return;
    bool present[2];
    for (int side = 0; side < 2; side++)
        present[side] = bit_get(space_of(diff, side, def)->present, pair->rows[side]);
    if (present[0] != present[1]) {
        int side = present[0] ? 0 : 1;
        struct change change =
            change_of(CHANGE_OF_LIST, side == 0 ? CHANGE_REMOVED : CHANGE_ADDED, pair, def->member);
        const struct space *space = space_of(diff, side, def);
        change.facts = space->offsets[pair->rows[side] + 1] - space->offsets[pair->rows[side]];
        diff->take(diff->state, &change);
    } else if (present[0] && def->shape == NULL) {
        compare_values(diff, def, pair);
    } else if (present[0]) {
        compare_records(diff, def, pair);
    }
}

static void compare_member(struct diff *diff, const struct member *member,
                           const struct pair *pair) {
    switch (member->kind) {
    case MEMBER_COLUMN:
        compare_column(diff, member->column, pair);
        break;
    case MEMBER_NESTED:
        compare_nested(diff, member->nested, pair);
        break;
    case MEMBER_LIST:
        if (member->list != diff->except)
            compare_list(diff, member->list, pair);
        break;
    }
}

// As deep as the model, which has a limit.
static void compare_shape(struct diff *diff, const struct shape *shape, const struct pair *pair) {
    for (uint32_t i = 0; i < shape->record->field_count; i++) {
        if (diff->found != NULL && *diff->found)
            return;
        compare_member(diff, &shape->members[i], pair);
    }
    compare_extras(diff, shape, pair);
}

void diff_stores(const struct store *before, const struct store *after,
                 const struct space_def *except,
                 void (*take)(void *state, const struct change *change), void *state) {
    struct diff diff = {{before, after}, take, state, except, NULL};
    struct pair pair = {{0, 0}, NULL};
    compare_shape(&diff, before->model->root_shape, &pair);
}
