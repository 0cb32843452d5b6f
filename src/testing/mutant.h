// Mutants: rules with one thing changed.
#ifndef PLIM_TESTING_MUTANT_H
#define PLIM_TESTING_MUTANT_H

#include "program/program.h"
#include "testing/mutation.h"

// One change, of what stands at a place in the text: all expressions that the checker made of that
// (a define is checked for each kind of argument) are changed alike.
struct mutant {
    enum mutation mutation;
    struct span span;          // of the expression, the where, the when or the requirement
    const struct expr *origin; // one of the expressions that it changes; NULL for parts of a rule
    bool in_define;            // it stands in a define, which any rule may call
    const char *file;          // where it is
    uint32_t line, column;
    const char *name; // the same from run to run, and distinct: "POLICY/RULE: EXPRESSION: CHANGE",
                      // with the name of the define in place of the rule's where it is in one
};

// In the order of their places.
struct mutants {
    struct mutant *items;
    size_t count, room;
};

// All mutants of a policy's rules and of the defines that they call. Everything lives in the arena.
struct mutants mutants_of(const struct program *program, const struct policy *policy,
                          struct arena *arena);

// The rule as the mutant has it, in the arena, sharing what does not change; NULL where nothing of
// the mutant is in the rule. ids: the program's expression_count.
const struct rule *mutant_rule(const struct mutant *mutant, const struct rule *rule, uint32_t ids,
                               struct arena *arena);

#endif
