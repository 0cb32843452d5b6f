// The functions over lists.
#include <string.h>

#include "base/text.h"
#include "eval/apply.h"
#include "eval/elements.h"
#include "eval/evaluate.h"
#include "eval/nameless.h"
#include "eval/show.h"
#include "eval/sorted.h"

static bool is_ascending(const struct sorted *sorted, const struct sorted *other,
                         const struct segment *segment) {
    (void)other;
    for (uint32_t i = segment->start + 1; i < segment->start + segment->count; i++)
        if (element_order(sorted->run, sorted->kind, sorted->elements, i - 1, sorted->elements, i) >
            0)
            return false;
    return true;
}

static bool all_differ(const struct sorted *sorted, const struct sorted *other,
                       const struct segment *segment) {
    (void)other;
    (void)segment;
    for (uint32_t i = 1; i < sorted->count; i++)
        if (element_order(sorted->run, sorted->kind, sorted->elements, sorted->order[i - 1],
                          sorted->elements, sorted->order[i]) == 0)
            return false;
    return true;
}

static bool same_elements(const struct sorted *a, const struct sorted *b,
                          const struct segment *segment) {
    (void)segment;
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (element_order(a->run, a->kind, a->elements, a->order[i], b->elements, b->order[i]))
            return false;
    return true;
}

// A question about one list or two: the segment is that of the first.
typedef bool list_question(const struct sorted *a, const struct sorted *b,
                           const struct segment *segment);

// Answers it for each lane where all of the lists is known, and their order where it matters.
static struct vector ask_lists(struct env *env, const struct expr *expr, list_question *holds,
                               bool ordered) {
    struct vector lists[2] = {evaluate(env, expr->items[0])};
    lists[1] = expr->count > 1 ? evaluate(env, expr->items[1]) : lists[0];
    uint32_t n = lists[0].n > lists[1].n ? lists[0].n : lists[1].n;
    struct cells out = cells_new(env->arena, REP_BIT, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    memset(out.at.bits, 0, words_for(n) * sizeof(uint64_t));
    enum type_kind kind = expr->items[0]->type.element->kind;
    struct sorted a = {0}, b = {0};
    for (uint32_t lane = 0; lane < n; lane++) {
        sort_lane(env, kind, &lists[0], lane, &a);
        if (expr->count > 1)
            sort_lane(env, kind, &lists[1], lane, &b);
        else
            b = a;
        if (!a.whole || !b.whole || (ordered && is_disordered(&lists[0], lane)))
            continue;
        bit_set(out.valid, lane);
        if (holds(&a, &b, &lists[0].at.segments[lists[0].n == 1 ? 0 : lane]))
            bit_set(out.at.bits, lane);
    }
    return cells_vector(out);
}

struct vector fn_same_elements(struct env *env, const struct expr *expr) {
    return ask_lists(env, expr, same_elements, false);
}

struct vector fn_ascending(struct env *env, const struct expr *expr) {
    return ask_lists(env, expr, is_ascending, true);
}

struct vector fn_unique(struct env *env, const struct expr *expr) {
    return ask_lists(env, expr, all_differ, false);
}

// The result is in the order of a list.
static void keep_order(struct elements *all, const struct vector *lists, uint32_t lane) {
    if (is_disordered(lists, lane))
        bit_set(all->disordered, lane);
}

// The elements of the first list that are not in the second, in the order of the first.
struct vector fn_missing(struct env *env, const struct expr *expr) {
    struct vector a = evaluate(env, expr->items[0]), b = evaluate(env, expr->items[1]);
    uint32_t n = a.n > b.n ? a.n : b.n;
    enum type_kind kind = expr->items[0]->type.element->kind;
    struct elements all = {
        .run = env->run, .arena = env->arena, .rep = rep_of(expr->items[0]->type.element)};
    uint64_t *known = ARENA_ARRAY(env->arena, uint64_t, words_for(n));
    all.disordered = ARENA_ARRAY(env->arena, uint64_t, words_for(n));
    struct sorted first = {0}, second = {0};
    for (uint32_t lane = 0; lane < n; lane++) {
        sort_lane(env, kind, &a, lane, &first);
        sort_lane(env, kind, &b, lane, &second);
        if (!first.whole || !second.whole)
            continue;
        bit_set(known, lane);
        keep_order(&all, &a, lane);
        const struct segment *segment = &a.at.segments[a.n == 1 ? 0 : lane];
        if (!run_step(env->run, segment->count))
            break;
        for (uint32_t i = segment->start; i < segment->start + segment->count; i++)
            if (!sorted_has(&second, a.elements, i))
                elements_add(&all, lane, true, a.elements, i);
    }
    return elements_lists_where(&all, n, known);
}

struct vector fn_distinct(struct env *env, const struct expr *expr) {
    struct vector lists = evaluate(env, expr->items[0]);
    const struct type *type = expr->type.element;
    struct elements all = {.run = env->run, .arena = env->arena, .rep = rep_of(type)};
    uint64_t *known = ARENA_ARRAY(env->arena, uint64_t, words_for(lists.n));
    all.disordered = ARENA_ARRAY(env->arena, uint64_t, words_for(lists.n));
    for (uint32_t lane = 0; lane < lists.n; lane++) {
        struct sorted sorted = sort_list(env, type->kind, &lists, lane);
        if (!sorted.whole)
            continue;
        bit_set(known, lane);
        keep_order(&all, &lists, lane);
        uint32_t start = lists.at.segments[lane].start;
        bool *repeats = ARENA_ARRAY(env->arena, bool, sorted.count);
        for (uint32_t i = 1; i < sorted.count; i++) // equal elements keep their order
            repeats[sorted.order[i] - start] =
                element_order(env->run, type->kind, sorted.elements, sorted.order[i - 1],
                              sorted.elements, sorted.order[i]) == 0;
        for (uint32_t i = 0; i < sorted.count; i++)
            if (!repeats[i])
                elements_add(&all, lane, true, lists.elements, start + i);
    }
    return elements_lists_where(&all, lists.n, known);
}

struct vector fn_largest(struct env *env, const struct expr *expr) {
    struct vector counts = evaluate(env, expr->items[0]), lists = evaluate(env, expr->items[1]);
    const struct type *type = expr->type.element;
    uint32_t n = counts.n > lists.n ? counts.n : lists.n;
    struct elements all = {.run = env->run, .arena = env->arena, .rep = rep_of(type)};
    uint64_t *known = ARENA_ARRAY(env->arena, uint64_t, words_for(n));
    struct sorted sorted = {0};
    for (uint32_t lane = 0; lane < n; lane++) {
        int64_t most = 0;
        sort_lane(env, type->kind, &lists, lane, &sorted);
        if (!sorted.whole || !vector_known(&counts, lane))
            continue;
        bit_set(known, lane);
        decimal_to_int(vector_decimal(&counts, counts.n == 1 ? 0 : lane), &most);
        for (uint32_t i = 0; i < sorted.count && (int64_t)i < most; i++)
            elements_add(&all, lane, true, sorted.elements, sorted.order[sorted.count - 1 - i]);
    }
    return elements_lists_where(&all, n, known);
}

struct vector fn_split(struct env *env, const struct expr *expr) {
    struct vector whole = evaluate(env, expr->items[0]), by = evaluate(env, expr->items[1]);
    uint32_t n = whole.n > by.n ? whole.n : by.n;
    struct elements all = {.run = env->run, .arena = env->arena, .rep = REP_TEXT};
    uint64_t *known = ARENA_ARRAY(env->arena, uint64_t, words_for(n));
    struct cells part = cells_new(env->arena, REP_TEXT, 1);
    part.valid[0] = 1;
    struct vector value = cells_vector(part);
    for (uint32_t lane = 0; lane < n; lane++) {
        if (!vector_known(&whole, lane) || !vector_known(&by, lane))
            continue;
        bit_set(known, lane);
        const char *at = run_text(env->run, whole.at.ids[whole.n == 1 ? 0 : lane]);
        const char *divider = run_text(env->run, by.at.ids[by.n == 1 ? 0 : lane]);
        for (bool more = true; more;) {
            const char *end = *divider ? strstr(at, divider) : NULL;
            if (!run_step(env->run, CALL_STEPS) ||
                !run_computed(env->run, at, end ? (size_t)(end - at) : strlen(at), &part.at.ids[0]))
                break;
            elements_add(&all, lane, true, &value, 0);
            more = end != NULL;
            at = end ? end + strlen(divider) : at;
        }
    }
    return elements_lists_where(&all, n, known);
}

static bool join_list(struct env *env, const struct type *type, const struct vector *lists,
                      uint32_t lane, const char *divider, uint32_t *id) {
    if (!vector_known(lists, lane))
        return false;
    const struct segment *segment = &lists->at.segments[lists->n == 1 ? 0 : lane];
    struct text joined = {0};
    bool whole = !segment->incomplete && !is_disordered(lists, lane) &&
                 run_step(env->run, (uint64_t)CALL_STEPS * segment->count);
    for (uint32_t i = segment->start; i < segment->start + segment->count; i++) {
        whole &= bit_get(lists->elements->valid, i) && bit_get(lists->sure, i) &&
                 joined.size <= TEXT_LIMIT;
        if (!whole)
            break;
        text_add(&joined, i > segment->start ? divider : "");
        show_value(env->run, &joined, type->element, lists->elements, i, false);
    }
    whole = whole && run_computed(env->run, text_data(&joined), joined.size, id);
    text_clear(&joined);
    return whole;
}

struct vector fn_join(struct env *env, const struct expr *expr) {
    struct vector lists = evaluate(env, expr->items[0]), divider = evaluate(env, expr->items[1]);
    uint32_t n = lists.n > divider.n ? lists.n : divider.n;
    struct cells out = cells_new(env->arena, REP_TEXT, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    for (uint32_t lane = 0; lane < n; lane++) {
        out.at.ids[lane] = 0;
        if (vector_known(&divider, lane) &&
            join_list(env, &expr->items[0]->type, &lists, lane,
                      run_text(env->run, divider.at.ids[divider.n == 1 ? 0 : lane]),
                      &out.at.ids[lane]))
            bit_set(out.valid, lane);
    }
    return cells_vector(out);
}
