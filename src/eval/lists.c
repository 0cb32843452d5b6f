// The lists that a loop goes through.
#include "eval/lists.h"

#include "eval/evaluate.h"

struct lists lists_of(struct env *env, const struct loop *loop) {
    struct lists lists = {.loop = loop};
    if (loop->space)
        lists.space = &env->run->store->spaces[loop->space->id];
    lists.vector = evaluate(env, loop->space ? loop->parent : loop->values);
    return lists;
}

struct stretch lists_stretch(const struct lists *lists, uint32_t lane) {
    struct stretch stretch = {0};
    if (!vector_known(&lists->vector, lane))
        return stretch;
    if (!lists->space) {
        const struct segment *segment = &lists->vector.at.segments[lists->vector.n == 1 ? 0 : lane];
        return (struct stretch){segment->start, segment->count, true, segment->incomplete};
    }
    uint32_t parent = vector_row(&lists->vector, lane);
    if (!bit_get(lists->space->present, parent))
        return stretch;
    stretch.present = true;
    stretch.start = lists->space->offsets[parent];
    stretch.count = lists->space->offsets[parent + 1] - stretch.start;
    return stretch;
}

uint32_t lists_room(const struct lists *lists) {
    return lists->space ? lists->space->rows : lists->vector.elements->n;
}

struct vector lists_values(struct env *env, const struct lists *lists, struct vector rows) {
    if (lists->space && lists->loop->type.kind != TYPE_RECORD)
        return column_load(env->arena, &lists->space->columns[0], &rows);
    return rows;
}

struct vector lists_elements(struct env *env, const struct lists *lists, uint32_t first,
                             uint32_t n) {
    struct vector rows = {
        .rep = REP_ROW, .n = n, .valid = bits_all, .contiguous = true, .first = first};
    return lists->space ? lists_values(env, lists, rows)
                        : vector_slice(env->arena, lists->vector.elements, first, n);
}
