// Many listed paths, found by the facts that they cover: sorted, they are searched step by step.
#include "lang/fact_index.h"

#include <stdlib.h>

void fact_index_add(struct fact_index *index, struct arena *arena, struct fact_path path,
                    const char *note) {
    struct fact_note entry = {path, note, index->count};
    ARENA_PUSH(arena, index->notes, index->count, index->room) = entry;
}

static int compare_notes(const void *left, const void *right) {
    const struct fact_note *a = left, *b = right;
    int order = fact_path_compare(&a->path, &b->path);
    return order != 0 ? order : (a->place > b->place) - (a->place < b->place);
}

void fact_index_seal(struct fact_index *index) {
    if (index->count > 1)
        qsort(index->notes, index->count, sizeof *index->notes, compare_notes);
}

// Notes in a row whose paths have their first `depth` steps in common, which take the first `taken`
// steps of the fact.
struct note_range {
    size_t begin, end, depth, taken;
};

struct note_search {
    const struct fact_note *notes;
    const struct fact_path *fact;
    const struct fact_note *closest;
    size_t taken; // by the closest
};

// The first note of the range that is not below a step, or with `beyond` that is above it. Notes
// that have no step there come first.
static size_t bound(const struct note_search *search, const struct note_range *range,
                    const struct fact_step *step, bool beyond) {
    size_t low = range->begin, high = range->end;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct fact_path *path = &search->notes[middle].path;
        int order =
            path->count == range->depth ? -1 : fact_step_compare(&path->steps[range->depth], step);
        if (order < 0 || (beyond && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void consider(struct note_search *search, const struct note_range *range) {
    const struct fact_note *note = &search->notes[range->begin];
    bool closer = search->closest == NULL || range->taken > search->taken ||
                  (range->taken == search->taken && range->depth > search->closest->path.count);
    if (note->path.count == range->depth && range->depth > 0 && closer) {
        search->closest = note;
        search->taken = range->taken;
    }
}

// An index of the fact is taken by an equal one or left out; after that only a name can follow.
// As deep as the fact.
static void visit(struct note_search *search, struct note_range range, bool left_out) {
    if (range.begin == range.end)
        return;
    if (!left_out)
        consider(search, &range);
    if (range.taken == search->fact->count)
        return;
    const struct fact_step *step = &search->fact->steps[range.taken++];
    bool is_index = fact_step_is_index(step);
    if (!is_index || !left_out) {
        struct note_range next = range;
        next.begin = bound(search, &range, step, false);
        next.end = bound(search, &range, step, true);
        next.depth++;
        visit(search, next, false);
    }
    if (is_index)
        visit(search, range, true);
}

const char *fact_index_find(const struct fact_index *index, const struct fact_path *fact) {
    struct note_search search = {.notes = index->notes, .fact = fact};
    visit(&search, (struct note_range){0, index->count, 0, 0}, false);
    return search.closest != NULL ? search.closest->note : NULL;
}
