// The names of a program in order of place: sorting, and finding by place.
#include "workspace/index.h"

#include <string.h>

static int compare(const struct use *a, const struct use *b) {
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->declaration.begin != b->declaration.begin)
        return a->declaration.begin < b->declaration.begin ? -1 : 1;
    return (a->type.kind == TYPE_POISON) - (b->type.kind == TYPE_POISON);
}

// Where a use begins, and its place among those that were noted.
struct spot {
    uint32_t begin, place;
};

// The uses in order of where they begin, ties as they were noted: digit by digit, as most are
// nearly in order, and comparing costs more.
static struct spot *order_of(const struct uses *uses) {
    enum { BITS = 11, DIGITS = 1 << BITS };
    struct spot *from = ARENA_ARRAY(uses->arena, struct spot, uses->count);
    struct spot *to = ARENA_ARRAY(uses->arena, struct spot, uses->count);
    for (uint32_t i = 0; i < uses->count; i++)
        from[i] = (struct spot){uses->items[i].span.begin, i};
    for (unsigned shift = 0; shift < 32; shift += BITS) {
        uint32_t starts[DIGITS + 1] = {0};
        for (uint32_t i = 0; i < uses->count; i++)
            starts[(from[i].begin >> shift) % DIGITS + 1]++;
        for (uint32_t i = 1; i < DIGITS; i++)
            starts[i] += starts[i - 1];
        for (uint32_t i = 0; i < uses->count; i++)
            to[starts[(from[i].begin >> shift) % DIGITS]++] = from[i];
        struct spot *sorted = to;
        to = from;
        from = sorted;
    }
    return from;
}

static bool is_same(const struct use *a, const struct use *b) {
    return a->span.begin == b->span.begin && a->declaration.begin == b->declaration.begin;
}

// Adds a use behind those that begin before it, among the few that begin where it does.
static void add(struct index *index, struct use *items, const struct use *use) {
    uint32_t at = index->count;
    while (at > 0 && compare(&items[at - 1], use) > 0)
        at--;
    if (at > 0 && is_same(&items[at - 1], use))
        return;
    if (at < index->count && is_same(&items[at], use)) {
        items[at] = *use; // whose type is known
        return;
    }
    memmove(&items[at + 1], &items[at], (index->count - at) * sizeof *items);
    items[at] = *use;
    index->count++;
}

void index_make(struct index *index, const struct uses *uses) {
    const struct spot *order = order_of(uses);
    struct use *items = ARENA_ARRAY(uses->arena, struct use, uses->count);
    *index = (struct index){items, 0};
    for (uint32_t i = 0; i < uses->count; i++)
        add(index, items, &uses->items[order[i].place]);
}

// The first name that begins at the offset or behind it.
static uint32_t first_from(const struct index *index, uint32_t offset) {
    uint32_t low = 0, high = index->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->items[middle].span.begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct use *index_at(const struct index *index, uint32_t offset) {
    uint32_t after = first_from(index, offset + 1);
    if (after == 0 || index->items[after - 1].span.end < offset)
        return NULL;
    const struct use *found = &index->items[after - 1];
    while (found > index->items && found[-1].span.begin == found->span.begin)
        found--;
    return found;
}

uint32_t index_within(const struct index *index, struct span span, uint32_t *begin) {
    *begin = first_from(index, span.begin);
    return first_from(index, span.end);
}
