// What tests have covered: conditions of rules by their values, rules by their verdicts.
#ifndef PLIM_TESTING_COVERED_H
#define PLIM_TESTING_COVERED_H

#include "eval/coverage.h"
#include "finding/verdict.h"

// Where something stands: begin and end are bytes of the file.
struct covered_place {
    const char *file;
    uint32_t begin, end, line, column;
};

// A condition as it stands in a file. What a define holds is one condition, whatever calls it.
struct covered_condition {
    struct covered_place place;
    const char *text; // as written, white space folded
    struct outcomes outcomes;
    bool certain; // is never unknown, so this is not asked for
};

struct covered_rule {
    struct covered_place place; // of the rule
    const char *policy, *name;
    uint64_t seen[VERDICTS];  // cases by the verdict that came
    uint64_t tests[VERDICTS]; // expects by the verdict that was expected
    bool certain;
};

// Files by name, then by place, the longer before what it begins with: -1, 0, 1 as strcmp.
int covered_compare(const struct covered_place *a, const struct covered_place *b);

// What the tests of any number of programs have covered, in the order of files and places. Lives in
// its arena, and needs none of the programs.
struct covered {
    struct arena *arena;
    struct covered_condition *conditions;
    size_t condition_count, condition_room;
    struct covered_rule *rules;
    size_t rule_count, rule_room;
};

// Adds the rules of a policy with what was counted in its program: a condition or a rule of the
// same place in the same file is counted together.
void covered_add(struct covered *covered, const struct program *program,
                 const struct policy *policy, const struct coverage *coverage);

// Adds a verdict that came of a rule, and one that a test expects of it. The policy was added.
void covered_verdict(struct covered *covered, const struct policy *policy, const struct rule *rule,
                     enum verdict verdict);
void covered_test(struct covered *covered, const struct policy *policy, const struct rule *rule,
                  enum verdict verdict);

// How much is covered: values of conditions and verdicts of rules that were seen, of those that may
// come.
struct covered_share {
    uint64_t seen, all;
};
struct covered_share covered_share(const struct covered *covered);

// Adds what is covered, in words: the share, then every condition and rule that lacks something.
void covered_text(struct text *out, const struct covered *covered);

// The same as an lcov tracefile (geninfo(1)): conditions are branches, rules functions.
void covered_lcov(struct text *out, const struct covered *covered);

// Adds a line for each rule that has no test of its pass, fail or unknown; false if there is one.
bool covered_tested(struct text *out, const struct covered *covered);

#endif
