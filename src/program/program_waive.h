// Waivers: which rule they are of, which subjects they name, and when they end.
#ifndef PLIM_PROGRAM_PROGRAM_WAIVE_H
#define PLIM_PROGRAM_PROGRAM_WAIVE_H

#include "check/pattern.h"
#include "grammar/tree_use.h"
#include "program/program.h"

// A waiver of a rule, checked against the rule and the fact model.
struct waiver {
    const struct waive_node *node;
    const struct policy *policy; // that has the rule
    const struct rule *rule;
    const char *root;           // of the policies that it is of; NULL: of any
    struct fact_path subject;   // no steps: all that the rule is about
    const struct pattern *like; // of the key behind the subject, or NULL
    int64_t end;                // the first nanosecond after its last day
};

// Whether a waiver is of a rule of a policy.
bool waiver_is_of(const struct waiver *waiver, const struct policy *policy,
                  const struct rule *rule);

// Whether it ends later than --max-waiver or a param max_waiver of the rule's policy allows at that
// time.
bool waiver_is_too_long(const struct program *program, const struct waiver *waiver, int64_t now);

#endif
