// A library to preload: of the calls of FAIL, "malloc", "read", "write", "close", "fsync" or
// "rename", the one with the number FAIL_AT fails, and all of memory's after it. Standard streams
// are spared. FAIL_COUNT names a file that gets the number of calls there were.
#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long calls;
static const char *failing, *counted;
static long at;

__attribute__((constructor)) static void begin(void) {
    const char *number = getenv("FAIL_AT");
    failing = getenv("FAIL");
    counted = getenv("FAIL_COUNT");
    at = number != NULL ? atol(number) : 0;
}

__attribute__((destructor)) static void end(void) {
    char number[32];
    int size = snprintf(number, sizeof number, "%ld\n", atomic_load(&calls));
    int file = counted != NULL ? open(counted, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (file >= 0 && syscall(SYS_write, file, number, (size_t)size) == size)
        syscall(SYS_close, file);
}

static bool fails(const char *name, int error) {
    if (failing == NULL || strcmp(failing, name) != 0)
        return false;
    long number = atomic_fetch_add(&calls, 1) + 1;
    bool one = number == at || (at > 0 && number > at && strcmp(name, "malloc") == 0);
    if (one)
        errno = error;
    return one;
}

// ---- memory ----

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);

void *malloc(size_t size) {
    return fails("malloc", ENOMEM) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return fails("malloc", ENOMEM) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size) {
    return fails("malloc", ENOMEM) ? NULL : __libc_realloc(memory, size);
}

// ---- files ----

ssize_t read(int file, void *bytes, size_t size) {
    if (file > STDERR_FILENO && fails("read", EIO))
        return -1;
    return syscall(SYS_read, file, bytes, size);
}

ssize_t write(int file, const void *bytes, size_t size) {
    if (file > STDERR_FILENO && fails("write", ENOSPC))
        return -1;
    return syscall(SYS_write, file, bytes, size);
}

// The file is closed, as the kernel does where it has an error to tell.
int close(int file) {
    bool failed = file > STDERR_FILENO && fails("close", EIO);
    int result = (int)syscall(SYS_close, file);
    if (failed)
        errno = EIO;
    return failed ? -1 : result;
}

int fsync(int file) {
    return fails("fsync", EIO) ? -1 : (int)syscall(SYS_fsync, file);
}

int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *);
    *(void **)&next = dlsym(RTLD_NEXT, "rename");
    return fails("rename", EACCES) ? -1 : next(from, to);
}
