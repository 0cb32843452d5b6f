// Reports of tests, in several formats.
#ifndef PLIM_TESTING_TEST_REPORT_H
#define PLIM_TESTING_TEST_REPORT_H

#include "testing/test_run.h"

// What to report, and how.
struct test_report {
    const struct test_run *run;
    const char *version; // of Plimsoll
    bool verbose;        // text: a line for each case
    bool colour;         // text: escape sequences
    size_t width;        // text: columns of a line; 0: lines of any length
};

// Adds the report for people at a terminal: what failed, with the evidence, and the counts.
void test_report_text(const struct test_report *report, struct text *out);

#endif
