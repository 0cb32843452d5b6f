// Margins of tests brought up to what comes.
#ifndef PLIM_TESTING_TEST_UPDATE_H
#define PLIM_TESTING_TEST_UPDATE_H

#include "testing/test_run.h"

// Writes the margins that came in the place of those that were expected, where all else of the
// expectation was met and no other case shares it. Adds the lines that change to *diff, and their
// number to *count. Returns 0, or the errno of writing the file, which then is as it was.
int test_update(const struct test_run *run, const struct test_file *file, struct text *diff,
                size_t *count);

#endif
