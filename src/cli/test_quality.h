// What plimsoll test asks of the tests themselves: coverage, and whether they notice mutants.
#ifndef PLIM_CLI_TEST_QUALITY_H
#define PLIM_CLI_TEST_QUALITY_H

#include "cli/option.h"
#include "testing/covering.h"
#include "testing/test_run.h"

// The numbers of its options lie from TEST_QUALITY_OPTIONS up to TEST_QUALITY_END.
enum { TEST_QUALITY_OPTIONS = 500, TEST_QUALITY_END = 520 };
extern const struct option_row test_quality_rows[];

// What was asked for. Zero it.
struct test_quality {
    bool coverage, required, mutates;
    bool has_threshold;
    struct decimal threshold; // percent
    const char *file;         // of --coverage-file
    const char *survivors;    // of --survivors
    struct covering covering; // begun by the command
};

// Reads one of its options. False after a message.
bool test_quality_take(struct test_quality *quality, const char *command, int option,
                       const char *value);

// Whether it has coverage counted while the cases run, in `covering`.
bool test_quality_counts(const struct test_quality *quality);

// After the cases were run: adds the reports of coverage and mutation. Returns the exit status:
// pass, fail where the tests lack something, or input after a message.
int test_quality_end(struct test_quality *quality, const char *command, const struct test_run *run,
                     struct text *out);

#endif
