// Reading and replacing whole files.
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/beside.h"

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

bool file_is_stream(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
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

// ---- where a file is ----

// The folder's real path and the name in it. NULL with errno set.
static char *resolve_new(const char *path) {
    struct text out = {0};
    size_t length = beside_folder(path);
    text_add_bytes(&out, path, length);
    char *folder = realpath(length > 0 ? text_data(&out) : ".", NULL);
    text_clear(&out);
    if (folder == NULL)
        return NULL;
    text_addf(&out, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, path + length);
    free(folder);
    return out.data;
}

// The path that a link names, as seen from where the link is; NULL where PATH is no link.
static char *read_link(const char *path) {
    char name[PATH_MAX];
    struct text out = {0};
    ssize_t size = readlink(path, name, sizeof name);
    if (size <= 0 || size == sizeof name)
        return NULL;
    if (name[0] != '/')
        text_add_bytes(&out, path, beside_folder(path));
    text_add_bytes(&out, name, (size_t)size);
    return out.data;
}

// The file that PATH leads to through any links, whether it is there or not; NULL with errno set.
static char *resolve(const char *path) {
    enum { LINKS = 40 };
    char *at = NULL, *next = NULL;
    for (int i = 0; i < LINKS && (next = read_link(at != NULL ? at : path)) != NULL; i++) {
        free(at);
        at = next;
    }
    if (next != NULL)
        errno = ELOOP;
    char *real = next == NULL ? resolve_new(at != NULL ? at : path) : NULL;
    int error = errno;
    free(at);
    errno = error;
    return real;
}

bool file_same(const char *left, const char *right) {
    char *one = resolve(left), *other = resolve(right);
    bool same = one != NULL && other != NULL && strcmp(one, other) == 0;
    free(one);
    free(other);
    return same;
}

bool file_shared(const char *left, const char *right) {
    struct stat one, other;
    bool linked = stat(left, &one) == 0 && stat(right, &other) == 0 && S_ISREG(one.st_mode) &&
                  one.st_dev == other.st_dev && one.st_ino == other.st_ino;
    return linked || file_same(left, right);
}

// ---- replacing a file ----

// mkstemp makes files private; a file keeps the owner and the permissions that it had, or gets
// those that any new file would get. Where that is refused, it stays private.
static void set_mode(int file, const char *path) {
    struct stat status;
    mode_t mask = umask(0), mode = 0666 & ~mask;
    umask(mask);
    if (stat(path, &status) == 0) {
        mode = status.st_mode & 0777;
        if (fchown(file, status.st_uid, status.st_gid) != 0 &&
            fchown(file, (uid_t)-1, status.st_gid) != 0)
            mode &= 0707; // another group may not read what that of the file could
    }
    if (fchmod(file, mode) != 0)
        return;
}

// Some file systems know no fsync.
static int sync_file(int file) {
    bool good = fsync(file) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
    return good ? 0 : errno;
}

static int try_beside(const char *path) {
    struct text name = {0};
    int file = beside_open(path, &name), error = file < 0 ? errno : 0;
    if (file >= 0) {
        unlink(name.data);
        close(file);
    }
    text_clear(&name);
    return error;
}

// A signal that ends the program waits, so that it leaves no file without a name of its own.
static void hold_signals(sigset_t *before) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGHUP);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigprocmask(SIG_BLOCK, &ending, before);
}

// Whether the file behind any links can be replaced.
static int try_replacing(const char *path) {
    sigset_t before;
    char *real = resolve(path);
    if (real == NULL)
        return errno;
    hold_signals(&before);
    int error = try_beside(real);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(real);
    return error;
}

// 0 for a file that can be replaced, or is yet to be made; ESPIPE for one that is written to.
static int kind_of(const char *path) {
    struct stat status;
    size_t length = strlen(path);
    if (stat(path, &status) != 0)
        return errno == ENOENT && length > 0 && path[length - 1] != '/' ? 0 : errno;
    return S_ISDIR(status.st_mode) ? EISDIR : S_ISREG(status.st_mode) ? 0 : ESPIPE;
}

struct file_out {
    char *real;         // the file that is to be replaced; NULL for a pipe or a device
    struct text beside; // the name of the new one
    int file;           // or -1
    int error;          // the first errno
    sigset_t before;
};

static void open_out(struct file_out *out, const char *path, int kind) {
    if (kind == ESPIPE)
        out->file = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    else if ((out->real = resolve(path)) != NULL)
        out->file = beside_open(out->real, &out->beside);
    if (out->file < 0)
        out->error = errno;
}

struct file_out *file_out_begin(const char *path) {
    int kind = kind_of(path);
    struct file_out *out = calloc(1, sizeof *out);
    if (out == NULL)
        out_of_memory();
    out->file = -1;
    hold_signals(&out->before);
    if (kind == 0 || kind == ESPIPE)
        open_out(out, path, kind);
    else
        out->error = kind;
    return out;
}

void file_out_add(struct file_out *out, const char *bytes, size_t size) {
    if (out->error == 0)
        out->error = write_all(out->file, bytes, size);
}

// Where anything failed, what is new is removed. It stays locked until it has its name.
static void finish(struct file_out *out) {
    int held = dup(out->file);
    if (out->real != NULL && out->error == 0) {
        set_mode(out->file, out->real);
        out->error = sync_file(out->file);
    }
    if (close(out->file) != 0 && out->error == 0)
        out->error = errno;
    if (out->real != NULL && out->error == 0 && rename(out->beside.data, out->real) != 0)
        out->error = errno;
    if (out->real != NULL && out->error != 0)
        unlink(out->beside.data);
    if (held >= 0)
        close(held);
    if (out->real != NULL)
        beside_clean(out->real);
}

int file_out_end(struct file_out *out) {
    if (out->file >= 0)
        finish(out);
    sigprocmask(SIG_SETMASK, &out->before, NULL);
    text_clear(&out->beside);
    free(out->real);
    int error = out->error;
    free(out);
    return error;
}

int file_write(const char *path, const char *bytes, size_t size) {
    struct file_out *out = file_out_begin(path);
    file_out_add(out, bytes, size);
    return file_out_end(out);
}

int file_try(const char *path) {
    int kind = kind_of(path);
    if (kind == ESPIPE)
        return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 ? 0 : errno;
    return kind != 0 ? kind : try_replacing(path);
}

// The lock is the folder's, for the file is replaced.
int file_lock(const char *path) {
    char *real = resolve(path);
    struct text folder = {0};
    if (real == NULL)
        return -1;
    text_add_bytes(&folder, real, beside_folder(real));
    int lock = open(text_data(&folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (lock >= 0 && flock(lock, LOCK_EX) != 0 && errno == EINTR)
        continue;
    text_clear(&folder);
    free(real);
    return lock;
}
