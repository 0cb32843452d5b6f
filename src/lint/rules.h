// The functions of the rules of the linter, one for each row of rules.def.
#ifndef PLIM_LINT_RULES_H
#define PLIM_LINT_RULES_H

#include "lint/lint_rule.h"

#define FILE_RULE(name, category, level, function, says) void function(struct lint *lint);
#define RULE_RULE(name, category, level, function, says)                                           \
    void function(struct lint *lint, const struct rule *rule, const struct rule_node *node);
#define EXPR_RULE(name, category, level, function, says)                                           \
    void function(struct lint *lint, const struct expr *expr);
#define NODE_RULE(name, category, level, function, says)                                           \
    void function(struct lint *lint, const struct node *node);
#include "lint/rules.def"
#undef FILE_RULE
#undef RULE_RULE
#undef EXPR_RULE
#undef NODE_RULE

#endif
