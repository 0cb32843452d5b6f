// Making expressions of the checked tree and keeping their limits.
#include <string.h>

#include "check/check_make.h"
#include "check/check_message.h"

const char *interned(struct checker *c, const char *text) {
    return intern_name(c->checking->names, text);
}

struct type type_list(struct checker *c, struct type element) {
    struct type *copy = ARENA_NEW(c->arena, struct type);
    *copy = element;
    return (struct type){.kind = TYPE_LIST, .element = copy};
}

// ---- limits ----

// Splicing a list makes expressions again that the finished tree may not hold, and which take
// memory: this many of one policy.
enum { MADE_LIMIT = 2 * EXPANSION_LIMIT };

void frame_refuse(struct checker *c, enum code code, const struct node *node, const char *message,
                  const char *help) {
    if (c->frame->refused)
        return;
    c->frame->refused = true;
    cure(c, mistake(c, code, node->span, "%s", message), "%s", help);
}

uint32_t frame_slot(struct checker *c, const struct node *node) {
    if (c->frame->slots == SLOT_LIMIT) {
        frame_refuse(c, CODE_TOO_LARGE, node, "this needs more than 64 variables",
                     "split the rule, or move a part of it to a define");
        return 0;
    }
    return c->frame->slots++;
}

void frame_nest(struct checker *c, const struct node *node, uint32_t inner) {
    struct frame *frame = c->frame;
    if (frame->nesting + inner > frame->deepest)
        frame->deepest = frame->nesting + inner;
    if (frame->nesting + inner > LOOP_NESTING_LIMIT)
        frame_refuse(c, CODE_TOO_DEEP, node, "loops nest more than 4 deep here",
                     "for each, every, some, no and aggregates count as one each, those of the "
                     "defines in use too");
}

void frame_enter(struct checker *c, const struct node *node) {
    frame_nest(c, node, 1);
    c->frame->nesting++;
}

void frame_leave(struct checker *c) {
    c->frame->nesting--;
}

// ---- what follows from the parts ----

static uint32_t saturating_add(uint32_t a, uint32_t b) {
    return a > EXPANSION_LIMIT || b > EXPANSION_LIMIT ? EXPANSION_LIMIT + 1 : a + b;
}

static void absorb(void *state, const struct expr *part) {
    struct expr *expr = state;
    expr->uses |= part->uses;
    expr->has_fold |= part->has_fold;
    expr->has_facts |= part->has_facts;
    expr->size = saturating_add(expr->size, part->size);
    if (part->depth >= expr->depth)
        expr->depth = part->depth + 1;
}

static uint64_t bound_by(const struct sequence *sequence) {
    uint64_t bound = 0;
    for (uint32_t i = 0; sequence != NULL && i < sequence->loop_count; i++)
        bound |= (uint64_t)1 << sequence->loops[i].slot;
    return bound;
}

static bool is_aggregate(const struct expr *expr) {
    return expr->kind == EXPR_FOLD && expr->fold <= FOLD_AVG;
}

// Said once; the rest of the policy is refused without a word.
static void refuse_made(struct checker *c, const struct expr *expr) {
    if (!c->too_large)
        frame_refuse(c, CODE_TOO_LARGE, expr->node,
                     "with its defines expanded this policy is more than 2000000 operations",
                     "each use of a define costs as much as its whole text");
    c->too_large = true;
    c->frame->refused = true;
}

static void check_limits(struct checker *c, const struct expr *expr) {
    if (c->made_count > MADE_LIMIT)
        refuse_made(c, expr);
    if (expr->size > EXPANSION_LIMIT)
        frame_refuse(c, CODE_TOO_LARGE, expr->node,
                     "with its defines expanded this is more than 1000000 operations",
                     "each use of a define costs as much as its whole text");
    else if (expr->depth > CHECK_DEPTH_LIMIT)
        frame_refuse(c, CODE_TOO_DEEP, expr->node,
                     "with its defines expanded this nests more than 1000 deep",
                     "shorten the chain of defines that use each other");
}

static bool is_of_facts(enum expr_kind kind) {
    return kind == EXPR_ROOT || kind == EXPR_COLUMN || kind == EXPR_LOOKUP ||
           kind == EXPR_SEQUENCE || kind == EXPR_FOLD;
}

struct expr *expr_new(struct checker *c, enum expr_kind kind, const struct node *node,
                      struct type type) {
    struct expr *expr = ARENA_NEW(c->arena, struct expr);
    expr->kind = kind;
    expr->node = node;
    expr->type = type;
    expr->has_facts = is_of_facts(kind);
    expr->size = 1;
    expr->depth = 1;
    number_made(c, expr);
    return expr;
}

// A column that a builtin merely looks into was counted as compared.
static void look_into(struct checker *c, const struct expr *expr) {
    if (c->idle || expr->kind != EXPR_APPLY || !builtin_looks_into(expr->op))
        return;
    for (uint32_t i = 0; i < expr->count; i++)
        if (expr->items[i]->kind == EXPR_COLUMN)
            wanted_compared(c->checking->wanted, expr->items[i]->column, -1);
}

struct expr *expr_done(struct checker *c, struct expr *expr) {
    expr_each_child(expr, absorb, expr);
    look_into(c, expr);
    expr->uses &= ~bound_by(expr->sequence);
    if (expr->function != NULL) {
        uint64_t uses = expr->uses; // the body's slots are of another frame
        absorb(expr, expr->function->body);
        expr->uses = uses;
    }
    expr->has_fold |= is_aggregate(expr);
    check_limits(c, expr);
    return c->frame->refused ? expr_poison(c, expr->node) : expr;
}

// ---- forms ----

struct expr *expr_poison(struct checker *c, const struct node *node) {
    return expr_new(c, EXPR_CONSTANT, node, type_of(TYPE_POISON));
}

const struct expr *expr_list(struct checker *c, enum expr_kind kind, const struct node *node,
                             struct type type, const struct expr **items, uint32_t count) {
    struct expr *expr = expr_new(c, kind, node, type);
    expr->items = items;
    expr->count = count;
    return expr_done(c, expr);
}

struct expr *expr_apply(struct checker *c, enum builtin op, const struct node *node,
                        struct type type, const struct expr *a, const struct expr *b) {
    const struct expr **items = ARENA_ARRAY(c->arena, const struct expr *, 2);
    items[0] = a;
    items[1] = b;
    struct expr *expr = expr_new(c, EXPR_APPLY, node, type);
    expr->op = op;
    expr->items = items;
    expr->count = b == NULL ? 1 : 2;
    return expr_done(c, expr);
}

struct expr *expr_slot(struct checker *c, const struct node *node, uint32_t slot,
                       struct type type) {
    struct expr *expr = expr_new(c, EXPR_SLOT, node, type);
    expr->index = slot;
    expr->uses = (uint64_t)1 << slot;
    return expr;
}

static struct expr *copy_of(struct checker *c, const struct expr *expr) {
    struct expr *copy = expr_new(c, expr->kind, expr->node, expr->type);
    uint32_t id = copy->id;
    *copy = *expr;
    copy->id = id;
    return copy;
}

struct expr *expr_at(struct checker *c, const struct expr *expr, const struct node *node) {
    struct expr *copy = copy_of(c, expr);
    copy->node = node;
    return copy;
}

const struct expr *expr_retyped(struct checker *c, const struct expr *expr, struct type type) {
    struct expr *copy = copy_of(c, expr);
    copy->type = type;
    return copy;
}

const struct expr *expr_and(struct checker *c, const struct expr *a, const struct expr *b) {
    if (a == NULL)
        return b;
    struct type type = is_poison(a) || is_poison(b) ? type_of(TYPE_POISON) : type_of(TYPE_BOOL);
    return expr_apply(c, BUILTIN_AND, b->node, type, a, b);
}
