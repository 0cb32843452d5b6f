// What of a requirement is excused: by a waiver, or because a baseline has it.
#ifndef PLIM_FINDING_EXCUSED_H
#define PLIM_FINDING_EXCUSED_H

#include "finding/rule.h"

// Puts the subjects of a requirement in their order: those that are not excused, those of the
// baseline, those that are waived; and counts them.
void excused_apply(struct rule_state *rule, struct requirement_state *state,
                   struct requirement_finding *finding);

// What it comes to that the rule is unknown as a whole.
enum verdict excused_whole(const struct rule_state *rule);

// The verdict of what stands at these positions in a list that was put in order, OTHERWISE where it
// is not excused; VERDICT_PASS where it does not stand there.
enum verdict excused_at(const struct position_list *list, const struct subject_loops *loops,
                        const struct excused *excused, const uint32_t *at, enum verdict otherwise);

#endif
