// The names of a program in order of place: sorting, and finding by place.
#include "workspace/index.h"

#include <stdlib.h>

static int compare(const void *left, const void *right) {
    const struct use *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->declaration.begin != b->declaration.begin)
        return a->declaration.begin < b->declaration.begin ? -1 : 1;
    return (a->type.kind == TYPE_POISON) - (b->type.kind == TYPE_POISON);
}

void index_make(struct index *index, struct uses *uses) {
    uint32_t kept = 0;
    if (uses->count > 0)
        qsort(uses->items, uses->count, sizeof *uses->items, compare);
    for (uint32_t i = 0; i < uses->count; i++)
        if (kept == 0 || uses->items[kept - 1].span.begin != uses->items[i].span.begin ||
            uses->items[kept - 1].declaration.begin != uses->items[i].declaration.begin)
            uses->items[kept++] = uses->items[i];
    uses->count = kept;
    *index = (struct index){uses->items, kept};
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
