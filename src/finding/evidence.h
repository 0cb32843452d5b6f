// Evidence: the values and facts behind a verdict, gathered afterwards for the rows that need it.
#ifndef PLIM_FINDING_EVIDENCE_H
#define PLIM_FINDING_EVIDENCE_H

#include "finding/rule.h"
#include "finding/verdict.h"

// Each fills its part of a finding; texts go to rule->arena. Subjects stand in their order
// (finding/excused.h) before they are named, and are named before they are described.
void evidence_subjects(struct rule_state *rule, const struct requirement_state *state,
                       struct requirement_finding *finding);
void evidence_failed(struct rule_state *rule, const struct requirement_state *state,
                     struct requirement_finding *finding);
void evidence_missing(struct rule_state *rule, const struct requirement_state *state,
                      struct requirement_finding *finding);
void evidence_consulted(struct rule_state *rule, const struct requirement_state *state,
                        struct requirement_finding *finding);
void evidence_margin(struct rule_state *rule, const struct requirement_state *state,
                     struct requirement_finding *finding);
void evidence_shown(struct rule_state *rule, const struct requirement_state *state,
                    struct requirement_finding *finding);

// The rule's remedy for the subject of an environment, or NULL.
const char *evidence_remedy(const struct rule_state *rule, struct env *env);
// Gives it to what a rule without for each misses as a whole.
void evidence_whole_remedy(const struct rule_state *rule, struct missing_list *missing);

// The subject at positions, one for all rules where it is one element of a list of the facts.
const struct found_subject *evidence_subject(struct rule_state *rule,
                                             const struct subject_loops *loops, const uint32_t *at);
// The same, which may only last until the arena goes.
const struct found_subject *evidence_subject_in(struct rule_state *rule,
                                                const struct subject_loops *loops,
                                                const uint32_t *at, struct arena *arena);

// Why a rule was skipped: "no vm where vm.saved_state", "when dest.clustered is false".
const char *evidence_skipped(const struct rule_state *rule, struct arena *arena);

// Why a requirement has nothing to look at: "no vm.disk where disk.media == "disk"".
const char *evidence_empty(const struct rule_state *rule, const struct requirement_state *state);

// A template as it was written, without its quotes.
const char *evidence_template_source(struct run *run, const struct expr *expr, struct arena *arena);

// The values that the verdict of a body rests on in an environment of one lane, in the arena.
struct shown_value *evidence_values(struct env *env, const struct expr *body, struct arena *arena,
                                    uint32_t *count);

// A margin of a comparison in words; its subject and its sides are still to be given.
struct margin evidence_margin_of(struct rule_state *rule, const struct expr *comparison,
                                 struct decimal value, bool bounded);
// The margin at positions; absent where a side is unknown.
struct margin evidence_margin_at(struct rule_state *rule, const struct requirement_state *state,
                                 const uint32_t *at);
// Gives it the sides at a lane at which both are known.
void evidence_keep_sides(struct margin *margin, const struct vector sides[2], uint32_t lane);

// The type of the margin of a comparison.
struct type evidence_margin_type(struct run *run, const struct expr *comparison);

#endif
