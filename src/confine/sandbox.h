// Locking a process in: what it reads may be made to break it, and then finds nothing to do.
//
// Linux keeps it in, by two of its parts: Landlock, by the paths of files, in kernels that have it,
// and seccomp, by the system calls. A call that no run makes, to open a file, connect or start a
// process, ends the process by SIGSYS; one that does no harm is refused. There is no way back, and
// threads and children are locked in with it.
#ifndef PLIM_CONFINE_SANDBOX_H
#define PLIM_CONFINE_SANDBOX_H

#include <stddef.h>

// What is left to do: to read files below some paths; nothing but to compute, and to write to what
// is open; that, and to talk over the connections that are open.
enum sandbox { SANDBOX_READING, SANDBOX_CLOSED, SANDBOX_CONNECTED };

// Locks this process in; a second call may only take more away. The paths, files or whole folders,
// matter for SANDBOX_READING only; those that are not there are passed over. Returns NULL, or what
// of it this system lacks, in words; the rest holds.
const char *sandbox_enter(enum sandbox sandbox, const char *const *paths, size_t count);

#endif
