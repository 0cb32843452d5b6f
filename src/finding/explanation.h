// Explanations: the whole derivation of one rule, for one of its subjects.
#ifndef PLIM_FINDING_EXPLANATION_H
#define PLIM_FINDING_EXPLANATION_H

#include "finding/derivation.h"
#include "finding/rule.h"

// What is to be explained, and what came of it. The rule's own subject is what a subject that was
// asked for says, or lies in one; an element that a requirement looks at is one, too.
struct explanation {
    const struct policy *policy;
    const struct rule *rule;
    const char *asked; // a subject as reports name it, a path, or a key of one; NULL: the one that
                       // says most
    bool whole;        // all elements of lists
    // Afterwards, in the arena of the findings:
    struct derivation *root; // NULL where the rule has no such subject
    const char *subject;     // as reports name it: "" where the rule has none, or none was found
    enum verdict verdict;    // of the subject that was asked for, else of the rule
    const char **subjects;   // where it has no such subject: those it has, up to SUBJECTS_LISTED;
    bool ambiguous;          // or the paths of all that have the key
    size_t subject_count, subject_room, subjects_left_out; // how many are not kept
};

enum { SUBJECTS_LISTED = 10000 };

// Explains an evaluated rule whose waivers were applied.
void explanation_make(struct rule_state *state, const struct rule_finding *finding,
                      struct explanation *explanation);

#endif
