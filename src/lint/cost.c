// What takes longer than it has to.
#include <string.h>

#include "eval/join_plan.h"
#include "lint/rules.h"
#include "lint/same.h"

// ---- every pair ----

static uint64_t bound_by(const struct sequence *sequence) {
    uint64_t slots = 0;
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        slots |= slot_bit(sequence->loops[i].slot);
    return slots;
}

// Whether some operand of a condition compares an element with something from outside of the fold.
// What defines and other folds do is not looked into.
static bool asks_for_pairs(const struct expr *condition, uint64_t inner) {
    if (condition == NULL || condition->kind != EXPR_APPLY)
        return false;
    if (!expr_is_connective(condition))
        return (condition->uses & inner) != 0 && (condition->uses & ~inner) != 0;
    for (uint32_t i = 0; i < condition->count; i++)
        if (asks_for_pairs(condition->items[i], inner))
            return true;
    return false;
}

static bool has_pairs(const struct expr *fold) {
    const struct sequence *sequence = fold->sequence;
    uint64_t inner = bound_by(sequence);
    bool pairs = fold_is_quantifier(fold->fold) && asks_for_pairs(sequence->element, inner);
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        pairs = pairs || asks_for_pairs(sequence->loops[i].guard, inner);
    return pairs;
}

static bool is_looked_up(const struct lint *lint, const struct expr *fold) {
    const struct sequence *sequence = fold->sequence;
    const struct expr *body = fold_is_quantifier(fold->fold) ? sequence->element : NULL;
    return join_plan_new(lint->arena, sequence->loops, sequence->loop_count, body,
                         fold->fold == FOLD_EVERY) != NULL;
}

// Elements that are the same for all subjects, gone through for each of them.
void lint_quadratic_join(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_FOLD || lint->rule == NULL || lint->rule->loop_count == 0)
        return;
    const struct loop *loop = &expr->sequence->loops[0];
    if (loop->space == NULL || loop->parent->uses != 0 || !has_pairs(expr) ||
        is_looked_up(lint, expr))
        return;
    const struct loop *subject = &lint->rule->loops[lint->rule->loop_count - 1];
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "each %s is compared with each element of %s",
                 subject->name, lint_shown(lint, loop->node));
    lint_cure(lint, found,
              "compare something of %s with == to something of %s, or look it up by its key",
              loop->name, subject->name);
}

// ---- a look-up ----

static bool is_key_of(const struct expr *expr, const struct loop *loop) {
    return expr->kind == EXPR_COLUMN && loop->space->key != NULL &&
           expr->column == loop->space->key && expr->items[0]->kind == EXPR_SLOT &&
           expr->items[0]->index == loop->slot;
}

// The value that a guard compares the key with, or NULL.
static const struct expr *wanted_key(const struct loop *loop) {
    const struct expr *guard = loop->guard;
    if (guard == NULL || !expr_applies(guard, BUILTIN_EQUAL))
        return NULL;
    for (uint32_t i = 0; i < 2; i++) {
        const struct expr *other = guard->items[1 - i];
        if (is_key_of(guard->items[i], loop) && (other->uses & slot_bit(loop->slot)) == 0)
            return other;
    }
    return NULL;
}

void lint_filter_by_key(struct lint *lint, const struct expr *expr) {
    bool one = expr->kind == EXPR_FOLD && (expr->fold == FOLD_SUM || expr->fold == FOLD_MIN ||
                                           expr->fold == FOLD_MAX || expr->fold == FOLD_AVG);
    if (!one || expr->sequence->loop_count != 1 || expr->sequence->loops[0].space == NULL)
        return;
    const struct expr *key = wanted_key(&expr->sequence->loops[0]);
    if (key == NULL)
        return;
    struct diagnostic *found = lint_say(lint, expr->node->span, "at most one %s has this key",
                                        expr->sequence->loops[0].name);
    lint_cure(lint, found, "look it up: %s[%s], which is unknown where it is not there",
              expr->sequence->loops[0].space->path, lint_shown(lint, key->node));
}

// ---- counting to know whether there is one ----

static bool is_whole(const struct expr *expr, int64_t value) {
    return expr->kind == EXPR_CONSTANT && type_is_numeric(&expr->type) &&
           decimal_compare(expr->number, decimal_from_int(value)) == 0;
}

// "some" or "no" where a count of what fulfils a condition is only compared with none, else NULL.
static const char *quantifier_for(enum builtin op, const struct expr *limit) {
    bool zero = is_whole(limit, 0), one = is_whole(limit, 1);
    if ((zero && (op == BUILTIN_GREATER || op == BUILTIN_UNEQUAL)) ||
        (one && op == BUILTIN_AT_LEAST))
        return "some";
    bool none =
        (zero && (op == BUILTIN_EQUAL || op == BUILTIN_AT_MOST)) || (one && op == BUILTIN_LESS);
    return none ? "no" : NULL;
}

// The list that a count is of, or NULL.
static const struct node *counted(const struct expr *expr) {
    bool counts = expr->kind == EXPR_FOLD && expr->fold == FOLD_COUNT;
    const struct node *node = expr->node;
    return counts && node->kind == NODE_CALL && node->count == 1 ? node->items[0] : NULL;
}

static bool counts_chosen(const struct expr *expr) {
    const struct node *list = counted(expr);
    return list != NULL && list->kind == NODE_WHERE && expr->sequence->loop_count == 1;
}

// A link of a chain, whose sides are those of its neighbours too: it has no operator of its own in
// the source (chain_link in check_operator.c).
static bool is_link(const struct expr *expr) {
    return expr->node->operator_span.begin == expr->node->span.begin;
}

// What its `where` says, behind what the list was chosen by before.
static const struct expr *condition_of(const struct loop *loop) {
    const struct expr *guard = loop->guard;
    while (expr_applies(guard, BUILTIN_AND) && guard->items[1]->node == guard->node)
        guard = guard->items[1];
    return guard;
}

// As it may stand behind `has`, where a bare `if` cannot, and each operand of a bare `and` or `or`
// has to say something of the element; NULL where none does.
static const char *asked_of(const struct lint *lint, const struct loop *loop) {
    const struct expr *condition = condition_of(loop);
    const struct node *node = condition->node;
    const char *text = lint_source(lint, node->span);
    bool bare = node->kind == NODE_IF ||
                (node->kind == NODE_BINARY && (node->op == OP_AND || node->op == OP_OR));
    if ((condition->uses & slot_bit(loop->slot)) == 0)
        return NULL;
    return bare ? arena_printf(lint->arena, "(%s)", text) : text;
}

void lint_count_for_some(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || !op_is_comparison(expr->op) || is_link(expr) ||
        !counts_chosen(expr->items[0]))
        return;
    const char *word = quantifier_for(expr->op, expr->items[1]);
    if (word == NULL)
        return;
    const char *list = lint_source(lint, expr->items[0]->node->items[0]->items[0]->span);
    const char *asked = asked_of(lint, expr->items[0]->sequence->loops);
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "all are counted to know whether there is one");
    if (asked != NULL)
        lint_replace(lint, found, expr->node->span,
                     arena_printf(lint->arena, "(%s %s has %s)", word, list, asked));
    else
        lint_cure(lint, found, "ask with %s whether there is one", word);
}

static bool is_distinct_of(const struct lint *lint, const struct node *node,
                           const struct node *list) {
    return node->kind == NODE_CALL && node->count == 1 &&
           strcmp(node->name.text, "distinct") == 0 &&
           strcmp(lint_source(lint, node->items[0]->span), lint_source(lint, list->span)) == 0;
}

// count(distinct(LIST)) == count(LIST)
void lint_count_distinct(struct lint *lint, const struct expr *expr) {
    for (uint32_t i = 0; expr_applies(expr, BUILTIN_EQUAL) && !is_link(expr) && i < 2; i++) {
        const struct node *some = counted(expr->items[i]), *all = counted(expr->items[1 - i]);
        if (some == NULL || all == NULL || !is_distinct_of(lint, some, all))
            continue;
        struct diagnostic *found = lint_say(
            lint, expr->node->span, "counts are compared to know whether one is there twice");
        lint_replace(lint, found, expr->node->span,
                     arena_printf(lint->arena, "unique(%s)", lint_source(lint, all->span)));
    }
}

// ---- the same fold again ----

struct folds {
    struct numbered_exprs exprs;
    uint32_t *times;
    size_t room;
};

enum { FOLDS_LOOKED_AT = 200, TIMES_TOO_OFTEN = 3 };

static void take_fold(void *state, const struct expr *expr) {
    struct folds *folds = state;
    bool fold = expr->kind == EXPR_FOLD && !fold_is_quantifier(expr->fold) &&
                expr->fold != FOLD_KNOWN && expr->node->kind == NODE_CALL;
    expr_each_child(expr, take_fold, state);
    uint32_t count = folds->exprs.count;
    if (!fold || count == FOLDS_LOOKED_AT)
        return;
    uint32_t number = numbered_expr(&folds->exprs, expr);
    if (number == count)
        ARENA_PUSH(folds->exprs.arena, folds->times, count, folds->room) = 1;
    else
        folds->times[number] +=
            folds->exprs.items[number]->node->span.begin != expr->node->span.begin;
}

void lint_repeated_aggregate(struct lint *lint, const struct rule *rule,
                             const struct rule_node *node) {
    (void)node;
    struct folds folds = {.exprs.arena = lint->arena};
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        take_fold(&folds, rule->requirements[i].condition);
    for (uint32_t i = 0; i < folds.exprs.count; i++) {
        if (folds.times[i] < TIMES_TOO_OFTEN)
            continue;
        struct diagnostic *found =
            lint_say(lint, folds.exprs.items[i]->node->span, "%s stands here %u times",
                     lint_shown(lint, folds.exprs.items[i]->node), folds.times[i]);
        lint_cure(lint, found, "give it a name with let");
    }
}
