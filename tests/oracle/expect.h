// Tests in the language's own words.
#ifndef PLIM_ORACLE_EXPECT_H
#define PLIM_ORACLE_EXPECT_H

#include "case.h"

// Adds what comes of a test of the case's policy that expects the findings, and of one that should
// not: GIVEN stands in front of its cases, CHANGES within them.
void trial_expect(struct trial *trial, const char *given, const char *changes,
                  const struct findings *findings, struct text *wrong);

#endif
