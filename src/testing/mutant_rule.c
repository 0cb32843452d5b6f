// Rules as a mutant has them: copies along the way to what is changed, the rest shared.
#include <string.h>

#include "testing/mutant.h"

// A rule being copied. `done` keeps by id what became of an expression, so that shared ones stay
// so.
struct copying {
    const struct mutant *mutant;
    struct arena *arena;
    const struct expr **done;
    bool changed; // something was
};

static const struct expr *copy(struct copying *c, const struct expr *expr);

static bool is_same(struct span a, struct span b) {
    return a.begin == b.begin && a.end == b.end;
}

static bool is_changed(const struct copying *c, const struct expr *expr) {
    const struct expr *origin = c->mutant->origin;
    return origin != NULL && is_same(expr->node->span, c->mutant->span) &&
           expr->kind == origin->kind && expr->op == origin->op && expr->fold == origin->fold;
}

static const struct expr *copy_one(struct copying *c, const struct expr *expr) {
    return expr != NULL ? copy(c, expr) : NULL;
}

static const struct let *copy_lets(struct copying *c, const struct let *lets, uint32_t count) {
    struct let *copies = ARENA_ARRAY(c->arena, struct let, count);
    for (uint32_t i = 0; i < count; i++) {
        copies[i] = lets[i];
        copies[i].value = copy(c, lets[i].value);
    }
    return copies;
}

static const struct expr *copy_guard(struct copying *c, const struct expr *guard) {
    bool dropped = guard != NULL && c->mutant->mutation == MUTATE_WITHOUT_WHERE &&
                   is_same(guard->node->span, c->mutant->span);
    c->changed |= dropped;
    return dropped ? NULL : copy_one(c, guard);
}

static const struct loop *copy_loops(struct copying *c, const struct loop *loops, uint32_t count) {
    struct loop *copies = ARENA_ARRAY(c->arena, struct loop, count);
    for (uint32_t i = 0; i < count; i++) {
        copies[i] = loops[i];
        copies[i].parent = copy_one(c, loops[i].parent);
        copies[i].values = copy_one(c, loops[i].values);
        copies[i].guard = copy_guard(c, loops[i].guard);
        copies[i].lets = copy_lets(c, loops[i].lets, loops[i].let_count);
    }
    return copies;
}

static const struct sequence *copy_sequence(struct copying *c, const struct sequence *sequence) {
    struct sequence *made = ARENA_NEW(c->arena, struct sequence);
    made->loops = copy_loops(c, sequence->loops, sequence->loop_count);
    made->loop_count = sequence->loop_count;
    made->element = copy(c, sequence->element);
    return made;
}

static const struct function *copy_function(struct copying *c, const struct function *function) {
    struct function *made = ARENA_NEW(c->arena, struct function);
    *made = *function;
    made->body = copy(c, function->body);
    return made;
}

static const struct expr *copy_parts(struct copying *c, const struct expr *expr) {
    struct expr *made = ARENA_NEW(c->arena, struct expr);
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, expr->count);
    for (uint32_t i = 0; i < expr->count; i++)
        items[i] = copy(c, expr->items[i]);
    *made = *expr;
    made->items = items;
    if (expr->sequence != NULL)
        made->sequence = copy_sequence(c, expr->sequence);
    if (expr->function != NULL)
        made->function = copy_function(c, expr->function);
    return made;
}

static const struct expr *change(struct copying *c, const struct expr *expr) {
    c->changed = true;
    return mutation_rows[c->mutant->mutation].changed(expr, c->arena);
}

static const struct expr *copy(struct copying *c, const struct expr *expr) {
    if (c->done[expr->id] == NULL)
        c->done[expr->id] = is_changed(c, expr) ? change(c, expr) : copy_parts(c, expr);
    return c->done[expr->id];
}

static const struct expr *copy_when(struct copying *c, const struct expr *when) {
    bool dropped = when != NULL && c->mutant->mutation == MUTATE_WITHOUT_WHEN &&
                   is_same(when->node->span, c->mutant->span);
    c->changed |= dropped;
    return dropped ? NULL : copy_one(c, when);
}

static void copy_requirements(struct copying *c, struct rule *rule) {
    struct requirement *copies = ARENA_ARRAY(c->arena, struct requirement, rule->requirement_count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        if (c->mutant->mutation == MUTATE_WITHOUT_REQUIREMENT &&
            is_same(rule->requirements[i].span, c->mutant->span)) {
            c->changed = true;
            continue;
        }
        copies[count] = rule->requirements[i];
        copies[count++].condition = copy(c, rule->requirements[i].condition);
    }
    rule->requirements = copies;
    rule->requirement_count = count;
}

const struct rule *mutant_rule(const struct mutant *mutant, const struct rule *rule, uint32_t ids,
                               struct arena *arena) {
    struct copying c = {mutant, arena, ARENA_ARRAY(arena, const struct expr *, ids), false};
    struct rule *made = ARENA_NEW(arena, struct rule);
    *made = *rule;
    made->when = copy_when(&c, rule->when);
    made->lets = copy_lets(&c, rule->lets, rule->let_count);
    made->loops = copy_loops(&c, rule->loops, rule->loop_count);
    copy_requirements(&c, made);
    return c.changed ? made : NULL;
}
