// Live verdicts: what the rules of a document come to for facts of one's own.
#ifndef PLIM_WORKSPACE_LIVE_H
#define PLIM_WORKSPACE_LIVE_H

#include "workspace/analysis.h"

// One evaluation of a document. findings is NULL where there was none, and `trouble` says why; both
// are where the document is no sound policy or has a param without a value.
struct live {
    const char *facts; // the path of the file
    struct span named; // where the text names it; empty where that does not
    const struct findings *findings;
    const char *trouble;
    struct session_facts *loaded;
    struct arena *arena;
};

// Evaluates for the facts of a file that the text names in the comments before its first statement,
// as in "# facts: pair.json", beside it; else for those of `setting`, unless that is NULL. NULL
// where neither names a file. What was evaluated lives as long as the analysis.
struct live *live_make(const struct analysis *analysis, const char *setting, int64_t now);
void live_free(struct live *live); // NULL is fine

// What was found for the rule of this name, or NULL.
const struct rule_finding *live_rule(const struct live *live, const struct analysis *analysis,
                                     uint32_t rule);

#endif
