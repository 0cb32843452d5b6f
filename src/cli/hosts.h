// The hosts of a fleet: --host NAME=URI, and files of them.
#ifndef PLIM_CLI_HOSTS_H
#define PLIM_CLI_HOSTS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

// A host to collect from. `place` is where it was named, such as "hosts.txt:3".
struct host {
    const char *name, *uri, *place;
};

// Zero it and set the arena, which holds everything.
struct hosts {
    struct arena *arena;
    struct host *items;
    size_t count, room;
};

// Adds what --host says; false after a message.
bool hosts_add(struct hosts *hosts, const char *command, const char *text);

// Adds those of a file, "-" being standard input: a line NAME URI or NAME=URI for each, blank lines
// and comments from '#' on. False after a message for each mistake.
bool hosts_add_file(struct hosts *hosts, const char *command, const char *file);

// Sorts them by name.
void hosts_sort(struct hosts *hosts);

#endif
