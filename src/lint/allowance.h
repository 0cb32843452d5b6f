// Comments that allow what a rule of the linter finds: # lint: allow NAME because "…"
#ifndef PLIM_LINT_ALLOWANCE_H
#define PLIM_LINT_ALLOWANCE_H

#include "grammar/tree.h"

// An allowance. It covers what begins in its span: the statement below the comment, the line that
// it ends, or the whole file where it stands above the first statement or ends its line.
struct allowance {
    struct span comment;
    const char *rule;  // the name; NULL after a mistake
    struct span named; // of the name
    const char *wrong; // what is wrong with the comment, or NULL
    struct span covers;
};

// A stretch in which a rule is allowed: what allowances cover, joined where they meet.
struct allowed {
    const char *rule;
    struct span span;
};

struct allowances {
    struct allowance *items;
    uint32_t count;
    size_t room;
    struct allowed *allowed; // by rule, then by place
    uint32_t allowed_count;
};

// Reads the comments of a file.
void allowances_read(struct allowances *all, const struct file_node *file, struct arena *arena);

// Whether a finding of the rule that begins there is allowed.
bool allowances_cover(const struct allowances *all, const char *rule, struct span span);

#endif
