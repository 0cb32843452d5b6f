// Who gave facts, and when, as far as their files say so.
#ifndef PLIM_FACTS_PROVENANCE_H
#define PLIM_FACTS_PROVENANCE_H

#include "facts/origin.h"

// Of facts about a host that was asked: the entry of the model's list of origins that has its name.
// Of an
// answer of people: by whom it was given, and when. Texts are as the file has them, as long as the
// origins live; NULL is unknown.
struct provenance {
    bool declared; // an answer
    const char *host, *by, *from, *at;
};

// What the file in which a fact stands says of it; false where that is nothing.
bool provenance_find(struct origins *origins, const struct store *store, uint32_t file,
                     const struct fact_path *fact, struct arena *arena,
                     struct provenance *provenance);

#endif
