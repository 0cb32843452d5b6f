// The policies in folders.
#ifndef PLIM_PROGRAM_PROGRAM_LIST_H
#define PLIM_PROGRAM_PROGRAM_LIST_H

#include "program/program.h"

// A file NAME.plim in a folder or below it: "hyperv.prepare" for "/usr/…/hyperv/prepare.plim". Of
// folders that are searched in order, `folder` is the number of its own.
struct listed_file {
    const char *name, *path;
    size_t folder;
};

// Files by name, those of one name in the order of their folders; in the arena. The walk ends after
// so many entries that a folder such as / takes no time, and goes so many folders deep; `cut` says
// that there were more.
struct listed_files {
    struct arena *arena;
    struct listed_file *items;
    size_t count, room;
    size_t seen; // entries
    bool cut;
};

enum { LISTED_DEPTH = 8, LISTED_MOST = 10000 };

// The files below a folder.
struct listed_files list_folder(struct arena *arena, const char *folder);

// The files in `folder` of each folder of the search path: "" for policies, "facts/" for fact
// models, which are no policies.
struct listed_files list_search_path(struct program *program, const char *folder);

// Whether a name is that of a file of tests, NAME_test.plim.
bool listed_is_test(const struct listed_file *file);

// Whether a path is that of a folder.
bool is_folder(const char *path);

// The next folder of a search path, in the arena, or NULL; *rest begins as the search path. Empty
// folders are passed over.
const char *next_folder(struct arena *arena, const char **rest);

#endif
