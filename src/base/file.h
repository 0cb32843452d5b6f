// Whole files.
#ifndef PLIM_BASE_FILE_H
#define PLIM_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

// Adds what the file PATH holds to *out. Reading stops soon after `limit` bytes, so that it ends
// for devices without an end, too. Returns 0 or the errno of what failed, EISDIR for a directory.
int file_read(const char *path, size_t limit, struct text *out);

// Whether PATH leads to a pipe or a device: reading it may wait for ever, and takes from others
// what they would read.
bool file_is_stream(const char *path);

// Replaces the file PATH by size bytes, wholly or not at all: they are written beside it, and the
// new file takes its name, its owner and its permissions. Of a symbolic link it is the file that
// the link leads to. A pipe or a device is written to directly. Returns 0 or the errno of what
// failed.
int file_write(const char *path, const char *bytes, size_t size);

// The same in pieces. Until it is ended, signals that would end the program wait; nothing more is
// written once something failed, which ending tells.
struct file_out;
struct file_out *file_out_begin(const char *path);
void file_out_add(struct file_out *out, const char *bytes, size_t size);
int file_out_end(struct file_out *out);

// Finds out whether file_write could write PATH, as far as that can be known before: 0 or the errno
// of what would fail.
int file_try(const char *path);

// Waits until nobody else holds the lock of the folder of PATH, and takes it: who edits a file
// holds it from reading to writing. Closing what is returned gives it back; -1 where there are no
// locks.
int file_lock(const char *path);

// Whether both paths lead to one file, which need not be there yet.
bool file_same(const char *left, const char *right);

// The same, or both are names of one regular file (hard links).
bool file_shared(const char *left, const char *right);

#endif
