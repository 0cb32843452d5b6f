// Running child processes: some at once, each with a deadline, their output kept.
#ifndef PLIM_GATHER_CHILDREN_H
#define PLIM_GATHER_CHILDREN_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum child_state { CHILD_WAITS, CHILD_RUNS, CHILD_ENDED };

// One process: what to run, and its result. Zero it, fill in the first three; child_clear releases
// what it wrote. `input` is what it reads on standard input, NULL for nothing. A process that could
// not be started has a `problem`, an errno; one that was killed at its deadline is `late`, and one
// that was because it wrote too much is `excessive`; `status` is that of waitpid; `seconds` is the
// time it took, rounded up.
struct child {
    const char *path;
    char *const *arguments; // from the program's name on, NULL at the end
    const char *input;
    enum child_state state;
    int problem, status;
    bool late, excessive;
    unsigned int seconds;
    struct text output, errors;
};

// Bytes of output that a process may write, and those of its errors that are kept.
enum { CHILD_OUTPUT_MIB = 256, CHILD_OUTPUT = CHILD_OUTPUT_MIB << 20, CHILD_ERRORS = 1 << 20 };

// The file descriptor of the file that processes share.
enum { CHILD_SHARED = 3 };

// At most `jobs` run at once, none for longer than `seconds`; the time of one does not count while
// its output ends with the text `waiting`, which may be NULL. All get the file `shared`, unless
// that is below 1. `watch`, which may be NULL, is called after every event and several times a
// second.
struct children_options {
    size_t jobs;
    unsigned int seconds;
    const char *waiting;
    int shared;
    void (*watch)(void *state);
    void *state;
};

// Starts them in their order and returns when all have ended.
void children_run(struct child *children, size_t count, const struct children_options *options);

void child_clear(struct child *child);

#endif
