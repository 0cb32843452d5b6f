// Which expressions can never be unknown, whatever the facts are.
#include "testing/certain.h"

static void keep_lets(struct frame_values *frame, const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        frame->by_slot[lets[i].slot] = lets[i].value;
}

void frame_begin_loop(struct frame_values *frame, const struct loop *loop) {
    frame->by_slot[loop->slot] = NULL;
    frame->lists[loop->slot] = loop->values;
    keep_lets(frame, loop->lets, loop->let_count);
}

struct frame_values frame_of_rule(const struct rule *rule) {
    struct frame_values frame = {0};
    keep_lets(&frame, rule->lets, rule->let_count);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        frame_begin_loop(&frame, &rule->loops[i]);
    return frame;
}

struct frame_values frame_of_call(struct frame_values *caller, const struct expr *call) {
    struct frame_values frame = {.caller = caller};
    for (uint32_t i = 0; i < call->count; i++)
        frame.by_slot[i] = call->items[i];
    return frame;
}

static bool are_certain(struct frame_values *frame, const struct expr *expr);

// Whether a list of values that is there has none that is unknown.
static bool has_known_elements(struct frame_values *frame, const struct expr *list) {
    if (list->kind == EXPR_APPLY)
        return list->op == BUILTIN_DISTINCT || list->op == BUILTIN_LARGEST ||
               list->op == BUILTIN_SPLIT;
    return list->kind == EXPR_PARAM || (list->kind == EXPR_ITEMS && are_certain(frame, list));
}

// Asked of each argument and each let once, however often it is used.
static bool is_certain_value(struct frame_values *frame, uint32_t slot) {
    uint64_t bit = (uint64_t)1 << slot;
    struct frame_values *written_in = frame->caller != NULL ? frame->caller : frame;
    if (!(frame->asked & bit)) {
        frame->asked |= bit;
        frame->certain |= is_certain(written_in, frame->by_slot[slot]) ? bit : 0;
    }
    return frame->certain & bit;
}

static bool is_certain_slot(struct frame_values *frame, const struct expr *slot) {
    const struct expr *value = frame->by_slot[slot->index], *list = frame->lists[slot->index];
    if (value != NULL)
        return is_certain_value(frame, slot->index);
    return slot->type.kind == TYPE_RECORD || (list != NULL && has_known_elements(frame, list));
}

static bool are_certain(struct frame_values *frame, const struct expr *expr) {
    for (uint32_t i = 0; i < expr->count; i++)
        if (!is_certain(frame, expr->items[i]))
            return false;
    return true;
}

// Functions that have a result for all arguments.
static const bool has_result[BUILTIN_COUNT_OF] = {
#define NO_FAULT true
#define TOO_LONG true // texts of a test are short
#define OVERFLOWS false
#define FAULT(...) false
#define FOUND(...) false
#define BUILTIN(id, word, form, a, b, c, result, function, bounds, fault, description)             \
    [BUILTIN_##id] = fault,
#include "check/builtins.def"
#undef BUILTIN
#undef NO_FAULT
#undef TOO_LONG
#undef OVERFLOWS
#undef FAULT
#undef FOUND
};

// Operators have one as well, but quotients for a divisor of 0.
static bool is_certain_apply(struct frame_values *frame, const struct expr *expr) {
    bool divides = expr->op == BUILTIN_DIVIDE || expr->op == BUILTIN_MODULO;
    bool called = builtin_rows[expr->op].form == FORM_CALLED;
    return (!called || has_result[expr->op]) && are_certain(frame, expr) &&
           !(divides && expr->items[1]->kind != EXPR_CONSTANT);
}

static bool are_certain_loops(struct frame_values *frame, const struct sequence *sequence) {
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        if (!is_certain_loop(frame, &sequence->loops[i]))
            return false;
    return true;
}

static bool is_certain_sequence(struct frame_values *frame, const struct sequence *sequence) {
    return are_certain_loops(frame, sequence) && is_certain(frame, sequence->element);
}

// Nothing is the least, the greatest or the average of no elements.
static bool is_certain_fold(struct frame_values *frame, const struct expr *expr) {
    if (expr->fold == FOLD_KNOWN)
        return true;
    if (expr->fold == FOLD_COUNT)
        return are_certain_loops(frame, expr->sequence);
    bool needs_elements =
        expr->fold == FOLD_MIN || expr->fold == FOLD_MAX || expr->fold == FOLD_AVG;
    return !needs_elements && is_certain_sequence(frame, expr->sequence);
}

bool is_certain_loop(struct frame_values *frame, const struct loop *loop) {
    bool list = loop->space != NULL ? loop->optional && is_certain(frame, loop->parent)
                                    : is_certain(frame, loop->values);
    frame_begin_loop(frame, loop);
    return list && (loop->guard == NULL || is_certain(frame, loop->guard));
}

bool is_certain(struct frame_values *frame, const struct expr *expr) {
    switch (expr->kind) {
    case EXPR_CONSTANT:
    case EXPR_PARAM:
    case EXPR_NOW:
    case EXPR_ROOT:
    case EXPR_KNOWN:
        return true;
    case EXPR_SLOT:
        return is_certain_slot(frame, expr);
    case EXPR_COLUMN:
        return expr->column == expr->column->space->key && is_certain(frame, expr->items[0]);
    case EXPR_LOOKUP:
        return false;
    case EXPR_APPLY:
        return is_certain_apply(frame, expr);
    case EXPR_IF:
    case EXPR_ITEMS:
    case EXPR_TEMPLATE:
        return are_certain(frame, expr);
    case EXPR_DEFAULT:
        return is_certain(frame, expr->items[1]);
    case EXPR_CALL: {
        struct frame_values body = frame_of_call(frame, expr);
        return is_certain(&body, expr->function->body);
    }
    case EXPR_SEQUENCE:
        return is_certain_sequence(frame, expr->sequence);
    case EXPR_FOLD:
        return is_certain_fold(frame, expr);
    }
    return false;
}

bool is_certain_rule(const struct rule *rule) {
    struct frame_values frame = frame_of_rule(rule);
    if (rule->when != NULL && !is_certain(&frame, rule->when))
        return false;
    for (uint32_t i = 0; i < rule->loop_count; i++)
        if (!is_certain_loop(&frame, &rule->loops[i]))
            return false;
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        if (!is_certain(&frame, rule->requirements[i].condition))
            return false;
    return true;
}
