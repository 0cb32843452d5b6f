// Running the cases of files with tests, several at once.
#ifndef PLIM_TESTING_TEST_RUN_H
#define PLIM_TESTING_TEST_RUN_H

#include "testing/testing.h"

// Which cases to run and how. Zero it and fill in what is needed.
struct test_run {
    struct test_file **files;
    size_t file_count;
    bool (*chosen)(const struct test_case *test, void *state); // NULL: all
    // Called for each case before and after it was run, the one at any time from any thread, the
    // other by one thread after another; or NULL.
    void (*prepare)(const struct test_case *test, struct verdict_options *options, void *state);
    void (*done)(const struct outcome *outcome, void *state);
    void *state;
    unsigned jobs;       // threads; 0: one
    uint64_t step_limit; // of each case; 0: the default
    // After test_run_make, in the order of files and cases; those that passed hold no findings:
    struct outcome *outcomes;
    size_t count;
    size_t passed, failed, mistaken;
};

// Runs the cases; what their facts show to be mistakes become diagnostics of their sessions.
void test_run_make(struct test_run *run, struct arena *arena);
void test_run_clear(struct test_run *run);

#endif
