// Paths of facts that are written as expressions: vm["db01"].disk["vda"].
#ifndef PLIM_GRAMMAR_TREE_PATH_H
#define PLIM_GRAMMAR_TREE_PATH_H

#include "grammar/tree.h"
#include "lang/fact_path.h"

// The path that an expression of names, fields and constant keys stands for, its texts those of
// the tree. False for any other expression, after a diagnostic unless the tree has one for it.
bool tree_path(const struct parse *parse, const struct node *node, struct fact_path *path);

#endif
