// Finding files with tests.
#ifndef PLIM_TESTING_DISCOVER_H
#define PLIM_TESTING_DISCOVER_H

#include <stdbool.h>

#include "base/arena.h"

// Paths in the order of their names.
struct found_files {
    const char **paths;
    size_t count, room;
};

// Adds the files below a folder that may hold tests: NAME_test.plim, and other .plim files in which
// the word test stands. Returns 0 or the errno of what could not be read, whose path is *wrong.
int discover(struct arena *arena, const char *folder, struct found_files *found,
             const char **wrong);

// Whether a file is one with tests by its name.
bool is_test_name(const char *path);

#endif
