// Ways to change one expression of a rule, each of which a test should notice.
#include "testing/mutation.h"

#include <string.h>

#include "base/time.h"

static struct expr *copy_of(const struct expr *expr, struct arena *arena) {
    struct expr *copy = ARENA_NEW(arena, struct expr);
    *copy = *expr;
    return copy;
}

static bool is_apply(const struct expr *expr, enum builtin op) {
    return expr->kind == EXPR_APPLY && expr->op == op;
}

static void say_excerpt(struct text *out, const struct sources *sources, const struct expr *expr) {
    struct arena *arena = arena_new();
    text_add(out, sources_excerpt(sources, expr->node->span, arena));
    arena_free(arena);
}

// ---- operators ----

static const struct {
    enum builtin from, to;
} swaps[] = {
    {BUILTIN_LESS, BUILTIN_AT_MOST},
    {BUILTIN_AT_MOST, BUILTIN_LESS},
    {BUILTIN_GREATER, BUILTIN_AT_LEAST},
    {BUILTIN_AT_LEAST, BUILTIN_GREATER},
    {BUILTIN_EQUAL, BUILTIN_UNEQUAL},
    {BUILTIN_UNEQUAL, BUILTIN_EQUAL},
    {BUILTIN_AND, BUILTIN_OR},
    {BUILTIN_OR, BUILTIN_AND},
    {BUILTIN_ADD, BUILTIN_SUBTRACT},
    {BUILTIN_SUBTRACT, BUILTIN_ADD},
    {BUILTIN_TIME_ADD, BUILTIN_TIME_SUBTRACT},
    {BUILTIN_TIME_SUBTRACT, BUILTIN_TIME_ADD},
};

// The `and` between the links of a chain is not written.
static const struct expr *other_operator(const struct expr *expr, struct arena *arena) {
    if (expr->kind != EXPR_APPLY || (expr->op == BUILTIN_AND && expr->node->op != OP_AND))
        return NULL;
    for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++)
        if (swaps[i].from == expr->op) {
            struct expr *changed = copy_of(expr, arena);
            changed->op = swaps[i].to;
            return changed;
        }
    return NULL;
}

static void say_operator(struct text *out, const struct sources *sources, const struct expr *expr,
                         const struct expr *changed) {
    (void)sources;
    text_addf(out, "%s became %s", builtin_rows[expr->op].word, builtin_rows[changed->op].word);
}

// ---- constants ----

// One base unit; of a number with a fraction a hundredth, or its last digit where that is less.
static struct decimal step_of(struct decimal number) {
    static const int64_t hundredth = 10000000;
    if (decimal_is_whole(number))
        return (struct decimal){DECIMAL_ONE};
    int64_t step = hundredth;
    while (number.nano % step != 0)
        step /= 10;
    return (struct decimal){step};
}

enum { SECOND = 1000000000 };

static bool shift(struct expr *constant, int sign) {
    if (constant->type.kind == TYPE_TIME) {
        constant->time += sign * (int64_t)SECOND;
        return constant->time >= TIME_FIRST && constant->time <= TIME_LAST;
    }
    struct decimal step = step_of(constant->number);
    step.nano *= sign;
    return decimal_add(constant->number, step, &constant->number);
}

static const struct expr *shifted(const struct expr *expr, struct arena *arena, int sign) {
    if (expr->kind != EXPR_CONSTANT ||
        !(type_is_numeric(&expr->type) || expr->type.kind == TYPE_TIME))
        return NULL;
    struct expr *changed = copy_of(expr, arena);
    return shift(changed, sign) ? changed : NULL;
}

static const struct expr *more(const struct expr *expr, struct arena *arena) {
    return shifted(expr, arena, 1);
}

static const struct expr *less(const struct expr *expr, struct arena *arena) {
    return shifted(expr, arena, -1);
}

static void say_constant(struct text *out, const struct sources *sources, const struct expr *expr,
                         const struct expr *changed) {
    char time[TIME_TEXT];
    say_excerpt(out, sources, expr);
    text_add(out, " became ");
    if (changed->type.kind == TYPE_TIME) {
        time_format(changed->time, time);
        text_add(out, time);
    } else {
        quantity_show_exact(out, changed->number, changed->type.dimension);
    }
}

// ---- operands ----

static const struct expr *operand(const struct expr *expr, enum builtin op, uint32_t index) {
    return is_apply(expr, op) ? expr->items[index] : NULL;
}

static const struct expr *without_left(const struct expr *expr, struct arena *arena) {
    (void)arena;
    return operand(expr, BUILTIN_AND, 1);
}

static const struct expr *without_right(const struct expr *expr, struct arena *arena) {
    (void)arena;
    return operand(expr, BUILTIN_AND, 0);
}

static void say_dropped(struct text *out, const struct sources *sources, const struct expr *expr,
                        const struct expr *changed) {
    say_excerpt(out, sources, expr->items[changed == expr->items[0] ? 1 : 0]);
    text_add(out, " was left out");
}

static const struct expr *without_not(const struct expr *expr, struct arena *arena) {
    (void)arena;
    return operand(expr, BUILTIN_NOT, 0);
}

static void say_not(struct text *out, const struct sources *sources, const struct expr *expr,
                    const struct expr *changed) {
    (void)sources;
    text_add(out, changed->node == expr->node ? "not in became in" : "not was left out");
}

// ---- quantifiers ----

static const struct expr *other_quantifier(const struct expr *expr, struct arena *arena) {
    if (expr->kind != EXPR_FOLD || (expr->fold != FOLD_EVERY && expr->fold != FOLD_SOME))
        return NULL;
    struct expr *changed = copy_of(expr, arena);
    changed->fold = expr->fold == FOLD_EVERY ? FOLD_SOME : FOLD_EVERY;
    return changed;
}

static void say_quantifier(struct text *out, const struct sources *sources, const struct expr *expr,
                           const struct expr *changed) {
    (void)sources;
    text_addf(out, "%s became %s", fold_text(expr->fold), fold_text(changed->fold));
}

const struct mutation_row mutation_rows[MUTATION_EXPRESSIONS] = {
    [MUTATE_OPERATOR] = {other_operator, say_operator},
    [MUTATE_MORE] = {more, say_constant},
    [MUTATE_LESS] = {less, say_constant},
    [MUTATE_WITHOUT_LEFT] = {without_left, say_dropped},
    [MUTATE_WITHOUT_RIGHT] = {without_right, say_dropped},
    [MUTATE_QUANTIFIER] = {other_quantifier, say_quantifier},
    [MUTATE_WITHOUT_NOT] = {without_not, say_not},
};
