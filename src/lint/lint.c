// The rules of the linter, one after the other thing that they look at, over one file.
#include "lint/lint.h"

#include <string.h>

#include "lint/lint_rule.h"

// ---- the table ----

const char *lint_category_text(enum lint_category category) {
    static const char *const texts[LINT_CATEGORIES] = {"bugs", "silent-pass", "performance",
                                                       "style", "portability"};
    return texts[category];
}

const struct lint_rule *lint_rule_at(size_t index) {
    return index < lint_rule_count ? &lint_rules[index] : NULL;
}

const struct lint_rule *lint_rule_find(const char *name) {
    for (size_t i = 0; i < lint_rule_count; i++)
        if (strcmp(lint_rules[i].name, name) == 0)
            return &lint_rules[i];
    return NULL;
}

const char *lint_rule_nearest(const char *name) {
    const char *names[128];
    size_t count = 0;
    for (; count < lint_rule_count && count < sizeof names / sizeof *names; count++)
        names[count] = lint_rules[count].name;
    return nearest_word(name, names, count);
}

const char *lint_rule_name(const struct lint_rule *rule) {
    return rule->name;
}

const char *lint_rule_says(const struct lint_rule *rule) {
    return rule->says;
}

enum lint_category lint_rule_category(const struct lint_rule *rule) {
    return rule->category;
}

enum diagnostic_level lint_rule_level(const struct lint_rule *rule) {
    return rule->level;
}

// ---- rules on one thing ----

static void look_at_expr(struct lint *lint, const struct expr *expr) {
    for (size_t i = 0; i < lint->exprs.count; i++) {
        lint->row = lint->exprs.items[i];
        lint->row->expr(lint, expr);
    }
}

static void look_at_node(void *state, const struct node *node) {
    struct lint *lint = state;
    for (size_t i = 0; i < lint->nodes.count; i++) {
        lint->row = lint->nodes.items[i];
        lint->row->node(lint, node);
    }
}

static void look_at_rule(struct lint *lint, const struct rule *rule) {
    const struct rule_node *node = lint_rule_node(lint, rule);
    for (size_t i = 0; i < lint->rules.count; i++) {
        lint->row = lint->rules.items[i];
        lint->row->rule(lint, rule, node);
    }
}

static void look_at_file(struct lint *lint) {
    for (size_t i = 0; i < lint->files.count; i++) {
        lint->row = lint->files.items[i];
        lint->row->file(lint);
    }
}

// ---- expressions, with what becomes of the rule where they are true ----

static void visit(struct lint *lint, const struct expr *expr, enum lint_sense sense);

static enum lint_mark mark_of(enum lint_sense sense) {
    return sense == SENSE_FAILS ? MARK_FAILS : sense == SENSE_HOLDS ? MARK_HOLDS : MARK_NONE;
}

// Once for each sense. The rule in hand is another's, and has no part in it.
static void visit_function(struct lint *lint, const struct function *function,
                           enum lint_sense sense) {
    if (!lint_is_within(lint, function->span) || lint_is_marked(lint, function, mark_of(sense)))
        return;
    lint_mark(lint, function, mark_of(sense));
    const struct lint outer = *lint;
    lint->rule = NULL;
    lint->requirement = NULL;
    lint->function = function;
    visit(lint, function->body, sense);
    lint->rule = outer.rule;
    lint->requirement = outer.requirement;
    lint->function = outer.function;
}

static enum lint_sense opposite(enum lint_sense sense) {
    return (enum lint_sense) - sense;
}

// Of the conditions after `where`, and of what follows `has`.
static enum lint_sense guard_sense(enum fold fold, enum lint_sense sense) {
    if (!fold_is_quantifier(fold))
        return SENSE_NONE;
    return fold == FOLD_SOME ? sense : opposite(sense);
}

static enum lint_sense body_sense(enum fold fold, enum lint_sense sense) {
    if (!fold_is_quantifier(fold))
        return SENSE_NONE;
    return fold == FOLD_NO ? opposite(sense) : sense;
}

static void visit_loop(struct lint *lint, const struct loop *loop, enum lint_sense guard) {
    const enum lint_sense none = SENSE_NONE;
    visit(lint, loop->parent, none);
    visit(lint, loop->values, none);
    visit(lint, loop->guard, guard);
    for (uint32_t i = 0; i < loop->let_count; i++)
        visit(lint, loop->lets[i].value, none);
}

static void visit_sequence(struct lint *lint, const struct expr *expr, enum lint_sense sense) {
    const struct sequence *sequence = expr->sequence;
    bool fold = expr->kind == EXPR_FOLD;
    for (uint32_t i = 0; i < sequence->loop_count; i++)
        visit_loop(lint, &sequence->loops[i], fold ? guard_sense(expr->fold, sense) : SENSE_NONE);
    visit(lint, sequence->element, fold ? body_sense(expr->fold, sense) : SENSE_NONE);
}

// An operand of `and` makes nothing true alone, and one of `or` nothing false.
static enum lint_sense item_sense(const struct expr *expr, uint32_t item, enum lint_sense sense) {
    if (expr->kind == EXPR_APPLY && expr->op == BUILTIN_AND)
        return sense == SENSE_FAILS ? sense : SENSE_NONE;
    if (expr->kind == EXPR_APPLY && expr->op == BUILTIN_OR)
        return sense == SENSE_HOLDS ? sense : SENSE_NONE;
    if (expr->kind == EXPR_APPLY && expr->op == BUILTIN_NOT)
        return opposite(sense);
    if (expr->kind == EXPR_DEFAULT || (expr->kind == EXPR_IF && item > 0))
        return sense;
    return SENSE_NONE;
}

// A nested record is looked at as the row that it is in, whose place in the source is its own.
static const struct expr *written_as(const struct expr *expr) {
    while (expr->outer != NULL)
        expr = expr->outer;
    return expr;
}

static void visit(struct lint *lint, const struct expr *expr, enum lint_sense sense) {
    if (expr == NULL)
        return;
    expr = written_as(expr);
    lint->sense = sense;
    look_at_expr(lint, expr);
    for (uint32_t i = 0; i < expr->count; i++) {
        lint->outer = expr;
        visit(lint, expr->items[i], item_sense(expr, i, sense));
    }
    lint->outer = NULL;
    if (expr->sequence != NULL)
        visit_sequence(lint, expr, sense);
    if (expr->kind == EXPR_CALL)
        visit_function(lint, expr->function, sense);
}

static void visit_rule(struct lint *lint, const struct rule *rule) {
    lint->rule = rule;
    look_at_rule(lint, rule);
    visit(lint, rule->when, SENSE_FAILS);
    for (uint32_t i = 0; i < rule->let_count; i++)
        visit(lint, rule->lets[i].value, SENSE_NONE);
    for (uint32_t i = 0; i < rule->loop_count; i++)
        visit_loop(lint, &rule->loops[i], SENSE_FAILS);
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        lint->requirement = &rule->requirements[i];
        visit(lint, rule->requirements[i].condition, SENSE_HOLDS);
        visit(lint, rule->requirements[i].message, SENSE_NONE);
    }
    lint->requirement = NULL;
    visit(lint, rule->remedy, SENSE_NONE);
    lint->rule = NULL;
}

static void visit_policy(struct lint *lint, const struct policy *policy) {
    for (uint32_t i = 0; i < policy->rule_count; i++)
        visit_rule(lint, &policy->rules[i]);
    visit(lint, policy->summary, SENSE_NONE);
    for (uint32_t i = 0; i < policy->function_count; i++)
        if (!lint_is_marked(lint, policy->functions[i], MARK_HOLDS | MARK_FAILS))
            visit_function(lint, policy->functions[i], SENSE_NONE);
}

// ---- a file ----

static void add_row(struct lint *lint, struct lint_rows *rows, const struct lint_rule *row,
                    bool looks) {
    if (!looks)
        return;
    if (rows->items == NULL)
        rows->items = ARENA_ARRAY(lint->arena, const struct lint_rule *, lint_rule_count);
    rows->items[rows->count++] = row;
}

static void choose_rows(struct lint *lint) {
    for (size_t i = 0; i < lint_rule_count; i++) {
        const struct lint_rule *row = &lint_rules[i];
        if (lint->wanted != NULL && !lint->wanted(lint->wanted_state, row))
            continue;
        add_row(lint, &lint->files, row, row->file != NULL);
        add_row(lint, &lint->rules, row, row->rule != NULL);
        add_row(lint, &lint->exprs, row, row->expr != NULL);
        add_row(lint, &lint->nodes, row, row->node != NULL);
    }
}

void lint_file(const struct lint_file *file, lint_wanted *wanted, const void *state,
               struct diagnostics *out) {
    struct lint lint = {.file = file, .arena = arena_new(), .out = out};
    lint.wanted = wanted;
    lint.wanted_state = state;
    lint.said.arena = lint.known.arena = lint.bounds.arena = lint.functions.arena = lint.arena;
    lint.points = ARENA_ARRAY(lint.arena, struct lint_points, lint_rule_count);
    choose_rows(&lint);
    allowances_read(&lint.allowances, file->tree, lint.arena);
    if (file->policy != NULL)
        visit_policy(&lint, file->policy);
    tree_each_root(file->tree, look_at_node, &lint);
    look_at_file(&lint);
    arena_free(lint.arena);
}
