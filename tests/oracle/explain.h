// Explanations of a run, against what the run says.
#ifndef PLIM_ORACLE_EXPLAIN_H
#define PLIM_ORACLE_EXPLAIN_H

#include "case.h"
#include "report/report.h"

// A run that was judged with all its subjects.
struct explained_run {
    struct trial *trial;
    struct session_facts *facts;
    const struct findings *findings;
    const struct baseline *baseline; // what it was judged by, or NULL
    bool no_waivers;                 // the same
    struct arena *arena;
    struct text *wrong;
};

// Explains a rule of the run, and some subjects of it: says where an explanation comes to something
// else than the run.
void trial_explain(const struct explained_run *run, struct random *random);

// What writers of reports are given of findings (tell.c).
struct report trial_report(const struct trial *trial, const struct findings *findings);

#endif
