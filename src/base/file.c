// Reading and replacing whole files.
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int file_read(const char *path, size_t limit, struct text *out) {
    char block[1 << 14];
    size_t size;
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return errno;
    errno = 0;
    while (out->size <= limit && (size = fread(block, 1, sizeof block, stream)) > 0)
        text_add_bytes(out, block, size);
    int error = ferror(stream) ? errno : 0;
    fclose(stream);
    return error;
}

static int write_all(int file, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno != EINTR)
            return errno;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return 0;
}

static int write_directly(const char *path, const char *bytes, size_t size) {
    int file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    if (file < 0)
        return errno;
    int error = write_all(file, bytes, size);
    if (close(file) != 0 && error == 0)
        error = errno;
    return error;
}

// mkstemp makes files private; a file keeps the permissions that it had, or gets those that any new
// file would get.
static mode_t new_file_mode(void) {
    mode_t mask = umask(0);
    umask(mask);
    return (mode_t)(0666 & ~mask);
}

static int write_beside(const char *path, char *temporary, mode_t mode, const char *bytes,
                        size_t size) {
    int file = mkstemp(temporary);
    if (file < 0)
        return errno;
    int error = write_all(file, bytes, size);
    if (error == 0 && fchmod(file, mode) != 0)
        error = errno;
    if (close(file) != 0 && error == 0)
        error = errno;
    if (error == 0 && rename(temporary, path) != 0)
        error = errno;
    if (error != 0)
        unlink(temporary);
    return error;
}

int file_write(const char *path, const char *bytes, size_t size) {
    struct stat status;
    struct text temporary = {0};
    bool there = lstat(path, &status) == 0;
    if (there && !S_ISREG(status.st_mode))
        return write_directly(path, bytes, size);
    text_addf(&temporary, "%s.XXXXXX", path);
    mode_t mode = there ? status.st_mode & 0777 : new_file_mode();
    int error = write_beside(path, temporary.data, mode, bytes, size);
    text_clear(&temporary);
    return error;
}
