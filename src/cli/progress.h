// A bar on a terminal for work that takes a while.
#ifndef PLIM_CLI_PROGRESS_H
#define PLIM_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The bar on standard error, if that is a terminal. Begin it with the work; progress_end removes
// it.
struct progress {
    bool possible, shown;
    int64_t begun, drawn; // ms
};

void progress_begin(struct progress *progress);
// Draws the bar, but not in the first second: done of count, and what is under way. `progress` is a
// struct progress.
void progress_show(void *progress, size_t done, size_t count, const char *now);
void progress_end(struct progress *progress);

#endif
