// Landlock: what this process may do with files, by their paths.
#ifndef PLIM_CONFINE_LANDLOCK_H
#define PLIM_CONFINE_LANDLOCK_H

#include <stddef.h>

// From here on only what lies at or below the paths can be read, and nothing written or connected
// to. Returns 0, or the errno of what failed; ENOSYS and EOPNOTSUPP: this kernel has no Landlock.
int landlock_allow_reading(const char *const *paths, size_t count);

#endif
