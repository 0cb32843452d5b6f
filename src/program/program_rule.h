// Rules by the names that waivers, tailoring and tests call them.
#ifndef PLIM_PROGRAM_PROGRAM_RULE_H
#define PLIM_PROGRAM_PROGRAM_RULE_H

#include "grammar/tree_use.h"
#include "program/program.h"

// A rule and the policy that it is one of.
struct rule_place {
    const struct policy *policy;
    const struct rule *rule;
};

// Which policies are meant by a name without its policy; NULL for all of the program.
struct rule_scope {
    bool (*within)(const struct policy *policy, const void *state);
    const void *state;
};

// The rule that a name stands for, in the first policy in scope that has it. False after a
// diagnostic: there is none, or several policies of different names have one.
bool program_rule(struct program *program, const struct rule_scope *scope,
                  const struct qualified_name *name, struct rule_place *place);

// Notes for editors that a name stands for a rule, or for a param.
void note_rule(struct program *program, struct span name, const struct policy *policy,
               const struct rule *rule);
void note_param(struct program *program, struct span name, const struct param *param);

// The rule of a policy by its name, or NULL.
const struct rule *policy_rule(const struct policy *policy, const char *name);

#endif
