// Which expressions can never be unknown, whatever the facts are.
#include "testing/certain.h"

static void keep_lets(struct frame_values *frame, const struct let *lets, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        frame->by_slot[lets[i].slot] = lets[i].value;
}

struct frame_values frame_of_rule(const struct rule *rule) {
    struct frame_values frame = {0};
    keep_lets(&frame, rule->lets, rule->let_count);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        keep_lets(&frame, rule->loops[i].lets, rule->loops[i].let_count);
    return frame;
}

struct frame_values frame_of_call(const struct frame_values *caller, const struct expr *call) {
    struct frame_values frame = {.caller = caller};
    for (uint32_t i = 0; i < call->count; i++)
        frame.by_slot[i] = call->items[i];
    return frame;
}

static bool is_certain_slot(const struct frame_values *frame, const struct expr *slot) {
    const struct expr *value = frame->by_slot[slot->index];
    if (value == NULL)
        return slot->type.kind == TYPE_RECORD;
    return is_certain(frame->caller != NULL ? frame->caller : frame, value);
}

static bool are_certain(const struct frame_values *frame, const struct expr *expr) {
    for (uint32_t i = 0; i < expr->count; i++)
        if (!is_certain(frame, expr->items[i]))
            return false;
    return true;
}

// Functions may have no result for some arguments, and quotients for a divisor of 0.
static bool is_certain_apply(const struct frame_values *frame, const struct expr *expr) {
    bool divides = expr->op == BUILTIN_DIVIDE || expr->op == BUILTIN_MODULO;
    return builtin_rows[expr->op].form != FORM_CALLED && are_certain(frame, expr) &&
           !(divides && expr->items[1]->kind != EXPR_CONSTANT);
}

static bool is_certain_sequence(const struct frame_values *frame, const struct sequence *sequence) {
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        if (!is_certain_loop(frame, &sequence->loops[i]))
            return false;
    return is_certain(frame, sequence->element);
}

// Nothing is the least, the greatest or the average of no elements.
static bool is_certain_fold(const struct frame_values *frame, const struct expr *expr) {
    if (expr->fold == FOLD_KNOWN)
        return true;
    bool needs_elements =
        expr->fold == FOLD_MIN || expr->fold == FOLD_MAX || expr->fold == FOLD_AVG;
    return !needs_elements && is_certain_sequence(frame, expr->sequence);
}

bool is_certain_loop(const struct frame_values *frame, const struct loop *loop) {
    bool list = loop->space != NULL ? loop->optional && is_certain(frame, loop->parent)
                                    : is_certain(frame, loop->values);
    return list && (loop->guard == NULL || is_certain(frame, loop->guard));
}

bool is_certain(const struct frame_values *frame, const struct expr *expr) {
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
