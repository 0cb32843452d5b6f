// `in`: whether a list has a value, asked of one list for each lane, or of one list for all.
#include <string.h>

#include "eval/apply.h"
#include "eval/evaluate.h"
#include "eval/logic.h"
#include "eval/sorted.h"

// A list that is the same for all lanes, made ready for many questions; kept with the list's home.
struct members {
    struct sorted sorted;
    const uint64_t *present; // texts: a bit for each dictionary id; NULL for other types
    uint32_t words;
    bool open; // the list is absent, or some of its elements are unknown
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

// For one question a list is not made ready, as looking through it takes less; but many may ask one
// each, of lanes that are looked into one by one.
static const struct members *members_of(struct env *env, const struct expr *list,
                                        uint32_t questions) {
    struct env *home = env_home(env, list->uses);
    const struct members *kept = memo_find(home, MEMO_MEMBERS, list);
    if (kept || questions == 1)
        return kept;
    struct members *members = ARENA_NEW(home->arena, struct members);
    struct vector lists = evaluate(home, list);
    members->sorted = sort_list(home, list->type.element->kind, &lists, 0);
    members->open = is_open(&lists);
    if (is_text(list->type.element->kind))
        mark_ids(members, home->arena);
    memo_add(home, MEMO_MEMBERS, list, members);
    return members;
}

static bool has_id(const struct members *members, uint32_t id) {
    return id / 64 < members->words && bit_get(members->present, id);
}

// Unknown where the elements that may not belong have to be looked at one by one.
static enum truth ask_members(const struct members *members, const struct vector *value,
                              uint32_t lane) {
    bool found = members->present ? has_id(members, value->at.ids[lane])
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

struct vector fn_in(struct env *env, const struct expr *expr) {
    const struct expr *list = expr->items[1];
    struct vector value = evaluate(env, expr->items[0]), lists = evaluate(env, list);
    uint32_t n = value.n > lists.n ? value.n : lists.n;
    struct cells out = cells_new(env->arena, REP_BIT, n);
    memset(out.valid, 0, words_for(n) * sizeof(uint64_t));
    memset(out.at.bits, 0, words_for(n) * sizeof(uint64_t));
    const struct members *members = lists.n == 1 ? members_of(env, list, n) : NULL;
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
