// A list of open questions, as text or as Markdown to tick off, with the commands that answer them.
#ifndef PLIM_CLI_CHECKLIST_H
#define PLIM_CLI_CHECKLIST_H

#include "finding/questions.h"

// What a list is made of. The store has the answers that were given, and the hosts that were picked
// from a fleet.
struct checklist {
    const struct questions *questions;
    const struct store *store;
    const char *facts; // the facts file, as commands name it
    int64_t now;
    bool markdown;
};

void checklist_write(const struct checklist *checklist, struct text *out);

#endif
