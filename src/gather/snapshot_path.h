// Paths of snapshots: the names from the first one, joined by '/'.
#ifndef PLIM_GATHER_SNAPSHOT_PATH_H
#define PLIM_GATHER_SNAPSHOT_PATH_H

#include "base/arena.h"

// The most snapshots behind each other that have a path; of more it is unknown, as all paths of a
// chain together grow with the square of its length. Hyper-V keeps 50 of a machine.
enum { LONGEST_SNAPSHOT_PATH = 200 };

// Returns the path with a name in front, "a/b"; a path of NULL is none yet. In a name '/' is
// written "\/" and '\' is written "\\", so that no two ways have the same path.
const char *snapshot_path(struct arena *arena, const char *name, const char *path);

#endif
