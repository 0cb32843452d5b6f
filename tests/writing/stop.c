// A library to preload: the program is killed, as by kill -9, when it calls what STOP names:
// "write" in the middle of its first write to a file, "fsync" or "rename" before they do anything.
// For "wait" it makes a file "waiting" before it renames one, and goes on once that is gone.
#include "config.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool stops(const char *name) {
    const char *stop = getenv("STOP");
    return stop != NULL && strcmp(stop, name) == 0;
}

static void stop_at(const char *name) {
    if (stops(name))
        raise(SIGKILL);
}

static void wait_here(void) {
    if (!stops("wait"))
        return;
    close(creat("waiting", 0600));
    while (access("waiting", F_OK) == 0)
        usleep(10000);
}

ssize_t write(int file, const void *bytes, size_t size) {
    ssize_t (*next)(int, const void *, size_t);
    *(void **)&next = dlsym(RTLD_NEXT, "write");
    struct stat status;
    if (!stops("write") || fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return next(file, bytes, size);
    ssize_t written = next(file, bytes, size / 2);
    stop_at("write");
    return written;
}

int fsync(int file) {
    int (*next)(int);
    stop_at("fsync");
    *(void **)&next = dlsym(RTLD_NEXT, "fsync");
    return next(file);
}

int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *);
    stop_at("rename");
    wait_here();
    *(void **)&next = dlsym(RTLD_NEXT, "rename");
    return next(from, to);
}
