// Locking a process in: Landlock by paths, seccomp by system calls.
#include "config.h"

#include "confine/sandbox.h"

#include <errno.h>

#include "confine/calls.h"
#include "confine/landlock.h"

#ifdef SANITIZED

// Their reports open files and start programs.
const char *sandbox_enter(enum sandbox sandbox, const char *const *paths, size_t count) {
    (void)sandbox, (void)paths, (void)count;
    return "this program was built with sanitizers";
}

#else

// A connection's library opens files of its own, whose paths are not known here.
const char *sandbox_enter(enum sandbox sandbox, const char *const *paths, size_t count) {
    int error = sandbox == SANDBOX_CONNECTED
                    ? 0
                    : landlock_allow_reading(paths, sandbox == SANDBOX_READING ? count : 0);
    const char *lacking = calls_filter(sandbox);
    if (lacking != NULL)
        return lacking;
    if (error == ENOSYS || error == EOPNOTSUPP)
        return "this kernel has no Landlock";
    return error != 0 ? "Landlock is refused here" : NULL;
}

#endif
