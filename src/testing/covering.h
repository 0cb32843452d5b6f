// Counting what the cases of a run cover.
#ifndef PLIM_TESTING_COVERING_H
#define PLIM_TESTING_COVERING_H

#include "testing/covered.h"
#include "testing/testing.h"

// The coverage of a file: of its cases together, and of each that is running.
struct file_coverage {
    const struct test_file *file;
    struct coverage *whole;
    struct case_coverage *cases; // by case
};

// Zero it. `covered` is complete after covering_end. prepare and done are those of a test_run.
struct covering {
    struct covered covered;
    struct file_coverage *files;
    size_t file_count;
};

// Everything lives in the arena.
void covering_begin(struct covering *covering, struct test_file *const *files, size_t count,
                    struct arena *arena);
void covering_prepare(struct covering *covering, const struct test_case *test,
                      struct verdict_options *options);
void covering_done(struct covering *covering, const struct outcome *outcome);
void covering_end(struct covering *covering);

#endif
