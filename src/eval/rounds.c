// Going through the rounds of a sequence in batches: one level of loops inside another.
#include "eval/rounds.h"

#include <assert.h>
#include <string.h>

#include "eval/coverage.h"
#include "eval/evaluate.h"
#include "eval/join.h"
#include "eval/logic.h"
#include "eval/profile.h"

const uint32_t lanes_zero[BATCH];

// Where the walk stands: the loops still to go through, over the lanes of env. base is the
// environment the sequence was started in while the lanes of env still have their owners there;
// NULL once a single lane was picked, which belongs to `lane`.
struct walk {
    const struct rounds *rounds;
    uint32_t level;
    struct env *env, *base;
    uint32_t lane;
    const uint64_t *sure, *maybe;
};

static void descend(const struct walk *walk);

// The fold's lane that a lane of the walk belongs to.
static uint32_t owner_of(const struct walk *walk, uint32_t lane) {
    return walk->base ? env_lane_in(walk->env, lane, walk->base) : walk->lane;
}

// With default [] a list that is absent is empty; the one of an unknown element stays unknown. Once
// the budget is spent, what is absent no longer matters.
static void report_absent(const struct walk *walk, const struct lists *lists, uint32_t lane) {
    if (run_is_spent(walk->env->run))
        return;
    if (lists->loop->optional && vector_known(&lists->vector, lane))
        return;
    struct absence absence = {walk->env, lists->loop, lane, owner_of(walk, lane),
                              bit_get(walk->sure, lane)};
    walk->rounds->absent(walk->rounds->state, &absence);
}

// Applies the guard and the lets of the loop whose elements are bound in child, then goes on
// inside.
static void enter(const struct walk *walk, struct env *child, const struct loop *loop,
                  uint64_t *sure, uint64_t *maybe) {
    uint32_t words = words_for(child->n);
    uint64_t any = 0;
    if (run_is_spent(child->run))
        return;
    if (child->n % 64)
        maybe[words - 1] &= ((uint64_t)1 << child->n % 64) - 1;
    if (child->run->coverage != NULL)
        coverage_narrow(child, maybe);
    if (loop->guard) {
        struct vector guard = evaluate_lanes(child, loop->guard);
        for (uint32_t w = 0; w < words; w++) {
            struct truths truths = truths_at(&guard, w);
            sure[w] &= truths.sure;
            maybe[w] &= truths.maybe;
        }
    }
    for (uint32_t w = 0; w < words; w++) {
        sure[w] &= maybe[w];
        any |= maybe[w];
    }
    if (!any || !run_step(child->run, child->n))
        return;
    if (child->run->coverage != NULL)
        coverage_narrow(child, maybe);
    bind_lets(child, loop->lets, loop->let_count);
    struct walk inner = *walk;
    inner.level++;
    inner.env = child;
    inner.sure = sure;
    inner.maybe = maybe;
    descend(&inner);
}

void bind_lets(struct env *env, const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        struct binding binding = {.slot = lets[i].slot, .source = lets[i].value};
        binding.values = evaluate(env, lets[i].value);
        env_bind(env, binding);
    }
}

// A batch of elements being gathered: which element and which lane of the walk each belongs to.
struct batch {
    struct env *env;
    uint32_t *elements, *owners, *positions;
    uint32_t n;
};

static struct batch batch_begin(const struct walk *walk) {
    struct batch batch = {.env = env_begin(walk->env->run, walk->env, NULL, 0)};
    batch.elements = arena_alloc(batch.env->arena, BATCH * sizeof *batch.elements);
    batch.owners = arena_alloc(batch.env->arena, BATCH * sizeof *batch.owners);
    batch.positions = arena_alloc(batch.env->arena, BATCH * sizeof *batch.positions);
    return batch;
}

// An element surely belongs where its lane does and the list surely has it; rows of the facts are
// all sure, elements of a computed list may not be.
static void gather_membership(const struct walk *walk, const struct lists *lists,
                              const struct batch *batch, uint64_t *sure, uint64_t *maybe) {
    memset(sure, 0, BATCH_WORDS * sizeof *sure);
    memset(maybe, 0, BATCH_WORDS * sizeof *maybe);
    for (uint32_t i = 0; i < batch->n; i++) {
        bool certain = lists->space || bit_get(lists->vector.sure, batch->elements[i]);
        sure[i / 64] |= (uint64_t)(certain && bit_get(walk->sure, batch->owners[i])) << (i % 64);
        maybe[i / 64] |= (uint64_t)bit_get(walk->maybe, batch->owners[i]) << (i % 64);
    }
}

static bool is_run(const uint32_t *elements, uint32_t n) {
    for (uint32_t i = 1; i < n; i++)
        if (elements[i] != elements[0] + i)
            return false;
    return true;
}

static struct vector batch_rows(const struct batch *batch) {
    struct vector rows = {.rep = REP_ROW, .n = batch->n, .valid = bits_all};
    rows.at.ids = batch->elements;
    rows.contiguous = is_run(batch->elements, batch->n);
    rows.first = batch->elements[0];
    return rows;
}

// Goes on inside with what was gathered, then begins anew: values made for a batch end with its
// environment.
static void batch_flush(const struct walk *walk, const struct lists *lists, struct batch *batch) {
    if (batch->n) {
        uint64_t sure[BATCH_WORDS], maybe[BATCH_WORDS];
        gather_membership(walk, lists, batch, sure, maybe);
        struct env *env = batch->env;
        env->n = batch->n;
        env->owner = batch->owners;
        struct vector values = lists->space ? lists_values(env, lists, batch_rows(batch))
                                            : vector_gather(env->arena, lists->vector.elements,
                                                            batch->elements, batch->n);
        struct binding binding = {.slot = lists->loop->slot,
                                  .values = values,
                                  .loop = lists->loop,
                                  .positions = batch->positions};
        env_bind(env, binding);
        enter(walk, env, lists->loop, sure, maybe);
    }
    env_end(batch->env);
    *batch = batch_begin(walk);
}

static void batch_put(const struct walk *walk, const struct lists *lists, struct batch *batch,
                      uint32_t lane, uint32_t start, uint32_t element) {
    if (batch->n == BATCH)
        batch_flush(walk, lists, batch);
    batch->elements[batch->n] = element;
    batch->owners[batch->n] = lane;
    batch->positions[batch->n] = lists->space ? element : element - start;
    batch->n++;
}

static void batch_add(const struct walk *walk, const struct lists *lists, struct batch *batch,
                      uint32_t lane, struct stretch stretch) {
    for (uint32_t i = 0; i < stretch.count; i++)
        batch_put(walk, lists, batch, lane, stretch.start, stretch.start + i);
}

// Binds the elements of consecutive rows. Only values have to remember their rows.
static void bind_run(struct env *env, const struct lists *lists, uint32_t first) {
    struct binding binding = {.slot = lists->loop->slot,
                              .values = lists_elements(env, lists, first, env->n),
                              .loop = lists->loop};
    if (binding.values.rep != REP_ROW) {
        uint32_t *positions = arena_alloc(env->arena, env->n * sizeof *positions);
        for (uint32_t i = 0; i < env->n; i++)
            positions[i] = first + i;
        binding.positions = positions;
    }
    env_bind(env, binding);
}

// Of rows that follow each other, those that belong and whose list is absent.
static void report_absences(const struct walk *walk, const struct lists *lists) {
    uint64_t present[BATCH_WORDS];
    bits_copy(present, lists->space->present, lists->vector.first, walk->env->n);
    for (uint32_t w = 0; w < words_for(walk->env->n); w++)
        for (uint64_t bits = walk->maybe[w] & ~present[w]; bits; bits &= bits - 1) {
            uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(bits);
            if (lane < walk->env->n)
                report_absent(walk, lists, lane);
        }
}

static bool is_full(const uint64_t *bits, uint32_t n) {
    for (uint32_t w = 0; w < n / 64; w++)
        if (bits[w] != UINT64_MAX)
            return false;
    return n % 64 == 0 || (~bits[n / 64] << (64 - n % 64)) == 0;
}

// Membership of lanes as membership of what they own.
static void inherit_bits(uint64_t *to, struct env *env, const uint64_t *from) {
    if (is_full(from, env->parent->n)) {
        memset(to, 0xff, words_for(env->n) * sizeof *to);
        return;
    }
    const uint32_t *owner = env_owner(env);
    memset(to, 0, words_for(env->n) * sizeof *to);
    for (uint32_t i = 0; i < env->n; i++)
        to[i / 64] |= (uint64_t)bit_get(from, owner[i]) << (i % 64);
}

// Lists of rows that follow each other follow each other too: their elements are taken chunk by
// chunk, in place, those of lanes that do not belong among them.
static void walk_run(const struct walk *walk, const struct lists *lists) {
    const uint32_t *offsets = lists->space->offsets + lists->vector.first;
    for (uint32_t first = offsets[0], end = offsets[walk->env->n], n; first < end; first += n) {
        uint32_t left = BATCH - first % BATCH;
        n = end - first < left ? end - first : left;
        struct env *env = env_begin(walk->env->run, walk->env, NULL, n);
        env->offsets = offsets;
        env->first = first;
        uint64_t sure[BATCH_WORDS], maybe[BATCH_WORDS];
        inherit_bits(sure, env, walk->sure);
        inherit_bits(maybe, env, walk->maybe);
        bind_run(env, lists, first);
        enter(walk, env, lists->loop, sure, maybe);
        env_end(env);
    }
    report_absences(walk, lists);
}

static uint32_t count_lanes(const uint64_t *lanes, uint32_t n) {
    uint32_t count = 0;
    for (uint32_t w = 0; w < words_for(n); w++)
        count += (uint32_t)__builtin_popcountll(lanes[w] & lanes_of_word(n, w));
    return count;
}

// Whether most lanes belong, so that taking the elements of all of them is the cheaper way.
static bool is_dense(const struct walk *walk) {
    return count_lanes(walk->maybe, walk->env->n) > walk->env->n / 2;
}

// Lists that differ from lane to lane: their elements are gathered into batches, whatever lane they
// belong to.
static void walk_segments(const struct walk *walk, const struct lists *lists) {
    if (lists->space && lists->vector.contiguous && is_dense(walk)) {
        walk_run(walk, lists);
        return;
    }
    struct batch batch = batch_begin(walk);
    for (uint32_t lane = 0; lane < walk->env->n; lane++) {
        if (!bit_get(walk->maybe, lane))
            continue;
        struct stretch stretch = lists_stretch(lists, lane);
        batch_add(walk, lists, &batch, lane, stretch);
        if (!stretch.present || stretch.incomplete)
            report_absent(walk, lists, lane);
    }
    batch_flush(walk, lists, &batch);
    env_end(batch.env);
}

// The same for elements of a list of values, from place `at` of the list on.
static void bind_values(struct env *env, const struct lists *lists, uint32_t first, uint32_t at,
                        uint64_t *sure) {
    uint32_t *positions = arena_alloc(env->arena, env->n * sizeof *positions);
    uint64_t certain[BATCH_WORDS];
    bits_copy(certain, lists->vector.sure, first, env->n);
    for (uint32_t w = 0; w < words_for(env->n); w++)
        sure[w] &= certain[w];
    for (uint32_t i = 0; i < env->n; i++)
        positions[i] = at + i;
    struct binding binding = {.slot = lists->loop->slot,
                              .loop = lists->loop,
                              .positions = positions,
                              .values = lists_elements(env, lists, first, env->n)};
    env_bind(env, binding);
}

// One list for a single lane, from place `from` on: stretches of a chunk at a time, whose columns
// are read in place.
static void walk_stretch(const struct walk *walk, const struct lists *lists, struct stretch stretch,
                         uint32_t from) {
    for (uint32_t at = from, n; at < stretch.count; at += n) {
        uint32_t first = stretch.start + at, left = BATCH - first % BATCH;
        n = stretch.count - at < left ? stretch.count - at : left;
        struct env *env = env_begin(walk->env->run, walk->env, lanes_zero, n);
        uint64_t sure[BATCH_WORDS], maybe[BATCH_WORDS];
        memset(sure, bit_get(walk->sure, 0) ? 0xff : 0, sizeof sure);
        memset(maybe, 0xff, sizeof maybe);
        if (lists->space)
            bind_run(env, lists, first);
        else
            bind_values(env, lists, first, at, sure);
        enter(walk, env, lists->loop, sure, maybe);
        env_end(env);
    }
}

// The lanes that may count and are not decided; false where there are none. What is counted for
// coverage is every element.
static bool open_lanes(const struct walk *walk, uint64_t *open) {
    const uint64_t *decided = walk->rounds->decided;
    bool leaves_out =
        decided != NULL && walk->env == walk->base && walk->env->run->coverage == NULL;
    uint64_t any = 0;
    for (uint32_t w = 0; w < words_for(walk->env->n); w++) {
        open[w] = walk->maybe[w] & (leaves_out ? ~decided[w] : UINT64_MAX);
        any |= open[w] & lanes_of_word(walk->env->n, w);
    }
    return any != 0;
}

// A list that has nothing to do with the lanes, from place `from` on, for the lanes that are open:
// one lane at a time, for all elements.
static void walk_lanes(const struct walk *walk, const struct lists *lists, struct stretch stretch,
                       uint32_t from, const uint64_t *open) {
    for (uint32_t lane = 0; lane < walk->env->n; lane++) {
        if (!bit_get(open, lane))
            continue;
        struct env *single = env_at_lane(walk->env, lane);
        uint64_t sure = bit_get(walk->sure, lane), maybe = 1;
        struct walk inner = {walk->rounds,         walk->level, single, NULL,
                             owner_of(walk, lane), &sure,       &maybe};
        walk_stretch(&inner, lists, stretch, from);
        env_end(single);
    }
}

// Whether so few of n lanes are open that it is less to visit `left` elements for each of them.
// Visited for all lanes, what is said of an element alone is computed once; a lane takes as long to
// begin as some elements.
static bool are_few(const uint64_t *open, uint32_t n, uint32_t left) {
    enum { BEGINNING = 256, DEARER = 16 };
    return (uint64_t)count_lanes(open, n) * (left + BEGINNING) * DEARER < (uint64_t)left * n;
}

// The same, shorter than the batch: one element at a time, for all lanes; as soon as few of them
// are open, one lane at a time. The first elements often decide most lanes.
static void walk_elements(const struct walk *walk, const struct lists *lists,
                          struct stretch stretch) {
    enum { LOOK_EACH = 8 };
    uint64_t maybe[BATCH_WORDS];
    for (uint32_t i = 0; i < stretch.count && open_lanes(walk, maybe); i++) {
        if (i > 0 && i % LOOK_EACH == 0 && are_few(maybe, walk->env->n, stretch.count - i)) {
            walk_lanes(walk, lists, stretch, i, maybe);
            return;
        }
        struct env *env = env_begin(walk->env->run, walk->env, NULL, walk->env->n);
        uint32_t *position = arena_alloc(env->arena, sizeof *position);
        struct vector row = {.rep = REP_ROW,
                             .n = 1,
                             .valid = bits_all,
                             .contiguous = true,
                             .first = stretch.start + i};
        struct vector value =
            lists->space ? lists_values(env, lists, row)
                         : vector_lane(env->arena, lists->vector.elements, stretch.start + i);
        *position = lists->space ? stretch.start + i : i;
        struct binding binding = {
            .slot = lists->loop->slot, .values = value, .loop = lists->loop, .positions = position};
        env_bind(env, binding);
        uint64_t sure[BATCH_WORDS];
        size_t size = words_for(env->n) * sizeof *sure;
        bool certain = lists->space || bit_get(lists->vector.sure, stretch.start + i);
        if (certain)
            memcpy(sure, walk->sure, size);
        else
            memset(sure, 0, size);
        enter(walk, env, lists->loop, sure, maybe);
        env_end(env);
    }
}

static void walk_unrelated(const struct walk *walk, const struct lists *lists) {
    struct stretch stretch = lists_stretch(lists, 0);
    if (walk->env->run->profile != NULL)
        profile_repeat(walk->env->run, lists->loop, stretch.count,
                       count_lanes(walk->maybe, walk->env->n));
    if (stretch.count > walk->env->n)
        walk_lanes(walk, lists, stretch, 0, walk->maybe);
    else
        walk_elements(walk, lists, stretch);
    for (uint32_t lane = 0; (!stretch.present || stretch.incomplete) && lane < walk->env->n; lane++)
        if (bit_get(walk->maybe, lane))
            report_absent(walk, lists, lane);
}

static bool is_decided(const struct walk *walk, uint32_t lane) {
    return walk->rounds->decided != NULL && bit_get(walk->rounds->decided, owner_of(walk, lane));
}

// Of the elements of a lane that may count those from number `first` up to `last`, as long as it is
// not decided. Whether there are others behind them.
static bool add_candidates(const struct walk *walk, const struct lists *lists, struct batch *batch,
                           uint32_t lane, struct join_candidates *candidates, uint32_t first,
                           uint32_t last) {
    struct stretch stretch = lists_stretch(lists, lane);
    uint32_t number = 0, element;
    while (!is_decided(walk, lane) && candidates_next(candidates, &element)) {
        if (number == last)
            return true;
        if (number++ >= first)
            batch_put(walk, lists, batch, lane, stretch.start, element);
    }
    if (number < stretch.count && walk->rounds->left_out != NULL)
        *walk->rounds->left_out = true;
    return false;
}

// The first candidates often decide a lane, so that those of all lanes are visited before others
// are. Whether there are others. Where rounds of several lanes have one owner they stay in order.
enum { FIRST_CANDIDATES = 8 };

static bool visit_first(const struct walk *walk, const struct lists *lists,
                        const struct join_search *search, struct batch *batch) {
    bool more = false;
    for (uint32_t lane = 0; lane < walk->env->n; lane++) {
        if (!bit_get(walk->maybe, lane))
            continue;
        struct stretch stretch = lists_stretch(lists, lane);
        struct join_candidates candidates = join_candidates(search, lane, &stretch);
        more |= add_candidates(walk, lists, batch, lane, &candidates, 0, FIRST_CANDIDATES);
    }
    if (more)
        batch_flush(walk, lists, batch);
    return more;
}

// Elements that an equality rules out are not visited at all.
static void walk_joined(const struct walk *walk, const struct lists *lists,
                        const struct join_search *search) {
    struct batch batch = batch_begin(walk);
    bool in_turns = walk->rounds->decided != NULL && walk->env == walk->base && walk->env->n > 1;
    bool more = !in_turns || visit_first(walk, lists, search, &batch);
    for (uint32_t lane = 0; lane < walk->env->n; lane++) {
        if (!bit_get(walk->maybe, lane))
            continue;
        struct stretch stretch = lists_stretch(lists, lane);
        if (more) {
            struct join_candidates candidates = join_candidates(search, lane, &stretch);
            add_candidates(walk, lists, &batch, lane, &candidates, in_turns ? FIRST_CANDIDATES : 0,
                           UINT32_MAX);
        }
        if (!stretch.present || stretch.incomplete)
            report_absent(walk, lists, lane);
    }
    batch_flush(walk, lists, &batch);
    env_end(batch.env);
}

// Over one lane all rounds belong to it, and no owners are needed.
static void visit(const struct walk *walk) {
    struct round round = {.env = walk->env,
                          .sure = walk->sure,
                          .maybe = walk->maybe,
                          .base = walk->base != NULL && walk->base->n > 1 ? walk->base : NULL,
                          .lane = walk->lane};
    walk->rounds->visit(walk->rounds->state, &round);
}

// Picks the way for the next loop by how its lists lie: see README.md.
static void descend(const struct walk *walk) {
    if (run_is_spent(walk->env->run))
        return;
    if (walk->level == walk->rounds->loop_count) {
        visit(walk);
        return;
    }
    struct lists lists = lists_of(walk->env, &walk->rounds->loops[walk->level]);
    const struct join_search *search =
        join_find(walk->rounds, walk->level, walk->env, &lists, walk->maybe);
    if (search != NULL) {
        walk_joined(walk, &lists, search);
    } else if (walk->env->n > 1 && lists.vector.n == 1) {
        walk_unrelated(walk, &lists);
    } else if (walk->env->n > 1) {
        walk_segments(walk, &lists);
    } else {
        struct stretch stretch = lists_stretch(&lists, 0);
        walk_stretch(walk, &lists, stretch, 0);
        if (!stretch.present || stretch.incomplete)
            report_absent(walk, &lists, 0);
    }
}

void rounds_run(const struct rounds *rounds, struct env *env, const uint64_t *sure,
                const uint64_t *maybe) {
    struct walk walk = {.rounds = rounds, .env = env, .base = env, .sure = sure, .maybe = maybe};
    descend(&walk);
}

void rounds_of_sequence(struct env *env, const struct sequence *sequence,
                        void (*on_round)(void *state, const struct round *round),
                        void (*on_absence)(void *state, const struct absence *absence),
                        void *state) {
    struct rounds rounds = {.loops = sequence->loops,
                            .loop_count = sequence->loop_count,
                            .visit = on_round,
                            .absent = on_absence,
                            .state = state};
    rounds_run(&rounds, env, env_asked(env), env_asked(env));
}
