// Lists as values: sequences brought together, list literals, and the builtins over lists.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/version.h"
#include "eval/evaluate.h"
#include "eval/logic.h"
#include "eval/rounds.h"

// Elements in the making, in the order they come, each with its owner; in the rep of the first
// until one needs decimals.
struct elements {
    struct arena *arena;
    const struct expr *element;
    enum rep rep;
    uint64_t *incomplete; // by owner
    uint32_t *owners;
    struct decimal *decimals; // numbers of either rep, bools as 0 and 1
    uint32_t *ids;
    bool *known, *sure;
    size_t count, room;
    bool any_decimal;
};

static void *grown(struct arena *arena, const void *items, size_t count, size_t room, size_t size) {
    void *copy = arena_alloc(arena, room * size);
    if (count)
        memcpy(copy, items, count * size);
    return copy;
}

static void make_room(struct elements *all) {
    if (all->count < all->room)
        return;
    all->room = all->room ? all->room * 2 : 16;
    all->owners = grown(all->arena, all->owners, all->count, all->room, sizeof *all->owners);
    all->known = grown(all->arena, all->known, all->count, all->room, sizeof *all->known);
    all->sure = grown(all->arena, all->sure, all->count, all->room, sizeof *all->sure);
    if (all->rep == REP_TEXT || all->rep == REP_ROW)
        all->ids = grown(all->arena, all->ids, all->count, all->room, sizeof *all->ids);
    else
        all->decimals =
            grown(all->arena, all->decimals, all->count, all->room, sizeof *all->decimals);
}

static void add_element(struct elements *all, uint32_t owner, bool sure,
                        const struct vector *values, uint32_t lane) {
    make_room(all);
    lane = values->n == 1 ? 0 : lane;
    size_t at = all->count++;
    all->owners[at] = owner;
    all->sure[at] = sure;
    all->known[at] = bit_get(values->valid, lane);
    all->any_decimal |= values->rep == REP_DECIMAL;
    if (all->rep == REP_TEXT)
        all->ids[at] = values->at.ids[lane];
    else if (all->rep == REP_ROW)
        all->ids[at] = vector_row(values, lane);
    else if (all->rep == REP_BIT)
        all->decimals[at] = decimal_from_int(bit_get(values->at.bits, lane));
    else
        all->decimals[at] = vector_decimal(values, lane);
}

static void put_value(struct cells *cells, uint32_t to, const struct elements *all, size_t from) {
    switch (cells->rep) {
    case REP_BIT:
        if (all->decimals[from].nano)
            bit_set(cells->at.bits, to);
        break;
    case REP_INT:
        if (!decimal_to_int(all->decimals[from], &cells->at.ints[to]))
            cells->at.ints[to] = 0;
        break;
    case REP_DECIMAL:
        cells->at.decimals[to] = all->decimals[from];
        break;
    case REP_TEXT:
    case REP_ROW:
        cells->at.ids[to] = all->ids[from];
        break;
    case REP_LIST:
        assert(false && "no lists of lists");
    }
}

// The elements as list vector of n lanes: put together by owner, in the order they came (a counting
// sort).
static struct vector lists_of_elements(const struct elements *all, uint32_t n,
                                       struct arena *arena) {
    enum rep rep = all->any_decimal ? REP_DECIMAL : all->rep;
    uint32_t total = (uint32_t)all->count;
    struct cells cells = cells_new(arena, rep, total), lists = cells_new(arena, REP_LIST, n);
    uint64_t *sure = ARENA_ARRAY(arena, uint64_t, words_for(total));
    memset(cells.valid, 0, words_for(total) * sizeof(uint64_t));
    memset(cells.at.any, 0, rep_bytes(rep, total));
    memset(lists.valid, 0xff, words_for(n) * sizeof(uint64_t));
    memset(lists.at.segments, 0, n * sizeof(struct segment));
    for (uint32_t i = 0; i < total; i++)
        lists.at.segments[all->owners[i]].count++;
    for (uint32_t owner = 0, start = 0; owner < n; owner++) {
        lists.at.segments[owner].start = start;
        start += lists.at.segments[owner].count;
        lists.at.segments[owner].count = 0;
        lists.at.segments[owner].incomplete = all->incomplete && bit_get(all->incomplete, owner);
    }
    for (uint32_t i = 0; i < total; i++) {
        struct segment *segment = &lists.at.segments[all->owners[i]];
        uint32_t to = segment->start + segment->count++;
        put_value(&cells, to, all, i);
        if (all->known[i])
            bit_set(cells.valid, to);
        if (all->sure[i])
            bit_set(sure, to);
    }
    struct vector vector = cells_vector(lists), *elements = arena_alloc(arena, sizeof *elements);
    *elements = cells_vector(cells);
    vector.elements = elements;
    vector.sure = sure;
    return vector;
}

static void visit(void *state, const struct round *round) {
    struct elements *all = state;
    struct vector values = evaluate(round->env, all->element);
    for (uint32_t w = 0; w < words_for(round->env->n); w++)
        for (uint64_t bits = round->maybe[w]; bits; bits &= bits - 1) {
            uint32_t lane = w * 64 + (uint32_t)__builtin_ctzll(bits);
            add_element(all, round->owner ? round->owner[lane] : round->lane,
                        bit_get(round->sure, lane), &values, lane);
        }
}

static void absent(void *state, struct env *env, uint32_t lane, const struct loop *loop,
                   uint32_t owner, bool sure) {
    struct elements *all = state;
    (void)env;
    (void)lane;
    (void)loop;
    (void)sure;
    bit_set(all->incomplete, owner);
}

static struct vector sequence_lists(struct env *env, const struct expr *expr, struct arena *arena) {
    struct elements all = {.arena = env->arena, .element = expr->sequence->element};
    all.rep = rep_of(&expr->sequence->element->type);
    all.incomplete = ARENA_ARRAY(env->arena, uint64_t, words_for(env->n));
    struct rounds rounds = {.loops = expr->sequence->loops,
                            .loop_count = expr->sequence->loop_count,
                            .visit = visit,
                            .absent = absent,
                            .state = &all};
    rounds_run(&rounds, env, bits_all, bits_all);
    return lists_of_elements(&all, env->n, arena);
}

static struct vector item_lists(struct env *env, const struct expr *expr, struct arena *arena) {
    struct elements all = {.arena = env->arena, .rep = rep_of(expr->type.element)};
    for (uint32_t i = 0; i < expr->count; i++) {
        struct vector item = evaluate(env, expr->items[i]);
        for (uint32_t lane = 0; lane < env->n; lane++)
            add_element(&all, lane, true, &item, lane);
    }
    return lists_of_elements(&all, env->n, arena);
}

struct vector list_of(struct env *env, const struct expr *expr, struct arena *arena) {
    return expr->kind == EXPR_SEQUENCE ? sequence_lists(env, expr, arena)
                                       : item_lists(env, expr, arena);
}

// Equality and order of elements, by type. Elements of two lists may be held in different reps.
static int element_order(const struct run *run, enum type_kind kind, const struct vector *a,
                         uint32_t i, const struct vector *b, uint32_t j) {
    if (kind == TYPE_VERSION)
        return version_compare(run_text(run, a->at.ids[i]), run_text(run, b->at.ids[j]));
    if (a->rep == REP_TEXT)
        return a->at.ids[i] == b->at.ids[j]
                   ? 0
                   : strcmp(run_text(run, a->at.ids[i]), run_text(run, b->at.ids[j]));
    if (a->rep == REP_BIT)
        return (int)bit_get(a->at.bits, i) - (int)bit_get(b->at.bits, j);
    return decimal_compare(vector_decimal(a, i), vector_decimal(b, j));
}

// One list of a list vector, its elements sorted by value for searching.
struct sorted {
    const struct run *run;
    enum type_kind kind;
    const struct vector *elements;
    uint32_t *order;
    uint32_t count;
    bool whole; // all of it is known
};

static void sort_range(const struct sorted *sorted, uint32_t *order, uint32_t *spare, uint32_t n) {
    if (n < 2)
        return;
    uint32_t half = n / 2;
    sort_range(sorted, order, spare, half);
    sort_range(sorted, order + half, spare, n - half);
    memcpy(spare, order, half * sizeof *spare);
    uint32_t left = 0, right = half, to = 0;
    while (left < half)
        order[to++] = right < n && element_order(sorted->run, sorted->kind, sorted->elements,
                                                 order[right], sorted->elements, spare[left]) < 0
                          ? order[right++]
                          : spare[left++];
}

// Lane's list; elements that are unknown or may not belong are left out and clear `whole`.
static struct sorted sort_list(struct env *env, enum type_kind kind, const struct vector *lists,
                               uint32_t lane, struct arena *arena) {
    struct sorted sorted = {.run = env->run, .kind = kind, .elements = lists->elements};
    lane = lists->n == 1 ? 0 : lane;
    if (!bit_get(lists->valid, lane))
        return sorted;
    const struct segment *segment = &lists->at.segments[lane];
    if (!run_step(env->run, segment->count))
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

// The list at a lane; one that is the same in all lanes is sorted once.
static void sort_lane(struct env *env, enum type_kind kind, const struct vector *lists,
                      uint32_t lane, struct sorted *sorted) {
    if (lane == 0 || lists->n > 1)
        *sorted = sort_list(env, kind, lists, lane, env->arena);
}

static bool sorted_has(const struct sorted *sorted, const struct vector *value, uint32_t lane) {
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

// A list that is the same for all lanes, made ready for many questions; kept with the list's home.
struct members {
    struct sorted sorted;
    const uint64_t *present; // texts: a bit for each dictionary id; NULL for other types
    uint32_t words;
    bool open; // the list is absent, or some of its elements cannot be told
};

static bool is_text(enum type_kind kind) {
    return kind == TYPE_TEXT || kind == TYPE_ENUM;
}

// A bitmap over dictionary ids answers for texts in one step.
static void mark_ids(struct members *members, struct arena *arena) {
    const uint32_t *ids = members->sorted.elements->at.ids;
    for (uint32_t i = 0; i < members->sorted.count; i++) {
        uint32_t words = ids[members->sorted.order[i]] / 64 + 1;
        members->words = words > members->words ? words : members->words;
    }
    uint64_t *present = ARENA_ARRAY(arena, uint64_t, members->words);
    for (uint32_t i = 0; i < members->sorted.count; i++)
        bit_set(present, ids[members->sorted.order[i]]);
    members->present = present;
}

static bool is_open(const struct vector *lists) {
    if (!bit_get(lists->valid, 0) || lists->at.segments[0].incomplete)
        return true;
    const struct segment *segment = &lists->at.segments[0];
    for (uint32_t i = segment->start; i < segment->start + segment->count; i++)
        if (!bit_get(lists->elements->valid, i))
            return true;
    return false;
}

static const struct members *members_of(struct env *env, const struct expr *list) {
    struct env *home = env_home(env, list->uses);
    const void *key = (const char *)list + 1; // the list's own value is kept under list
    const struct members *kept = memo_find(home, key);
    if (kept)
        return kept;
    struct members *members = ARENA_NEW(home->arena, struct members);
    struct vector lists = evaluate(home, list);
    members->sorted = sort_list(env, list->type.element->kind, &lists, 0, home->arena);
    members->open = is_open(&lists);
    if (is_text(list->type.element->kind))
        mark_ids(members, home->arena);
    memo_add(home, key, members);
    return members;
}

// Unknown where the elements that may not belong have to be looked at one by one.
static enum truth ask_members(const struct members *members, const struct vector *value,
                              uint32_t lane) {
    uint32_t id = members->present ? value->at.ids[lane] : 0;
    bool found = members->present ? id / 64 < members->words && bit_get(members->present, id)
                                  : sorted_has(&members->sorted, value, lane);
    return found ? TRUTH_TRUE : members->sorted.whole ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

// Whether the element at i of a list equals the value: some e in L has e == x, e unknown or
// doubtful included.
static enum truth scan_list(struct env *env, const struct expr *list, const struct vector *lists,
                            uint32_t lane, const struct vector *value) {
    if (!vector_known(lists, lane))
        return TRUTH_UNKNOWN;
    const struct segment *segment = &lists->at.segments[lists->n == 1 ? 0 : lane];
    if (!run_step(env->run, segment->count))
        return TRUTH_UNKNOWN;
    enum truth found = segment->incomplete ? TRUTH_UNKNOWN : TRUTH_FALSE;
    uint32_t at = value->n == 1 ? 0 : lane;
    for (uint32_t i = segment->start; i < segment->start + segment->count; i++) {
        bool known = bit_get(lists->elements->valid, i) && bit_get(value->valid, at);
        bool equal = known && element_order(env->run, list->type.element->kind, value, at,
                                            lists->elements, i) == 0;
        enum truth member = bit_get(lists->sure, i) ? TRUTH_TRUE : TRUTH_UNKNOWN;
        found = kleene_or[found][kleene_and[member][truth_of(known, equal)]];
    }
    return found;
}

static struct vector in_list(struct env *env, const struct expr *expr, struct arena *arena) {
    const struct expr *list = expr->items[1];
    struct vector value = evaluate(env, expr->items[0]), lists = evaluate(env, list);
    uint32_t n = value.n > lists.n ? value.n : lists.n;
    struct cells out = cells_new(arena, REP_BIT, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    memset(out.at.bits, 0, words_for(n) * sizeof(uint64_t));
    const struct members *members = lists.n == 1 && n > 1 ? members_of(env, list) : NULL;
    for (uint32_t i = 0; i < n; i++) {
        enum truth found =
            members && bit_get(value.valid, i) ? ask_members(members, &value, i) : TRUTH_UNKNOWN;
        if (found == TRUTH_UNKNOWN && !(members && members->open && bit_get(value.valid, i)))
            found = scan_list(env, list, &lists, i, &value);
        if (found != TRUTH_UNKNOWN)
            bit_set(out.valid, i);
        if (found == TRUTH_TRUE)
            bit_set(out.at.bits, i);
    }
    return cells_vector(out);
}

static bool list_ascending(const struct sorted *sorted, const struct segment *segment) {
    for (uint32_t i = segment->start + 1; i < segment->start + segment->count; i++)
        if (element_order(sorted->run, sorted->kind, sorted->elements, i - 1, sorted->elements, i) >
            0)
            return false;
    return true;
}

static bool all_differ(const struct sorted *sorted) {
    for (uint32_t i = 1; i < sorted->count; i++)
        if (element_order(sorted->run, sorted->kind, sorted->elements, sorted->order[i - 1],
                          sorted->elements, sorted->order[i]) == 0)
            return false;
    return true;
}

static bool same_elements(const struct sorted *a, const struct sorted *b) {
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (element_order(a->run, a->kind, a->elements, a->order[i], b->elements, b->order[i]))
            return false;
    return true;
}

// Builtins over one or two lists that are bools, known only where all of the lists is.
static struct vector list_truths(struct env *env, const struct expr *expr, struct arena *arena) {
    struct vector lists[2] = {evaluate(env, expr->items[0])};
    lists[1] = expr->count > 1 ? evaluate(env, expr->items[1]) : lists[0];
    uint32_t n = lists[0].n > lists[1].n ? lists[0].n : lists[1].n;
    struct cells out = cells_new(arena, REP_BIT, n);
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
        if (!a.whole || !b.whole)
            continue;
        bit_set(out.valid, lane);
        if (expr->op == BUILTIN_SAME_ELEMENTS ? same_elements(&a, &b)
            : expr->op == BUILTIN_UNIQUE
                ? all_differ(&a)
                : list_ascending(&a, &lists[0].at.segments[lists[0].n == 1 ? 0 : lane]))
            bit_set(out.at.bits, lane);
    }
    return cells_vector(out);
}

static struct vector unknown_where_unlisted(struct vector lists, const uint64_t *known, uint32_t n,
                                            struct arena *arena) {
    uint64_t *valid = arena_alloc(arena, words_for(n) * sizeof *valid);
    memcpy(valid, known, words_for(n) * sizeof *valid);
    lists.valid = valid;
    return lists;
}

// The elements of the first list that are not in the second, in the order of the first.
static struct vector missing(struct env *env, const struct expr *expr, struct arena *arena) {
    struct vector a = evaluate(env, expr->items[0]), b = evaluate(env, expr->items[1]);
    uint32_t n = a.n > b.n ? a.n : b.n;
    enum type_kind kind = expr->items[0]->type.element->kind;
    struct elements all = {.arena = env->arena, .rep = rep_of(expr->items[0]->type.element)};
    uint64_t *known = ARENA_ARRAY(env->arena, uint64_t, words_for(n));
    struct sorted first = {0}, second = {0};
    for (uint32_t lane = 0; lane < n; lane++) {
        sort_lane(env, kind, &a, lane, &first);
        sort_lane(env, kind, &b, lane, &second);
        if (!first.whole || !second.whole)
            continue;
        bit_set(known, lane);
        const struct segment *segment = &a.at.segments[a.n == 1 ? 0 : lane];
        if (!run_step(env->run, segment->count))
            break;
        for (uint32_t i = segment->start; i < segment->start + segment->count; i++)
            if (!sorted_has(&second, a.elements, i))
                add_element(&all, lane, true, a.elements, i);
    }
    return unknown_where_unlisted(lists_of_elements(&all, n, arena), known, n, arena);
}

static struct vector split(struct env *env, const struct expr *expr, struct arena *arena) {
    struct vector whole = evaluate(env, expr->items[0]), by = evaluate(env, expr->items[1]);
    uint32_t n = whole.n > by.n ? whole.n : by.n;
    struct elements all = {.arena = env->arena, .rep = REP_TEXT};
    uint64_t *known = ARENA_ARRAY(env->arena, uint64_t, words_for(n));
    for (uint32_t lane = 0; lane < n; lane++) {
        if (!vector_known(&whole, lane) || !vector_known(&by, lane))
            continue;
        bit_set(known, lane);
        const char *at = run_text(env->run, whole.at.ids[whole.n == 1 ? 0 : lane]);
        const char *divider = run_text(env->run, by.at.ids[by.n == 1 ? 0 : lane]);
        for (bool more = true; more;) {
            const char *end = *divider ? strstr(at, divider) : NULL;
            struct cells part = cells_new(env->arena, REP_TEXT, 1);
            part.valid[0] = 1;
            part.at.ids[0] = run_text_id(env->run, at, end ? (size_t)(end - at) : strlen(at));
            struct vector value = cells_vector(part);
            add_element(&all, lane, true, &value, 0);
            more = end != NULL;
            at = end ? end + strlen(divider) : at;
        }
    }
    return unknown_where_unlisted(lists_of_elements(&all, n, arena), known, n, arena);
}

static bool join_list(struct env *env, const struct vector *lists, uint32_t lane,
                      const char *divider, uint32_t *id) {
    if (!vector_known(lists, lane))
        return false;
    const struct segment *segment = &lists->at.segments[lists->n == 1 ? 0 : lane];
    struct text joined = {0};
    bool whole = !segment->incomplete && run_step(env->run, segment->count);
    for (uint32_t i = segment->start; i < segment->start + segment->count; i++) {
        whole &= bit_get(lists->elements->valid, i) && bit_get(lists->sure, i);
        if (!whole)
            break;
        text_add(&joined, i > segment->start ? divider : "");
        text_add(&joined, run_text(env->run, lists->elements->at.ids[i]));
    }
    if (whole)
        *id = run_text_id(env->run, text_data(&joined), joined.size);
    text_clear(&joined);
    return whole;
}

static struct vector join(struct env *env, const struct expr *expr, struct arena *arena) {
    struct vector lists = evaluate(env, expr->items[0]), divider = evaluate(env, expr->items[1]);
    uint32_t n = lists.n > divider.n ? lists.n : divider.n;
    struct cells out = cells_new(arena, REP_TEXT, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    for (uint32_t lane = 0; lane < n; lane++) {
        out.at.ids[lane] = 0;
        if (vector_known(&divider, lane) &&
            join_list(env, &lists, lane,
                      run_text(env->run, divider.at.ids[divider.n == 1 ? 0 : lane]),
                      &out.at.ids[lane]))
            bit_set(out.valid, lane);
    }
    return cells_vector(out);
}

struct vector apply_list_builtin(struct env *env, const struct expr *expr, struct arena *arena) {
    switch ((int)expr->op) {
    case BUILTIN_IN:
        return in_list(env, expr, arena);
    case BUILTIN_MISSING:
        return missing(env, expr, arena);
    case BUILTIN_SPLIT:
        return split(env, expr, arena);
    case BUILTIN_JOIN:
        return join(env, expr, arena);
    default:
        return list_truths(env, expr, arena);
    }
}
