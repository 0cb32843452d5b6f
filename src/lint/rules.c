// The table of the rules of the linter.
#include "lint/rules.h"

#define ROW(NAME, CATEGORY, LEVEL, MEMBER, FUNCTION, SAYS)                                         \
    {.name = NAME,                                                                                 \
     .category = LINT_##CATEGORY,                                                                  \
     .level = DIAGNOSTIC_##LEVEL,                                                                  \
     .MEMBER = FUNCTION,                                                                           \
     .says = SAYS},
#define FILE_RULE(NAME, CATEGORY, LEVEL, FUNCTION, SAYS)                                           \
    ROW(NAME, CATEGORY, LEVEL, file, FUNCTION, SAYS)
#define RULE_RULE(NAME, CATEGORY, LEVEL, FUNCTION, SAYS)                                           \
    ROW(NAME, CATEGORY, LEVEL, rule, FUNCTION, SAYS)
#define EXPR_RULE(NAME, CATEGORY, LEVEL, FUNCTION, SAYS)                                           \
    ROW(NAME, CATEGORY, LEVEL, expr, FUNCTION, SAYS)
#define NODE_RULE(NAME, CATEGORY, LEVEL, FUNCTION, SAYS)                                           \
    ROW(NAME, CATEGORY, LEVEL, node, FUNCTION, SAYS)

const struct lint_rule lint_rules[] = {
#include "lint/rules.def"
};
const size_t lint_rule_count = sizeof lint_rules / sizeof *lint_rules;
