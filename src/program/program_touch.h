// Which rules a change of a policy touches.
#ifndef PLIM_PROGRAM_PROGRAM_TOUCH_H
#define PLIM_PROGRAM_PROGRAM_TOUCH_H

#include "program/program.h"

// Whether a rule of the policy reads a param, in its texts or through defines too.
bool rule_reads_param(const struct program *program, const struct rule *rule, uint32_t param);

// Whether a tailoring of the policy is of one of its rules, or of a param that the rule reads.
bool tailoring_touches(const struct program *program, const struct policy *policy,
                       const struct tailoring *tailoring, const struct rule *rule);

// Whether it touches no rule of the policy, so that none can show it. A --set that reaches several
// policies may touch a rule of any of them.
bool tailoring_is_apart(const struct program *program, const struct policy *policy,
                        const struct tailoring *tailoring);

#endif
