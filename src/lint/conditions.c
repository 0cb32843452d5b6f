// Conditions that say less than they seem to: true, false or unknown whatever the facts are.
#include <string.h>

#include "base/version.h"
#include "lint/rules.h"
#include "lint/same.h"

// ---- true or false ----

static enum settled settled_of(const struct lint *lint, const struct expr *expr) {
    const struct assumed assumed = {lint->file->policy, false};
    bool asks = expr->kind == EXPR_APPLY && (op_is_comparison(expr->op) || expr->op == BUILTIN_IN);
    if (!asks || expr_same(expr->items[0], expr->items[1]))
        return SETTLED_NOT;
    return expr_settled(expr, &assumed);
}

static void say_settled(struct lint *lint, const struct expr *expr, bool truth) {
    if (settled_of(lint, expr) != (truth ? SETTLED_TRUE : SETTLED_FALSE))
        return;
    struct diagnostic *found = lint_say(lint, expr->node->span, "%s is %s whatever the facts are",
                                        lint_shown(lint, expr->node), truth ? "true" : "false");
    lint_cure(lint, found, "see what the fact model says of its fields, and write what is meant");
}

void lint_always_true(struct lint *lint, const struct expr *expr) {
    say_settled(lint, expr, true);
}

void lint_always_false(struct lint *lint, const struct expr *expr) {
    say_settled(lint, expr, false);
}

// ---- the same twice ----

static bool takes_apart(const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || expr->count != 2)
        return false;
    static const enum builtin others[] = {BUILTIN_SUBTRACT, BUILTIN_TIME_DIFFERENCE,
                                          BUILTIN_DIVIDE,   BUILTIN_MODULO,
                                          BUILTIN_MISSING,  BUILTIN_SAME_ELEMENTS};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (expr->op == others[i])
            return true;
    return op_is_comparison(expr->op);
}

void lint_same_operands(struct lint *lint, const struct expr *expr) {
    if (takes_apart(expr) && expr_same(expr->items[0], expr->items[1]))
        lint_say(lint, expr->node->span, "both sides of %s are the same",
                 lint_shown(lint, expr->node));
}

static bool is_never_unknown(const struct expr *expr) {
    bool known = expr->kind == EXPR_KNOWN || (expr->kind == EXPR_FOLD && expr->fold == FOLD_KNOWN);
    bool fixed = expr->kind == EXPR_CONSTANT || expr->kind == EXPR_PARAM || expr->kind == EXPR_NOW;
    return known || fixed || (expr->kind == EXPR_DEFAULT && is_never_unknown(expr->items[1]));
}

// The edit that leaves nothing but the value; none of a text that is written out, which by itself
// would have to be one of the choices that it is compared with.
static void leave_value(struct lint *lint, struct diagnostic *found, const struct expr *expr,
                        const struct expr *value) {
    const char *text = lint_operand(lint, value->node);
    if (expr_text(value) != NULL)
        lint_cure(lint, found, "write %s", text);
    else
        lint_replace(lint, found, expr->node->span, text);
}

// An if is unknown where its condition is: a branch alone may then come to pass.
void lint_same_branches(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_IF || !expr_same(expr->items[1], expr->items[2]))
        return;
    struct diagnostic *found =
        lint_say(lint, expr->node->span, "both branches of this if are the same: %s",
                 lint_shown(lint, expr->items[1]->node));
    if (is_never_unknown(expr->items[0]))
        leave_value(lint, found, expr, expr->items[1]);
    else
        lint_cure(lint, found, "let them differ, or leave the if out: it is unknown where %s is",
                  lint_shown(lint, expr->items[0]->node));
}

// ---- letters that are not there ----

static bool has_letter(const char *text, char first, char last) {
    for (; *text != '\0'; text++)
        if (*text >= first && *text <= last)
            return true;
    return false;
}

// The text of a node with its letters changed, where it is written without escapes.
static void offer_case(struct lint *lint, struct diagnostic *found, const struct node *node,
                       bool lower) {
    char *text = arena_text(lint->arena, lint_source(lint, node->span));
    if (strchr(text, '\\') != NULL)
        return;
    for (char *c = text; *c != '\0'; c++) {
        if (lower && *c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
        if (!lower && *c >= 'a' && *c <= 'z')
            *c = (char)(*c - 'a' + 'A');
    }
    lint_replace(lint, found, node->span, text);
}

static void check_case(struct lint *lint, const struct expr *made, const struct expr *text) {
    bool lower = made->op == BUILTIN_LOWER;
    const char *letters = expr_text(text);
    if (letters == NULL || !(lower ? has_letter(letters, 'A', 'Z') : has_letter(letters, 'a', 'z')))
        return;
    struct diagnostic *found = lint_say(
        lint, text->node->span, "%s is never what %s makes, which has no %s letters",
        lint_shown(lint, text->node), lower ? "lower" : "upper", lower ? "capital" : "small");
    offer_case(lint, found, text->node, lower);
}

static bool changes_case(const struct expr *expr) {
    return expr_applies(expr, BUILTIN_LOWER) || expr_applies(expr, BUILTIN_UPPER);
}

void lint_case_mismatch(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || expr->count != 2)
        return;
    const struct expr *a = expr->items[0], *b = expr->items[1];
    bool compares = expr->op == BUILTIN_EQUAL || expr->op == BUILTIN_UNEQUAL;
    if ((compares || expr->op == BUILTIN_LIKE) && changes_case(a))
        check_case(lint, a, b);
    if (compares && changes_case(b))
        check_case(lint, b, a);
    if (expr->op == BUILTIN_IN && changes_case(a) && b->kind == EXPR_ITEMS)
        for (uint32_t i = 0; i < b->count; i++)
            check_case(lint, a, b->items[i]);
}

// ---- unknown ----

static bool is_no_number(const char *text) {
    struct decimal value;
    return decimal_parse(text, strlen(text), &value) != DECIMAL_OK;
}

static bool is_no_version(const char *text) {
    return !version_valid(text, strlen(text));
}

// Functions that are unknown for some texts: which argument, and what it is not then.
static const struct {
    enum builtin op;
    uint32_t argument;
    bool (*is_none)(const char *text);
    const char *what;
} wanted[] = {
    {BUILTIN_NUMBER, 0, is_no_number, "number"},
    {BUILTIN_VERSION, 0, is_no_version, "version"},
};

static void check_argument(struct lint *lint, const struct expr *expr, size_t row) {
    const struct expr *argument = expr->items[wanted[row].argument];
    const char *text = expr_text(argument);
    if (text != NULL && wanted[row].is_none(text))
        lint_say(lint, argument->node->span, "%s is no %s, so that this is always unknown",
                 lint_shown(lint, argument->node), wanted[row].what);
}

void lint_always_unknown(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY)
        return;
    bool divides = expr->op == BUILTIN_DIVIDE || expr->op == BUILTIN_MODULO;
    if (divides && expr_is_zero(expr->items[1]))
        lint_say(lint, expr->node->span, "%s is always unknown: the divisor is 0",
                 lint_shown(lint, expr->node));
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (expr->op == wanted[i].op)
            check_argument(lint, expr, i);
}

// ---- known ----

void lint_never_unknown(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_DEFAULT && expr->kind != EXPR_KNOWN)
        return;
    const struct expr *value = expr->items[0];
    bool defaults = expr->kind == EXPR_DEFAULT;
    if (is_never_unknown(value)) {
        struct diagnostic *found =
            lint_say(lint, expr->node->span, "%s is never unknown", lint_shown(lint, value->node));
        if (defaults)
            leave_value(lint, found, expr, value);
        else
            lint_replace(lint, found, expr->node->span, "true");
    } else if (defaults && expr_same(value, expr->items[1])) {
        struct diagnostic *found = lint_say(lint, expr->node->span, "%s is its own default",
                                            lint_shown(lint, value->node));
        leave_value(lint, found, expr, value);
    }
}

// ---- quotients ----

static bool is_rounded(const struct expr *expr) {
    return expr_applies(expr, BUILTIN_DIVIDE) && expr->items[1]->kind != EXPR_CONSTANT &&
           expr->items[0]->type.kind != TYPE_POISON;
}

void lint_quotient_compared(struct lint *lint, const struct expr *expr) {
    if (expr->kind != EXPR_APPLY || !op_is_comparison(expr->op))
        return;
    for (uint32_t i = 0; i < 2; i++) {
        if (!is_rounded(expr->items[i]))
            continue;
        const struct expr *quotient = expr->items[i];
        struct diagnostic *found = lint_say(lint, quotient->node->span,
                                            "a quotient is rounded, and is unknown where %s is 0",
                                            lint_shown(lint, quotient->items[1]->node));
        lint_cure(lint, found, "compare %s with the product of %s and the other side",
                  lint_shown(lint, quotient->items[0]->node),
                  lint_shown(lint, quotient->items[1]->node));
    }
}

// ---- of a rule ----

// Whether anything hangs on facts, params, or the time of the run.
struct reading {
    struct lint *lint;
    bool reads;
};

static void look_for_reads(void *state, const struct expr *expr);

static bool reads(struct lint *lint, const struct expr *expr) {
    struct reading reading = {lint, false};
    look_for_reads(&reading, expr);
    return reading.reads;
}

// Looked at once: defines that call each other come to far more than they are long.
static bool function_reads(struct lint *lint, const struct function *function) {
    if (!lint_is_marked(lint, function, MARK_READS | MARK_READS_NOTHING))
        lint_mark(lint, function, reads(lint, function->body) ? MARK_READS : MARK_READS_NOTHING);
    return lint_is_marked(lint, function, MARK_READS);
}

static bool reads_itself(struct lint *lint, const struct expr *expr) {
    for (uint32_t i = 0; expr->sequence != NULL && i < expr->sequence->loop_count; i++)
        if (expr->sequence->loops[i].space != NULL)
            return true;
    return expr->kind == EXPR_NOW || expr->kind == EXPR_ROOT || expr->kind == EXPR_SLOT ||
           expr->kind == EXPR_PARAM ||
           (expr->kind == EXPR_CALL && function_reads(lint, expr->function));
}

static void look_for_reads(void *state, const struct expr *expr) {
    struct reading *reading = state;
    reading->reads = reading->reads || reads_itself(reading->lint, expr);
    if (!reading->reads)
        expr_each_child(expr, look_for_reads, state);
}

static void check_reads(struct lint *lint, const struct expr *expr, const char *what) {
    if (expr != NULL && !reads(lint, expr))
        lint_say(lint, expr->node->span,
                 "%s reads neither facts nor params, so that it is the same of every host", what);
}

void lint_constant_condition(struct lint *lint, const struct rule *rule,
                             const struct rule_node *node) {
    (void)node;
    check_reads(lint, rule->when, "this when");
    for (uint32_t i = 0; i < rule->requirement_count; i++)
        check_reads(lint, rule->requirements[i].condition, "this requirement");
}

void lint_never_applies(struct lint *lint, const struct rule *rule, const struct rule_node *node) {
    const struct assumed assumed = {lint->file->policy, false};
    const struct expr *never = NULL;
    if (rule->when != NULL && expr_settled(rule->when, &assumed) == SETTLED_FALSE)
        never = rule->when;
    for (uint32_t i = 0; i < rule->loop_count; i++)
        if (rule->loops[i].guard != NULL &&
            expr_settled(rule->loops[i].guard, &assumed) == SETTLED_FALSE)
            never = rule->loops[i].guard;
    if (never != NULL)
        lint_say(lint, node->name.span, "%s never applies: %s is false whatever the facts are",
                 rule->name, lint_shown(lint, never->node));
}
