// packs(sizes, spaces) over facts that may be unknown.
#include "eval/packs.h"

#include <assert.h>
#include <string.h>

#include "eval/apply.h"
#include "eval/bounds.h"
#include "eval/evaluate.h"
#include "eval/packing.h"
#include "eval/rounds.h"
#include "eval/locate.h"

// One list in a lane: for each element the least and the most that it may be, and whether it surely
// belongs. A list that may have further elements is open.
struct extent {
    struct decimal least, most;
    bool unlimited; // there is no most
    bool sure;
    uint32_t row; // of the last loop's space, where the elements are rows of one
};

struct extents {
    struct env *env;
    const struct expr *list;
    struct extent *at;
    size_t count, room;
    bool open;
};

static void add_extent(struct extents *all, struct bounds bounds, bool sure, uint32_t row) {
    struct decimal none = {0};
    bool positive = bounds.has_low && bounds.low.nano > 0;
    struct extent extent = {positive ? bounds.low : none, bounds.high, !bounds.has_high, sure, row};
    ARENA_PUSH(all->env->arena, all->at, all->count, all->room) = extent;
}

static const struct loop *last_loop(const struct expr *list) {
    return list->kind == EXPR_SEQUENCE ? &list->sequence->loops[list->sequence->loop_count - 1]
                                       : NULL;
}

static void visit(void *state, const struct round *round) {
    struct extents *all = state;
    const struct loop *last = last_loop(all->list);
    for (uint32_t lane = 0; lane < round->env->n; lane++) {
        if (!bit_get(round->maybe, lane))
            continue;
        struct env *single = env_at_lane(round->env, lane), *holder;
        const struct binding *binding = env_find(single, last->slot, &holder);
        struct bounds bounds = bounds_of_element(single, all->list->sequence->element);
        add_extent(all, bounds, bit_get(round->sure, lane), binding_position(binding, 0));
        env_end(single);
    }
}

static void absent(void *state, const struct absence *absence) {
    (void)absence;
    ((struct extents *)state)->open = true;
}

static void take_rounds(struct extents *all) {
    struct rounds rounds = {.loops = all->list->sequence->loops,
                            .loop_count = all->list->sequence->loop_count,
                            .visit = visit,
                            .absent = absent,
                            .state = all};
    rounds_run(&rounds, all->env, bits_all, bits_all);
}

static void take_items(struct extents *all) {
    for (uint32_t i = 0; i < all->list->count; i++)
        add_extent(all, bounds_of_element(all->env, all->list->items[i]), true, i);
}

// Lists that are neither facts nor written out come of functions and params: they are known with
// all of their elements, or unknown as a whole.
static void take_elements(struct extents *all) {
    struct vector list = evaluate(all->env, all->list);
    all->open = !vector_known(&list, 0);
    if (all->open)
        return;
    struct segment segment = list.at.segments[0];
    for (uint32_t i = segment.start; i < segment.start + segment.count; i++) {
        assert(bit_get(list.elements->valid, i) && bit_get(list.sure, i) && !segment.incomplete);
        struct decimal value = vector_decimal(list.elements, i);
        struct bounds bounds = {.has_low = true, .has_high = true, .low = value, .high = value};
        add_extent(all, bounds, true, i - segment.start);
    }
}

static struct extents extents_of(struct env *env, const struct expr *list) {
    struct extents all = {.env = env, .list = list};
    if (list->kind == EXPR_SEQUENCE)
        take_rounds(&all);
    else if (list->kind == EXPR_ITEMS)
        take_items(&all);
    else
        take_elements(&all);
    return all;
}

// One way that the unknown facts may turn out: everything at its least or its most, and with or
// without the elements that may not belong. False where it has no end.
struct guess {
    bool most, all;
};

static bool take_guess(const struct extents *from, struct guess guess, struct decimal *out,
                       uint32_t *index, uint32_t *count) {
    if (guess.all && from->open)
        return false;
    for (size_t i = 0; i < from->count; i++) {
        const struct extent *extent = &from->at[i];
        if (!extent->sure && !guess.all)
            continue;
        if (guess.most && extent->unlimited)
            return false;
        index[*count] = (uint32_t)i;
        out[(*count)++] = guess.most ? extent->most : extent->least;
    }
    return true;
}

// The packing for one guess of the sizes and one of the spaces; misfit is a place in `sizes`.
static struct packing pack(const struct extents *sizes, struct guess size_guess,
                           const struct extents *spaces, struct guess space_guess) {
    struct arena *arena = sizes->env->arena;
    struct decimal *a = ARENA_ARRAY(arena, struct decimal, sizes->count),
                   *b = ARENA_ARRAY(arena, struct decimal, spaces->count);
    uint32_t *index = ARENA_ARRAY(arena, uint32_t, sizes->count + spaces->count), m = 0, n = 0;
    struct packing open = {TRUTH_UNKNOWN, UINT32_MAX, 0};
    if (!take_guess(sizes, size_guess, a, index, &m) ||
        !take_guess(spaces, space_guess, b, index + m, &n))
        return open;
    struct packing packing = packing_decide(arena, a, m, b, n);
    if (packing.fits != TRUTH_TRUE)
        packing.misfit = index[packing.misfit];
    return run_step(sizes->env->run, CALL_STEPS * packing.steps) ? packing : open;
}

// Impossible even where the facts turn out best, or possible even where they turn out worst.
static struct packing decide(const struct extents *sizes, const struct extents *spaces) {
    const struct guess least = {false, false}, most = {true, true};
    struct packing best = pack(sizes, least, spaces, most);
    if (best.fits == TRUTH_FALSE)
        return best;
    const struct guess sure = {false, false};
    struct packing worst = pack(sizes, most, spaces, sure);
    return worst.fits == TRUTH_TRUE ? worst : (struct packing){TRUTH_UNKNOWN, worst.misfit, 0};
}

static struct packing decide_here(struct env *env, const struct expr *expr, struct extents *sizes) {
    *sizes = extents_of(env, expr->items[0]);
    struct extents spaces = extents_of(env, expr->items[1]);
    return decide(sizes, &spaces);
}

struct vector fn_packs(struct env *env, const struct expr *expr) {
    uint32_t n = env_varies(env, expr->uses) ? env->n : 1;
    struct cells out = cells_new(env->arena, REP_BIT, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    memset(out.at.bits, 0, words_for(n) * sizeof(uint64_t));
    for (uint32_t lane = 0; lane < n; lane++) {
        struct env *single = env_at_lane(env, lane);
        struct extents sizes;
        enum truth fits = decide_here(single, expr, &sizes).fits;
        env_end(single);
        if (fits != TRUTH_UNKNOWN)
            bit_set(out.valid, lane);
        if (fits == TRUTH_TRUE)
            bit_set(out.at.bits, lane);
    }
    return cells_vector(out);
}

static void show_place(struct env *env, const struct space_def *space, uint32_t row,
                       struct text *out) {
    struct fact_path path = locate_row(env->run, space, row, env->arena);
    fact_path_show(out, &path);
}

void packs_misfit(struct env *env, const struct expr *expr, struct text *out) {
    struct extents sizes;
    struct packing packing = decide_here(env, expr, &sizes);
    const struct loop *last = last_loop(expr->items[0]);
    if (packing.fits == TRUTH_TRUE || packing.misfit >= sizes.count)
        return;
    const struct extent *extent = &sizes.at[packing.misfit];
    if (last != NULL && last->space != NULL)
        show_place(env, last->space, extent->row, out);
    else
        text_addf(out, "element %u", extent->row + 1);
    text_add(out, ", ");
    quantity_show(out, extent->least, expr->items[0]->type.element->dimension);
}
