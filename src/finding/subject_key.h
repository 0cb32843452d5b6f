// Subjects of two runs of one policy, which are the same where their keys are.
#ifndef PLIM_FINDING_SUBJECT_KEY_H
#define PLIM_FINDING_SUBJECT_KEY_H

#include "base/text.h"
#include "finding/verdict.h"

// Adds a path of a subject to its key, which is "" without for each.
void subject_key_add(struct text *out, const char *path, size_t size);

// Makes the key of a subject of this run.
void subject_key_of(struct text *out, const struct found_subject *subject);

// Whether INNER is the key of the same subject as OUTER, or of one within it: of vm["db01"], and of
// vm["db01"].disk["vda"].
bool subject_key_covers(const char *outer, const char *inner);

// Whether an array of COUNT things of SIZE bytes, which begin with their key and are in the order
// of their keys, has one that is KEY, or that lies within it, or that it lies within.
bool subject_key_same(const void *array, size_t count, size_t size, const char *key);
bool subject_key_inner(const void *array, size_t count, size_t size, const char *key);
bool subject_key_outer(const void *array, size_t count, size_t size, const char *key);

#endif
