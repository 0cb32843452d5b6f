// Which subject of a rule an explanation is about.
#ifndef PLIM_FINDING_EXPLANATION_SUBJECT_H
#define PLIM_FINDING_EXPLANATION_SUBJECT_H

#include "finding/derivation.h"
#include "finding/explanation.h"

// One explanation in the making.
struct explaining {
    struct rule_state *state;
    const struct rule_finding *finding;
    struct explanation *out;
    struct deriving deriving;
    struct fact_path path;  // of what was asked for; no steps where that is no path
    struct fact_path typed; // the same, read as a text without quotes
};

// A subject of the rule, or an element of a requirement: positions for all its loops.
struct subject_chosen {
    bool found;
    enum verdict verdict;
    uint32_t at[SUBJECT_LOOPS];
};

// The subject that says most: of those that fail the one that falls shortest, else the first that
// decides the rule's verdict, else the tightest.
struct subject_chosen explanation_foremost(struct explaining *x);

// The worst of the rule's subjects that were asked for, or of the elements of a requirement. Lists
// the others in the explanation.
struct subject_chosen explanation_asked(struct explaining *x);
struct subject_chosen explanation_element(struct explaining *x, uint32_t requirement);

// Whether what was asked for is the key of one element that subjects are or lie in, whose path it
// then stands for. Lists the elements in the explanation, as ambiguous, where several have it.
bool explanation_key(struct explaining *x);

// The verdict of a requirement for a subject of the rule.
enum verdict explanation_requirement(const struct explaining *x, uint32_t index,
                                     const struct subject_chosen *subject);

#endif
