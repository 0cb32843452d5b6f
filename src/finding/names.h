// Names of elements, made once for all rules of a run.
#ifndef PLIM_FINDING_NAMES_H
#define PLIM_FINDING_NAMES_H

#include "finding/subject.h"

// Subjects that are one element of a list of the facts, by list and row. Everything lives in the
// arena.
struct names;
struct names *names_new(const struct model *model, struct arena *arena);

// Where the subject at these positions is kept for others, its text NULL until it was made; NULL
// for subjects of other kinds, which are not kept.
struct found_subject *names_place(struct names *names, const struct run *run,
                                  const struct subject_loops *loops, const uint32_t *at);

// What the findings of a run keep of names is bounded, as there are many more pairs of elements
// than facts: those that are kept for others, those of other subjects, those that waivers cover,
// and subjects that are judged one by one.
enum names_kind { NAMES_SHARED, NAMES_APART, NAMES_WAIVED, NAMES_JUDGED };

// Bytes that may still be kept of that.
size_t names_left(const struct names *names, enum names_kind kind);

// Takes so many bytes of that; false where it is spent.
bool names_take(struct names *names, enum names_kind kind, size_t bytes);

#endif
