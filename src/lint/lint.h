// Linting: rules that look at checked policies, and give diagnostics with places and edits.
#ifndef PLIM_LINT_LINT_H
#define PLIM_LINT_LINT_H

#include "grammar/tree_use.h"
#include "program/program.h"

enum lint_category {
    LINT_BUGS,
    LINT_SILENT_PASS,
    LINT_PERFORMANCE,
    LINT_STYLE,
    LINT_PORTABILITY,
    LINT_CATEGORIES
};
const char *lint_category_text(enum lint_category category); // "silent-pass"

// A rule of the linter, for people and programs; what it does is private (lint_rule.h).
struct lint_rule;
const struct lint_rule *lint_rule_at(size_t index); // in the order of rules.def; NULL at the end
const struct lint_rule *lint_rule_find(const char *name); // or NULL
const char *lint_rule_nearest(const char *name);          // a name that may be meant, or NULL
const char *lint_rule_name(const struct lint_rule *rule);
const char *lint_rule_says(const struct lint_rule *rule); // one sentence: what it finds
enum lint_category lint_rule_category(const struct lint_rule *rule);
enum diagnostic_level lint_rule_level(const struct lint_rule *rule);

// What the tests of a policy expect, for the rule that looks for rules without a test.
struct lint_tests {
    const char **rules; // as they are called there, without a policy
    size_t count, room;
    bool found; // there are tests of the policy
};

// A file to look at. Everything pointed to is const while it is looked at.
struct lint_file {
    const struct sources *sources;
    const struct file_node *tree;   // read without a mistake
    const struct program *program;  // checked without a mistake; NULL for a tree alone
    const struct policy *policy;    // that the tree is of, or NULL
    const struct lint_tests *tests; // NULL: nobody looked for them
    int64_t now;
};

// Which rules look. NULL stands for all.
typedef bool lint_wanted(const void *state, const struct lint_rule *rule);

// Adds what the rules find in a file, and do not find allowed there, to the diagnostics, with the
// edits that cure it. An allowance is a comment, `# lint: allow NAME because "…"`.
void lint_file(const struct lint_file *file, lint_wanted *wanted, const void *state,
               struct diagnostics *out);

#endif
