// Mutation: whether tests notice when one thing of a rule is changed.
#ifndef PLIM_TESTING_MUTATE_H
#define PLIM_TESTING_MUTATE_H

#include "testing/mutant.h"
#include "testing/testing.h"

// What became of a mutant, in all files with tests that know it.
struct fate {
    const char *name, *file; // as in struct mutant
    uint32_t line, column;
    bool noticed;       // a case came out differently
    const char *reason; // why nothing notices it, by the list of survivors; or NULL
};

// In the order of files and places.
struct fates {
    struct arena *arena;
    struct fate *items;
    size_t count, room;
};

// Runs the cases of a file against each mutant of the rules that it tests, up to the first that
// notices: it ends otherwise than passed. All of its cases have passed as the rules are.
void mutate_file(struct fates *fates, const struct test_file *file);

// Reads a list of survivors: a line each, the name of a mutant, then '#' or "because" and why no
// test notices it. Lines that begin with '#' are comments. False after messages about lines without
// a reason, and about mutants that are not there or were noticed: nothing is left in it silently.
bool fates_list(struct fates *fates, const char *path, const char *text, struct text *messages);

// Adds a line for each mutant that survived and is not listed, and how many were noticed; false if
// there is one.
bool fates_text(struct text *out, const struct fates *fates);

#endif
