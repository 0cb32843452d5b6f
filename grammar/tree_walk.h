// Visiting the expressions of a tree, as they are written.
#ifndef PLIM_GRAMMAR_TREE_WALK_H
#define PLIM_GRAMMAR_TREE_WALK_H

#include "grammar/tree_test.h"

// Visits each node of an expression, from the outside inwards; none where that is NULL.
typedef void node_visit(void *state, const struct node *node);
void tree_each_node(const struct node *node, node_visit *visit, void *state);

// The expressions of a rule, of a file but for its tests, and of those.
void tree_each_of_rule(const struct rule_node *rule, node_visit *visit, void *state);
void tree_each_root(const struct file_node *tree, node_visit *visit, void *state);
void tree_each_of_tests(const struct file_node *tree, node_visit *visit, void *state);

#endif
