// Live verdicts: what the rules of a document come to for facts of one's own.
#ifndef PLIM_WORKSPACE_LIVE_H
#define PLIM_WORKSPACE_LIVE_H

#include "workspace/analysis.h"
#include "workspace/kept.h"

// One evaluation of a document, by the rules of its text. There is none where that is no sound
// policy, or has a param without a value; nor where there is trouble, which says why.
struct live {
    const char *facts;         // the path of the file
    struct span named;         // where the text names it; empty where that does not
    struct kept_facts *kept;   // NULL where the fact model has a mistake
    const struct store *store; // of the model of the document; NULL where they cannot be read
    const struct findings *findings;
    const char *trouble;
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
