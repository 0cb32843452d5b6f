// Finding equalities in conditions. What is found for a condition holds every element for which it
// is not certainly false, so that all others can be left out.
#include "eval/join_plan.h"

#include "base/arena.h"

// A step and those before it, from the innermost outwards.
struct trail {
    const struct trail *before;
    struct join_step step;
};

// The frame that a condition is written in: the slots that hang on the element alone (inner), those
// that may not be asked for at all (blocked); all others are known outside of the loop.
struct scope {
    struct arena *arena;
    struct join_plan *plan;
    uint64_t inner, blocked;
    const struct trail *inside, *outside;
};

static uint64_t bit_of(uint32_t slot) {
    return (uint64_t)1 << slot;
}

static const struct join_step *steps_of(struct arena *arena, const struct trail *last) {
    struct join_step *first = NULL;
    for (; last != NULL; last = last->before) {
        struct join_step *step = ARENA_NEW(arena, struct join_step);
        *step = last->step;
        step->next = first;
        first = step;
    }
    return first;
}

static const struct trail *trail_add(struct arena *arena, const struct trail *before,
                                     struct join_step step) {
    struct trail *trail = ARENA_NEW(arena, struct trail);
    *trail = (struct trail){before, step};
    return trail;
}

static bool is_inner(const struct scope *scope, const struct expr *expr) {
    return (expr->uses & scope->inner) != 0 && (expr->uses & ~scope->inner) == 0;
}

static bool is_outer(const struct scope *scope, const struct expr *expr) {
    return (expr->uses & (scope->inner | scope->blocked)) == 0;
}

// Equal values of these types have equal ids or equal numbers; versions have not.
static bool is_hashed(const struct type *type) {
    return type->kind == TYPE_TEXT || type->kind == TYPE_ENUM || type->kind == TYPE_TIME ||
           type_is_numeric(type);
}

static const struct join_term *leaf(const struct scope *scope, const struct expr *key,
                                    const struct expr *value) {
    if (!is_inner(scope, key) || !is_outer(scope, value) || !is_hashed(&key->type) ||
        scope->plan->leaf_count == JOIN_LEAVES)
        return NULL;
    struct join_leaf *leaf = ARENA_NEW(scope->arena, struct join_leaf);
    leaf->number = scope->plan->leaf_count++;
    leaf->inside = steps_of(scope->arena, scope->inside);
    leaf->outside = steps_of(scope->arena, scope->outside);
    leaf->key = key;
    leaf->value = value;
    struct join_term *term = ARENA_NEW(scope->arena, struct join_term);
    term->leaf = leaf;
    return term;
}

static const struct join_term *pair(const struct scope *scope, enum join_kind kind,
                                    const struct join_term *a, const struct join_term *b) {
    if (a == NULL || b == NULL)
        return kind == JOIN_EITHER ? NULL : a != NULL ? a : b;
    struct join_term *term = ARENA_NEW(scope->arena, struct join_term);
    *term = (struct join_term){.kind = kind, .a = a, .b = b};
    return term;
}

static const struct join_term *seek(const struct scope *scope, const struct expr *expr,
                                    bool negated);

static void step_into(struct scope *scope, const struct loop *loop) {
    struct loop *bare = ARENA_NEW(scope->arena, struct loop);
    *bare = *loop;
    bare->guard = NULL;
    bare->let_count = 0;
    scope->inside = trail_add(scope->arena, scope->inside, (struct join_step){.loop = bare});
}

static void bring_into_sight(struct scope *scope, const struct loop *loop) {
    scope->inner |= bit_of(loop->slot);
    for (uint32_t i = 0; i < loop->let_count; i++)
        scope->blocked |= bit_of(loop->lets[i].slot);
}

// The rounds within an element. They end where a list does not hang on the element alone: whether
// it is absent is then to be asked for every element.
static const struct join_term *seek_rounds(struct scope *scope, const struct loop *loops,
                                           uint32_t count, const struct expr *body, bool negated) {
    const struct join_term *found = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const struct expr *list = loops[i].space != NULL ? loops[i].parent : loops[i].values;
        if (!is_inner(scope, list))
            return found;
        step_into(scope, &loops[i]);
        bring_into_sight(scope, &loops[i]);
        if (loops[i].guard != NULL)
            found = pair(scope, JOIN_BOTH, found, seek(scope, loops[i].guard, false));
    }
    return body != NULL ? pair(scope, JOIN_BOTH, found, seek(scope, body, negated)) : found;
}

// What some round of the fold has to fulfil.
static const struct join_term *seek_fold(const struct scope *scope, const struct expr *expr,
                                         bool negated) {
    struct scope within = *scope;
    bool wants_example =
        negated ? expr->fold == FOLD_NO || expr->fold == FOLD_EVERY : expr->fold == FOLD_SOME;
    const struct sequence *sequence = expr->sequence;
    return wants_example ? seek_rounds(&within, sequence->loops, sequence->loop_count,
                                       sequence->element, expr->fold == FOLD_EVERY)
                         : NULL;
}

// The parameters take the places of the slots.
static const struct join_term *seek_call(const struct scope *scope, const struct expr *expr,
                                         bool negated) {
    struct scope body = {.arena = scope->arena, .plan = scope->plan};
    uint64_t outer = 0;
    for (uint32_t i = 0; i < expr->count; i++) {
        if (is_outer(scope, expr->items[i]))
            outer |= bit_of(i);
        else if (is_inner(scope, expr->items[i]))
            body.inner |= bit_of(i);
        else
            body.blocked |= bit_of(i);
    }
    body.inside = trail_add(scope->arena, scope->inside,
                            (struct join_step){.call = expr, .binds = body.inner});
    body.outside =
        trail_add(scope->arena, scope->outside, (struct join_step){.call = expr, .binds = outer});
    return body.inner != 0 ? seek(&body, expr->function->body, negated) : NULL;
}

static const struct join_term *seek_equal(const struct scope *scope, const struct expr *expr) {
    const struct join_term *found = leaf(scope, expr->items[0], expr->items[1]);
    return found != NULL ? found : leaf(scope, expr->items[1], expr->items[0]);
}

// x in L is: some e in L has e == x.
static const struct join_term *seek_in(const struct scope *scope, const struct expr *expr) {
    const struct expr *list = expr->items[1];
    struct scope within = *scope;
    if (list->kind != EXPR_SEQUENCE)
        return NULL;
    for (uint32_t i = 0; i < list->sequence->loop_count; i++) {
        const struct loop *loop = &list->sequence->loops[i];
        if (!is_inner(&within, loop->space != NULL ? loop->parent : loop->values))
            return NULL;
        step_into(&within, loop);
        bring_into_sight(&within, loop);
    }
    return leaf(&within, list->sequence->element, expr->items[0]);
}

static const struct join_term *seek_operator(const struct scope *scope, const struct expr *expr,
                                             bool negated) {
    if (expr->op == BUILTIN_NOT)
        return seek(scope, expr->items[0], !negated);
    if (expr->op == BUILTIN_AND || expr->op == BUILTIN_OR)
        return pair(scope, (expr->op == BUILTIN_AND) != negated ? JOIN_BOTH : JOIN_EITHER,
                    seek(scope, expr->items[0], negated), seek(scope, expr->items[1], negated));
    if (expr->op == (negated ? BUILTIN_UNEQUAL : BUILTIN_EQUAL))
        return seek_equal(scope, expr);
    return expr->op == BUILTIN_IN && !negated ? seek_in(scope, expr) : NULL;
}

// A default is what its first operand is, where that is known.
static const struct join_term *seek(const struct scope *scope, const struct expr *expr,
                                    bool negated) {
    switch (expr->kind) {
    case EXPR_APPLY:
        return seek_operator(scope, expr, negated);
    case EXPR_DEFAULT:
        return seek(scope, expr->items[0], negated);
    case EXPR_CALL:
        return seek_call(scope, expr, negated);
    case EXPR_FOLD:
        return seek_fold(scope, expr, negated);
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_SLOT:
    case EXPR_COLUMN:
    case EXPR_LOOKUP:
    case EXPR_IF:
    case EXPR_KNOWN:
    case EXPR_ITEMS:
    case EXPR_SEQUENCE:
    case EXPR_TEMPLATE:
        break;
    }
    return NULL;
}

const struct join_plan *join_plan_new(struct arena *arena, const struct loop *loops, uint32_t count,
                                      const struct expr *body, bool negated) {
    struct join_plan *plan = ARENA_NEW(arena, struct join_plan);
    struct scope scope = {.arena = arena, .plan = plan};
    const struct join_term *found = NULL;
    bring_into_sight(&scope, loops);
    if (loops->guard != NULL)
        found = seek(&scope, loops->guard, false);
    plan->term =
        pair(&scope, JOIN_BOTH, found, seek_rounds(&scope, loops + 1, count - 1, body, negated));
    return plan->term != NULL ? plan : NULL;
}
