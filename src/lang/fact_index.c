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

// `consider` gets the ranges whose first notes are of a path that covers the fact.
struct note_search {
    const struct fact_note *notes;
    const struct fact_path *fact;
    void (*consider)(struct note_search *search, const struct note_range *range);
    void (*visit)(void *state, size_t place);
    void *state;
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

// Ranges come in the order of their first indexes, and the first of those as close as it stays.
static void keep_closest(struct note_search *search, const struct note_range *range) {
    const struct fact_note *note = &search->notes[range->begin];
    if (search->closest == NULL || range->taken > search->taken ||
        (range->taken == search->taken && range->depth > search->closest->path.count)) {
        search->closest = note;
        search->taken = range->taken;
    }
}

static void visit_all(struct note_search *search, const struct note_range *range) {
    const struct fact_note *notes = search->notes;
    for (size_t i = range->begin; i < range->end && notes[i].path.count == range->depth; i++)
        search->visit(search->state, notes[i].place);
}

// An index of the fact is taken by an equal one or left out; after that only a name can follow.
// As deep as the fact.
static void search_range(struct note_search *search, struct note_range range, bool left_out) {
    if (range.begin == range.end)
        return;
    if (!left_out && range.depth > 0 && search->notes[range.begin].path.count == range.depth)
        search->consider(search, &range);
    if (range.taken == search->fact->count)
        return;
    const struct fact_step *step = &search->fact->steps[range.taken++];
    bool is_index = fact_step_is_index(step);
    if (!is_index || !left_out) {
        struct note_range next = range;
        next.begin = bound(search, &range, step, false);
        next.end = bound(search, &range, step, true);
        next.depth++;
        search_range(search, next, false);
    }
    if (is_index)
        search_range(search, range, true);
}

const char *fact_index_find(const struct fact_index *index, const struct fact_path *fact) {
    struct note_search search = {.notes = index->notes, .fact = fact, .consider = keep_closest};
    search_range(&search, (struct note_range){0, index->count, 0, 0}, false);
    return search.closest != NULL ? search.closest->note : NULL;
}

void fact_index_each(const struct fact_index *index, const struct fact_path *fact,
                     void (*visit)(void *state, size_t place), void *state) {
    struct note_search search = {
        .notes = index->notes, .fact = fact, .consider = visit_all, .visit = visit, .state = state};
    search_range(&search, (struct note_range){0, index->count, 0, 0}, false);
}
