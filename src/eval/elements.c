// Elements in the making: list vectors, put together one element at a time.
#include "eval/elements.h"

#include <assert.h>
#include <string.h>

static void *grown(struct arena *arena, const void *items, size_t count, size_t room, size_t size) {
    void *copy = arena_alloc(arena, room * size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void make_room(struct elements *all) {
    if (all->count < all->room)
        return;
    all->room = all->room ? all->room * 2 : 16;
    all->owners = grown(all->arena, all->owners, all->count, all->room, sizeof *all->owners);
    all->known = grown(all->arena, all->known, all->count, all->room, sizeof *all->known);
    all->sure = grown(all->arena, all->sure, all->count, all->room, sizeof *all->sure);
    if (all->rep == REP_TEXT || all->rep == REP_ROW)
        all->ids = grown(all->arena, all->ids, all->count, all->room, sizeof *all->ids);
    else
        all->decimals =
            grown(all->arena, all->decimals, all->count, all->room, sizeof *all->decimals);
}

// Their bytes, with those of the arrays that they outgrow and of the vector made of them.
static uint64_t kept_steps(const struct elements *all) {
    return all->rep == REP_TEXT || all->rep == REP_ROW ? 50 : 100;
}

void elements_add(struct elements *all, uint32_t owner, bool sure, const struct vector *values,
                  uint32_t lane) {
    if (!run_step(all->run, kept_steps(all)))
        return;
    make_room(all);
    lane = values->n == 1 ? 0 : lane;
    size_t at = all->count++;
    all->owners[at] = owner;
    all->sure[at] = sure;
    all->known[at] = bit_get(values->valid, lane);
    all->any_decimal |= values->rep == REP_DECIMAL;
    if (all->rep == REP_TEXT)
        all->ids[at] = values->at.ids[lane];
    else if (all->rep == REP_ROW)
        all->ids[at] = vector_row(values, lane);
    else if (all->rep == REP_BIT)
        all->decimals[at] = decimal_from_int(bit_get(values->at.bits, lane));
    else
        all->decimals[at] = vector_decimal(values, lane);
}

static void put_value(struct cells *cells, uint32_t to, const struct elements *all, size_t from) {
    switch (cells->rep) {
    case REP_BIT:
        if (all->decimals[from].nano)
            bit_set(cells->at.bits, to);
        break;
    case REP_INT:
        decimal_to_int(all->decimals[from], &cells->at.ints[to]);
        break;
    case REP_DECIMAL:
        cells->at.decimals[to] = all->decimals[from];
        break;
    case REP_TEXT:
    case REP_ROW:
        cells->at.ids[to] = all->ids[from];
        break;
    case REP_LIST:
        assert(false && "no lists of lists");
    }
}

// A counting sort by owner, which keeps the order in which the elements came.
struct vector elements_lists(const struct elements *all, uint32_t n) {
    struct arena *arena = all->arena;
    enum rep rep = all->any_decimal ? REP_DECIMAL : all->rep;
    uint32_t total = (uint32_t)all->count;
    struct cells cells = cells_new(arena, rep, total), lists = cells_new(arena, REP_LIST, n);
    uint64_t *sure = ARENA_ARRAY(arena, uint64_t, words_for(total));
    memset(cells.valid, 0, words_for(total) * sizeof(uint64_t));
    memset(cells.at.any, 0, rep_bytes(rep, total));
    memset(lists.valid, 0xff, words_for(n) * sizeof(uint64_t));
    memset(lists.at.segments, 0, n * sizeof(struct segment));
    for (uint32_t i = 0; i < total; i++)
        lists.at.segments[all->owners[i]].count++;
    for (uint32_t owner = 0, start = 0; owner < n; owner++) {
        lists.at.segments[owner].start = start;
        start += lists.at.segments[owner].count;
        lists.at.segments[owner].count = 0;
        lists.at.segments[owner].incomplete = all->incomplete && bit_get(all->incomplete, owner);
        lists.at.segments[owner].disordered = all->disordered && bit_get(all->disordered, owner);
    }
    for (uint32_t i = 0; i < total; i++) {
        struct segment *segment = &lists.at.segments[all->owners[i]];
        uint32_t to = segment->start + segment->count++;
        put_value(&cells, to, all, i);
        if (all->known[i])
            bit_set(cells.valid, to);
        if (all->sure[i])
            bit_set(sure, to);
    }
    struct vector vector = cells_vector(lists), *elements = arena_alloc(arena, sizeof *elements);
    *elements = cells_vector(cells);
    vector.elements = elements;
    vector.sure = sure;
    return vector;
}

struct vector elements_lists_where(const struct elements *all, uint32_t n, const uint64_t *known) {
    struct vector lists = elements_lists(all, n);
    lists.valid = known;
    return lists;
}
