// Runs of a case whose findings are laid side by side.
#ifndef PLIM_ORACLE_RUNS_H
#define PLIM_ORACLE_RUNS_H

#include "case.h"
#include "report/read/past_baseline.h"

struct runs {
    struct trial *trial;
    struct random random;
    struct arena *arena;
    struct text *wrong;
    struct session_facts *facts[8]; // which the findings name
    uint32_t count;
};

struct runs runs_begin(struct trial *trial, struct text *wrong);
void runs_end(struct runs *runs);

// NULL where facts are refused, or it takes too long.
const struct findings *runs_judge(struct runs *runs, struct trial *trial,
                                  const struct baseline *baseline);
// The facts with changes, or as they are, which are to be freed.
char *runs_changed(struct runs *runs);
// Those of the facts with changes, so that only some of what fails did so then.
const struct findings *runs_earlier(struct runs *runs);

// The report of a run, read back; what is wrong with it goes to runs->wrong.
bool runs_report(struct runs *runs, const struct findings *findings, struct past *past);

// Whether all subjects that fail or are unknown have names, and requirements of the rule are told
// apart by their texts.
bool runs_is_plain(const struct rule_finding *rule);

bool runs_same_subject(const struct found_subject *a, const struct found_subject *b);
// Whether the subject is in a list.
bool runs_names(const struct named_subjects *named, const struct found_subject *subject);

// A subject that fails or is unknown, and has a name, or NULL; and its path, or that of an element
// that it lies in.
const struct found_subject *runs_any_subject(struct runs *runs, const struct rule_finding *rule);
const struct fact_path *runs_any_path(struct runs *runs, const struct found_subject *subject);

// Waivers of some rules, as a policy has them: for all that a rule is about, or for an element.
// Some have ended, and two may name the same.
const char *runs_waivers(struct runs *runs, const struct findings *findings);

#endif
