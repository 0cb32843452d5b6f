// The verdict of each subject of a rule.
#ifndef PLIM_FINDING_JUDGED_H
#define PLIM_FINDING_JUDGED_H

#include "finding/rule.h"

// Fills in the subjects of an evaluated rule that lie within those that options.judge names, and
// the elements that its requirements look at in them; with options.judge_all, all that its
// requirements look at.
void judged_subjects(struct rule_state *rule, struct rule_finding *finding);

#endif
