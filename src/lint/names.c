// Names that nothing uses, that mislead, or that are missing.
#include <string.h>

#include "lint/rules.h"

// A policy without rules is there for others to import.
static bool is_library(const struct file_node *tree) {
    return tree->rule_count == 0;
}

void lint_unused_param(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->param_count && !is_library(tree); i++) {
        struct name name = tree->params[i].name;
        bool read = lint_mentions(lint, name.text) || strcmp(name.text, "max_waiver") == 0;
        if (!read)
            lint_say(lint, name.span, "nothing reads the param %s", name.text);
    }
}

void lint_unused_define(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->define_count && !is_library(tree); i++) {
        struct name name = tree->defines[i].name;
        if (!lint_mentions(lint, name.text))
            lint_say(lint, name.span, "nothing uses the define %s", name.text);
    }
}

// ---- let ----

struct mention {
    const char *name;
    bool found;
};

static void look_for_name(void *state, const struct node *node) {
    struct mention *mention = state;
    mention->found |= node->kind == NODE_NAME && node->name.text == mention->name;
}

static bool rule_mentions(const struct rule_node *rule, const char *name) {
    struct mention mention = {name, false};
    tree_each_of_rule(rule, look_for_name, &mention);
    return mention.found;
}

void lint_unused_let(struct lint *lint, const struct rule *rule, const struct rule_node *node) {
    (void)rule;
    for (uint32_t i = 0; i < node->binding_count; i++) {
        const struct binding_node *binding = &node->bindings[i];
        if (binding->kind == BINDING_LET && !rule_mentions(node, binding->name.text))
            lint_say(lint, binding->name.span, "nothing uses the let %s", binding->name.text);
    }
}

// ---- import ----

static bool mentions_any(struct lint *lint, const struct file_node *imported) {
    for (uint32_t i = 0; i < imported->param_count; i++)
        if (lint_mentions(lint, imported->params[i].name.text))
            return true;
    for (uint32_t i = 0; i < imported->define_count; i++)
        if (lint_mentions(lint, imported->defines[i].name.text))
            return true;
    return false;
}

void lint_unused_import(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->use_count && lint->file->program != NULL; i++) {
        const struct use_node *use = &tree->uses[i];
        if (!use->imports || is_library(tree))
            continue;
        const struct file_node *imported = program_used(lint->file->program, tree, i);
        if (imported != NULL && !mentions_any(lint, imported))
            lint_say(lint, use->named, "nothing of %s is used here", imported->name.text);
    }
}

// ---- names that mislead ----

static const char *last_step(const struct node *list) {
    if (list->kind == NODE_WHERE || list->kind == NODE_INDEX)
        return last_step(list->items[0]);
    return list->kind == NODE_NAME || list->kind == NODE_FIELD ? list->name.text : NULL;
}

// A name that is written out for an element, and is also that of something else of the model: an
// element may be called as its list is.
static void check_element(struct lint *lint, struct name name, const struct node *list) {
    if (name.text == NULL || lint->file->program == NULL || last_step(list) == name.text)
        return;
    const struct field *root = record_field(lint->file->program->model->root, name.text);
    if (root != NULL)
        lint_say(lint, name.span,
                 "here %s is an element of %s, and no longer the root of that name", name.text,
                 lint_shown(lint, list));
}

static void check_node(void *state, const struct node *node) {
    if (node->kind == NODE_QUANTIFIER)
        check_element(state, node->name, node->items[0]);
    if (node->kind == NODE_EACH)
        check_element(state, node->name, node->items[1]);
}

void lint_shadowed_name(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    tree_each_root(tree, check_node, lint);
    for (uint32_t i = 0; i < tree->rule_count; i++)
        for (uint32_t j = 0; j < tree->rules[i].binding_count; j++) {
            const struct binding_node *binding = &tree->rules[i].bindings[j];
            if (binding->kind == BINDING_EACH)
                check_element(lint, binding->name, binding->value);
        }
}

// ---- params ----

void lint_undescribed_param(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->param_count; i++) {
        const struct param_node *param = &tree->params[i];
        if (param->description == NULL || param->description[0] == '\0')
            lint_say(lint, param->name.span, "%s does not say what it is for", param->name.text);
    }
}

// A share that is typed as 90 is ninety times the whole.
void lint_unlimited_share(struct lint *lint) {
    const struct file_node *tree = lint->file->tree;
    for (uint32_t i = 0; i < tree->param_count; i++) {
        const struct param_node *param = &tree->params[i];
        bool share =
            param->value != NULL && param->value->kind == NODE_NUMBER && param->value->percent;
        if (!share || param->max != NULL)
            continue;
        struct diagnostic *found =
            lint_say(lint, param->name.span,
                     "%s is a share without a maximum: set to 90, it is 9000%%", param->name.text);
        lint_cure(lint, found, "write its limits behind the type, such as min 0 max 1");
    }
}

// ---- numbers that have no name ----

struct literal {
    const struct node *node;
    uint32_t rule, rules; // where it was found last, and in how many
};

struct literals {
    struct lint *lint;
    struct numbered keys;
    struct literal *items; // by the numbers of their keys
    uint32_t rule;
    size_t room;
};

static struct number_key quantity_key(const struct node *node) {
    return key_of_decimal((uint64_t)node->dimension.information, (uint64_t)node->dimension.time,
                          node->number);
}

// One unit of something says nothing of a limit, nor do 0 and all.
static bool is_limit(const struct node *node) {
    if (node->kind == NODE_NUMBER)
        return node->percent && node->number.nano != 0 && node->number.nano != DECIMAL_ONE;
    return node->kind == NODE_QUANTITY && node->number.nano != 0;
}

static void take_literal(void *state, const struct node *node) {
    struct literals *all = state;
    if (!is_limit(node) || !lint_is_within(all->lint, node->span))
        return;
    uint32_t count = all->keys.count, number = numbered_add(&all->keys, quantity_key(node));
    if (number == count)
        ARENA_PUSH(all->lint->arena, all->items, count, all->room) =
            (struct literal){node, all->rule, 1};
    struct literal *one = &all->items[number];
    one->rules += one->rule != all->rule;
    one->rule = all->rule;
}

void lint_magic_number(struct lint *lint) {
    struct literals all = {.lint = lint, .keys.arena = lint->arena};
    const struct file_node *tree = lint->file->tree;
    for (all.rule = 0; all.rule < tree->rule_count; all.rule++)
        tree_each_of_rule(&tree->rules[all.rule], take_literal, &all);
    for (uint32_t i = 0; i < all.keys.count; i++) {
        if (all.items[i].rules < 2)
            continue;
        struct diagnostic *found =
            lint_say(lint, all.items[i].node->span, "%u rules have the limit %s",
                     all.items[i].rules, lint_shown(lint, all.items[i].node));
        lint_cure(lint, found, "make it a param, so that it has a name and one place");
    }
}
