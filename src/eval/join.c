// Looking elements up instead of visiting them.
#include "eval/join.h"

#include "eval/evaluate.h"
#include "eval/join_index.h"

// Of one loop and the conditions of its rounds, kept with the environment that its lists are the
// same for.
struct join {
    const struct join *next; // of other loops, for the same condition
    uint32_t slot;
    const struct join_plan *plan; // NULL: there is nothing to look up
    const struct join_index *indexes[JOIN_LEAVES];
    uint64_t visited; // elements, without an index
};

struct join_search {
    const struct join *join;
    struct vector values[JOIN_LEAVES]; // by leaf, over the lanes
};

// An index costs what visiting its elements a few times does. Of short lists all are visited.
enum { VISITS_BEFORE = 4, WORTH_A_LOOK = 4 };

// The innermost condition of the rounds, which tells these conditions from others with the loop.
static const struct expr *condition_of(const struct rounds *rounds, uint32_t level) {
    const struct expr *last = rounds->body;
    for (uint32_t i = level; i < rounds->loop_count && rounds->body == NULL; i++)
        if (rounds->loops[i].guard != NULL)
            last = rounds->loops[i].guard;
    return last;
}

// Rows of the facts are the same everywhere.
static struct env *home_of(struct env *env, const struct lists *lists) {
    if (lists->space != NULL)
        return env->run->root;
    uint64_t uses = lists->loop->values->uses;
    struct env *home = env_home(env, uses);
    return lists->vector.n == 1 && !env_varies(home, uses) ? home : NULL;
}

static struct join *join_of(const struct rounds *rounds, uint32_t level, struct env *home,
                            const struct expr *condition) {
    struct join *first = (struct join *)memo_find(home, MEMO_JOIN, condition);
    for (struct join *join = first; join != NULL; join = (struct join *)join->next)
        if (join->slot == rounds->loops[level].slot)
            return join;
    struct join *join = ARENA_NEW(home->arena, struct join);
    join->next = first;
    join->slot = rounds->loops[level].slot;
    join->plan = join_plan_new(home->arena, &rounds->loops[level], rounds->loop_count - level,
                               rounds->body, rounds->negated);
    memo_add(home, MEMO_JOIN, condition, join);
    return join;
}

static uint64_t lengths(const struct lists *lists, uint32_t n, const uint64_t *maybe,
                        uint32_t *lanes) {
    uint64_t total = 0;
    for (uint32_t lane = 0; lane < n; lane++)
        if (bit_get(maybe, lane)) {
            total += lists_stretch(lists, lane).count;
            (*lanes)++;
        }
    return total;
}

static bool is_worth_it(struct join *join, const struct env *env, const struct lists *lists,
                        const uint64_t *maybe) {
    uint32_t lanes = 0;
    uint64_t elements = lengths(lists, env->n, maybe, &lanes);
    if (elements < (uint64_t)WORTH_A_LOOK * lanes)
        return false;
    join->visited += elements;
    return join->visited > (uint64_t)VISITS_BEFORE * lists_room(lists);
}

static struct vector value_of(struct env *env, const struct join_step *step,
                              const struct expr *value) {
    if (step == NULL)
        return evaluate(env, value);
    struct env *body = call_begin_with(env, step->call, step->binds);
    struct vector made = value_of(body, step->next, value);
    struct vector kept = vector_keep(env->arena, &made);
    env_end(body);
    return kept;
}

static void make_ready(struct join_search *search, struct join *join, const struct join_term *term,
                       struct env *env, struct env *home, const struct lists *lists) {
    if (term->kind != JOIN_LEAF) {
        make_ready(search, join, term->a, env, home, lists);
        make_ready(search, join, term->b, env, home, lists);
        return;
    }
    const struct join_leaf *leaf = term->leaf;
    if (join->indexes[leaf->number] == NULL)
        join->indexes[leaf->number] = join_index_new(home, lists, leaf);
    search->values[leaf->number] = value_of(env, leaf->outside, leaf->value);
}

// What is counted for coverage is every element.
const struct join_search *join_find(const struct rounds *rounds, uint32_t level, struct env *env,
                                    const struct lists *lists, const uint64_t *maybe) {
    const struct expr *condition = condition_of(rounds, level);
    struct env *home = condition != NULL && env->run->coverage == NULL ? home_of(env, lists) : NULL;
    struct join *join = home != NULL ? join_of(rounds, level, home, condition) : NULL;
    if (join == NULL || join->plan == NULL || !is_worth_it(join, env, lists, maybe))
        return NULL;
    struct join_search *search = ARENA_NEW(env->arena, struct join_search);
    search->join = join;
    make_ready(search, join, join->plan->term, env, home, lists);
    return search;
}

// ---- candidates ----

static uint32_t first_from(struct join_elements elements, uint32_t least) {
    uint32_t low = 0, high = elements.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (elements.at[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct join_span span_within(struct join_elements elements, const struct stretch *stretch) {
    return (struct join_span){elements.at, first_from(elements, stretch->start),
                              first_from(elements, stretch->start + stretch->count)};
}

static struct join_candidates all_of(const struct stretch *stretch) {
    return (struct join_candidates){
        .spans = {{NULL, stretch->start, stretch->start + stretch->count}}, .count = 1};
}

static struct join_candidates of_leaf(const struct join_search *search,
                                      const struct join_leaf *leaf, uint32_t lane,
                                      const struct stretch *stretch) {
    const struct join_index *index = search->join->indexes[leaf->number];
    const struct vector *value = &search->values[leaf->number];
    if (!vector_known(value, lane))
        return all_of(stretch);
    return (struct join_candidates){
        .spans = {span_within(join_index_find(index, value, lane), stretch),
                  span_within(join_index_open(index), stretch)},
        .count = 2};
}

static uint64_t size_of(const struct join_candidates *candidates) {
    uint64_t size = 0;
    for (uint32_t i = 0; i < candidates->count; i++)
        size += candidates->spans[i].end - candidates->spans[i].next;
    return size;
}

static struct join_candidates of_term(const struct join_search *search,
                                      const struct join_term *term, uint32_t lane,
                                      const struct stretch *stretch) {
    if (term->kind == JOIN_LEAF)
        return of_leaf(search, term->leaf, lane, stretch);
    struct join_candidates a = of_term(search, term->a, lane, stretch);
    struct join_candidates b = of_term(search, term->b, lane, stretch);
    if (term->kind == JOIN_BOTH)
        return size_of(&a) <= size_of(&b) ? a : b;
    for (uint32_t i = 0; i < b.count; i++)
        a.spans[a.count++] = b.spans[i];
    return a;
}

struct join_candidates join_candidates(const struct join_search *search, uint32_t lane,
                                       const struct stretch *stretch) {
    return of_term(search, search->join->plan->term, lane, stretch);
}

static uint32_t head(const struct join_span *span) {
    return span->at != NULL ? span->at[span->next] : span->next;
}

bool candidates_next(struct join_candidates *candidates, uint32_t *element) {
    bool found = false;
    for (uint32_t i = 0; i < candidates->count; i++) {
        const struct join_span *span = &candidates->spans[i];
        if (span->next < span->end && (!found || head(span) < *element)) {
            *element = head(span);
            found = true;
        }
    }
    for (uint32_t i = 0; i < candidates->count; i++) {
        struct join_span *span = &candidates->spans[i];
        while (span->next < span->end && head(span) == *element)
            span->next++;
    }
    return found;
}
