// Whole files.
#ifndef PLIM_BASE_FILE_H
#define PLIM_BASE_FILE_H

#include <stddef.h>

#include "base/text.h"

// Adds what the file PATH holds to *out. Reading stops soon after `limit` bytes, so that it ends
// for devices without an end, too. Returns 0 or the errno of what failed, EISDIR for a directory.
int file_read(const char *path, size_t limit, struct text *out);

// Replaces the file PATH by size bytes, wholly or not at all: they are written beside PATH, and the
// new file takes its name. A PATH that is no regular file (a pipe, a device, a link) is written to
// directly. Returns 0 or the errno of what failed.
int file_write(const char *path, const char *bytes, size_t size);

#endif
