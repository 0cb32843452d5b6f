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

// One format. Writers print nothing: they add to a text.
struct test_writer {
    const char *name;
    void (*write)(const struct test_report *report, struct text *out);
    // Adds the cases that were chosen, of which none was run; NULL where the format has no such
    // list.
    void (*list)(const struct test_report *report, struct text *out);
};
extern const struct test_writer test_text, test_tap, test_junit, test_json;

// All formats, ended by NULL.
extern const struct test_writer *const test_writers[];

// Adds "memory_test.plim:12".
void test_report_place(struct text *out, const struct test_file *file, struct span span);

// The expectation as it is written; in the arena of the outcome.
const char *test_report_expected(const struct outcome *outcome, const struct shortfall *shortfall);

// Adds the evidence for a rule as `plimsoll check` shows it; nothing where there is none.
void test_report_evidence(const struct test_report *report, const struct outcome *outcome,
                          uint32_t index, struct text *out);

// The mistakes in a file.
size_t test_report_mistakes(const struct test_file *file);

#endif
