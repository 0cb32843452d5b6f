// Waivers in a run: which are in force, what they cover, and which cover nothing.
#ifndef PLIM_FINDING_WAIVER_H
#define PLIM_FINDING_WAIVER_H

#include "eval/run.h"
#include "lang/fact_index.h"
#include "finding/verdict.h"

// The waivers of one rule. Those that name a path, and no pattern, are found by the facts that they
// cover; each note of the index is one of `named`.
struct rule_waivers {
    struct run *run;
    struct arena *arena; // of the findings
    struct names *names; // theirs
    struct waiver_finding **items, **named, **others;
    size_t count, named_count, other_count;
    size_t room, named_room, other_room;
    struct fact_index index;
};

// Begins the findings of all waivers with those that are in force at that time.
void waivers_begin(struct findings *findings, const struct program *program,
                   const struct verdict_options *options, struct arena *arena);

// The waivers of a rule that is being evaluated.
struct rule_waivers waivers_of_rule(const struct findings *findings, struct run *run,
                                    const struct policy *policy, const struct rule *rule,
                                    struct arena *arena);

// Whether a waiver covers a subject that fails, or is unknown; those that do note it.
bool waivers_cover(const struct rule_waivers *waivers, const struct found_subject *subject,
                   bool unknown);

// Whether a waiver may cover a subject with an element at this path.
bool waivers_may_cover(const struct rule_waivers *waivers, const struct fact_path *path);

// Whether a waiver covers that a rule is unknown as a whole.
bool waivers_cover_rule(const struct rule_waivers *waivers);

// Ends the findings: says of waivers in force that cover nothing why.
void waivers_end(struct findings *findings, struct run *run);

// Whether what a waiver names is among the facts, and whether a key in that is of two elements of a
// list (waiver_leads.c).
bool waiver_leads(struct run *run, const struct waiver *waiver);
bool waiver_is_ambiguous(struct run *run, const struct waiver *waiver);

#endif
