// Lists sorted by value, for comparing and searching them.
#include "eval/sorted.h"

#include <string.h>

int element_order(struct run *run, enum type_kind kind, const struct vector *a, uint32_t i,
                  const struct vector *b, uint32_t j) {
    if (a->rep == REP_TEXT)
        return run_text_order(run, a->at.ids[i], b->at.ids[j], kind == TYPE_VERSION);
    if (a->rep == REP_BIT)
        return (int)bit_get(a->at.bits, i) - (int)bit_get(b->at.bits, j);
    return decimal_compare(vector_decimal(a, i), vector_decimal(b, j));
}

// Equal versions that are written differently are told apart, so that what is taken from a sorted
// list does not depend on the order before.
static int sort_order(const struct sorted *sorted, uint32_t i, uint32_t j) {
    const struct vector *elements = sorted->elements;
    int order = element_order(sorted->run, sorted->kind, elements, i, elements, j);
    return order == 0 && sorted->kind == TYPE_VERSION
               ? element_order(sorted->run, TYPE_TEXT, elements, i, elements, j)
               : order;
}

static void sort_range(const struct sorted *sorted, uint32_t *order, uint32_t *spare, uint32_t n) {
    if (n < 2)
        return;
    uint32_t half = n / 2;
    sort_range(sorted, order, spare, half);
    sort_range(sorted, order + half, spare, n - half);
    memcpy(spare, order, half * sizeof *spare);
    uint32_t left = 0, right = half, to = 0;
    while (left < half)
        order[to++] = right < n && sort_order(sorted, order[right], spare[left]) < 0
                          ? order[right++]
                          : spare[left++];
}

struct sorted sort_list(struct env *env, enum type_kind kind, const struct vector *lists,
                        uint32_t lane) {
    struct arena *arena = env->arena;
    struct sorted sorted = {.run = env->run, .kind = kind, .elements = lists->elements};
    lane = lists->n == 1 ? 0 : lane;
    if (!bit_get(lists->valid, lane))
        return sorted;
    const struct segment *segment = &lists->at.segments[lane];
    if (!run_step(env->run, CALL_STEPS * (1 + (uint64_t)segment->count)))
        return sorted;
    sorted.order = arena_alloc(arena, segment->count * sizeof *sorted.order);
    for (uint32_t i = segment->start; i < segment->start + segment->count; i++)
        if (bit_get(lists->elements->valid, i) && bit_get(lists->sure, i))
            sorted.order[sorted.count++] = i;
    sorted.whole = sorted.count == segment->count && !segment->incomplete;
    sort_range(&sorted, sorted.order, arena_alloc(arena, segment->count * sizeof *sorted.order),
               sorted.count);
    return sorted;
}

void sort_lane(struct env *env, enum type_kind kind, const struct vector *lists, uint32_t lane,
               struct sorted *sorted) {
    if (lane == 0 || lists->n > 1)
        *sorted = sort_list(env, kind, lists, lane);
}

bool sorted_has(const struct sorted *sorted, const struct vector *value, uint32_t lane) {
    uint32_t low = 0, high = sorted->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = element_order(sorted->run, sorted->kind, value, lane, sorted->elements,
                                  sorted->order[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}
