// Turns are locks of a file that has no name: unlike other locks, those of fcntl belong to a
// process and not to the open file, which all of them share.
#include "config.h"

#include "gather/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int turn_new(void) {
    FILE *file = tmpfile();
    int copy = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, STDERR_FILENO + 1) : -1;
    if (file)
        fclose(file);
    return copy;
}

static bool set_lock(int file, short type, bool wait) {
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
    int result;
    do
        result = fcntl(file, wait ? F_SETLKW : F_SETLK, &lock);
    while (result != 0 && errno == EINTR);
    return result == 0;
}

bool turn_take(int file, bool wait) {
    return set_lock(file, F_WRLCK, wait);
}

void turn_leave(int file) {
    set_lock(file, F_UNLCK, false);
}
