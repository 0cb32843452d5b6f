// The open questions of policies: what would have to be known or answered, and how to get it.
#ifndef PLIM_REPORT_CHECKLIST_H
#define PLIM_REPORT_CHECKLIST_H

#include "report/report.h"

// What a checklist is made of. The store has the answers that were given.
struct checklist {
    const struct program *program;
    const struct store *store;
    const struct findings *findings;
    const char *facts;         // the facts file, as commands name it
    const char *source, *dest; // the hosts of that file if it is a fleet's, or NULL
    bool markdown;
};

// Has the answers read, which the list tells of. For session.want.
void checklist_want_answers(struct program *program);

// Takes a list of answers that is absent for an empty one, so that each question is told.
void checklist_expect_answers(struct store *store);

// Adds the list: each question once, in the order of the rules, with all rules that need it.
// Returns the number of questions.
size_t checklist_write(const struct checklist *checklist, struct text *out);

#endif
