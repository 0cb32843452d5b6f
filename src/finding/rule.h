// Evaluating one rule over all its subjects, with what the evidence needs afterwards.
#ifndef PLIM_FINDING_RULE_H
#define PLIM_FINDING_RULE_H

#include "base/decimal.h"
#include "eval/bounds.h"
#include "finding/missing.h"
#include "finding/subject.h"
#include "finding/verdict.h"
#include "finding/waiver.h"

// A requirement taken apart: the loops of its outermost `every` (or `no`, whose body is then
// negated) belong to its subjects, so that failing elements are named and margins are found in
// them.
struct requirement_state {
    const struct requirement *requirement;
    struct subject_loops loops; // the rule's, then its own
    struct loop *own;           // its own in a row
    uint32_t own_count;
    const struct expr *body;
    bool negated;                 // `no`
    bool has_margin;              // body is < <= > >= of numbers or times
    uint64_t elements;            // rounds of its own loops that may count
    struct position_list failed;  // at these positions the body is false
    uint64_t failing;             // subjects of the rule that have any of them
    struct position_list unknown; // subjects of the rule for which it is unknown
    struct position_list both;    // subjects of the rule with elements for which it is false and
                                  // others for which it is unknown; only where that is asked for
    struct position_list open;    // of its own loops: where the body is unknown, or a list absent
    bool margin_found, margin_bounded;
    struct decimal margin;            // times: in seconds
    uint32_t tightest[SUBJECT_LOOPS]; // positions of the smallest margin
};

// What may excuse findings of a rule, and how much evidence is wanted.
struct rule_terms {
    const struct verdict_options *options;
    const struct rule_waivers *waivers;
    const struct rule_baseline *baseline; // NULL: it has none
};

struct rule_state {
    struct run *run;
    const struct rule *rule;
    struct arena *arena; // positions live here
    struct env *base;    // the rule's lets before any loop
    struct subject_loops loops;
    struct requirement_state *requirements;
    uint64_t subjects, sure;      // those that may be, and those that surely are
    bool lists_unknown;           // a list of subjects is absent
    struct position_list absent;  // where it is
    struct missing_list *missing; // of `when` and the lists of subjects
    enum truth when;
    const struct verdict_options *options; // how much evidence is wanted
    const struct rule_waivers *waivers;
    const struct rule_baseline *baseline; // NULL: it has none
    struct names *names;                  // of subjects, in the arena of the findings
    enum verdict whole; // what being unknown as a whole comes to: unknown, baseline or waived
};

// Whether a waiver or a baseline may excuse a finding.
static inline bool rule_may_excuse(const struct rule_state *rule) {
    return rule->waivers->count > 0 || rule->baseline != NULL;
}

// Evaluates the rule, counted in the run's coverage, whose counting ends with it; adds what is
// missing to the list. base stays open for the evidence until rule_state_end.
struct rule_state *rule_state_begin(struct run *run, const struct rule *rule,
                                    const struct rule_terms *terms, struct arena *arena,
                                    struct missing_list *missing);
void rule_state_end(struct rule_state *state);

#endif
