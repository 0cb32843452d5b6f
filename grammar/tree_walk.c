// Visiting the expressions of a tree.
#include "grammar/tree_walk.h"

void tree_each_node(const struct node *node, node_visit *visit, void *state) {
    if (node == NULL)
        return;
    visit(state, node);
    for (uint32_t i = 0; i < node->count; i++)
        tree_each_node(node->items[i], visit, state);
}

void tree_each_of_rule(const struct rule_node *rule, node_visit *visit, void *state) {
    tree_each_node(rule->when, visit, state);
    for (uint32_t i = 0; i < rule->binding_count; i++) {
        tree_each_node(rule->bindings[i].value, visit, state);
        tree_each_node(rule->bindings[i].where, visit, state);
    }
    for (uint32_t i = 0; i < rule->require_count; i++) {
        tree_each_node(rule->requires[i].condition, visit, state);
        tree_each_node(rule->requires[i].message, visit, state);
    }
    tree_each_node(rule->remedy, visit, state);
}

void tree_each_root(const struct file_node *tree, node_visit *visit, void *state) {
    tree_each_node(tree->summary, visit, state);
    for (uint32_t i = 0; i < tree->param_count; i++)
        tree_each_node(tree->params[i].value, visit, state);
    for (uint32_t i = 0; i < tree->define_count; i++)
        tree_each_node(tree->defines[i].body, visit, state);
    for (uint32_t i = 0; i < tree->rule_count; i++)
        tree_each_of_rule(&tree->rules[i], visit, state);
    for (uint32_t i = 0; i < tree->set_count; i++)
        tree_each_node(tree->sets[i].value, visit, state);
}

static void each_of_steps(const struct steps *steps, node_visit *visit, void *state) {
    for (uint32_t i = 0; i < steps->count; i++) {
        tree_each_node(steps->items[i].value, visit, state);
        tree_each_node(steps->items[i].set.value, visit, state);
        tree_each_node(steps->items[i].expect.value, visit, state);
    }
}

void tree_each_of_tests(const struct file_node *tree, node_visit *visit, void *state) {
    for (uint32_t i = 0; i < tree->test_count; i++) {
        each_of_steps(&tree->tests[i].steps, visit, state);
        for (uint32_t j = 0; j < tree->tests[i].case_count; j++)
            each_of_steps(&tree->tests[i].cases[j].steps, visit, state);
    }
}
