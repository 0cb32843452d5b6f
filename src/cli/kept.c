// Outputs of work that may open no file.
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "cli/kept.h"
#include "cli/option.h"

static struct kept {
    const char *file;
    FILE *stream;
} kept[OUTPUT_LIMIT + 1];
static size_t count;

static bool keep(const char *command, const char *file) {
    if (output_is_standard(file))
        return true;
    FILE *stream = tmpfile();
    if (stream == NULL)
        return complain(command, "cannot keep what is for %s: %s", file, strerror(errno));
    kept[count++] = (struct kept){file, stream};
    return true;
}

bool kept_begin(const char *command, const struct outputs *outputs, const char *file) {
    bool good = keep(command, file);
    for (size_t i = 0; outputs != NULL && i < outputs->count && good; i++)
        good = keep(command, outputs->items[i].file);
    return good || (kept_end(command, false), false);
}

FILE *kept_for(const char *file) {
    for (size_t i = 0; i < count; i++)
        if (kept[i].file == file)
            return kept[i].stream;
    return NULL;
}

// The other process wrote it, so this one's stream knows nothing of its size.
static bool write_out(const char *command, const struct kept *one) {
    off_t size = fseeko(one->stream, 0, SEEK_END) == 0 ? ftello(one->stream) : 0;
    if (size <= 0)
        return output_replace(command, one->file, "", 0);
    void *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fileno(one->stream), 0);
    if (bytes == MAP_FAILED)
        return output_failed(command, one->file, errno);
    bool good = output_replace(command, one->file, bytes, (size_t)size);
    munmap(bytes, (size_t)size);
    return good;
}

bool kept_end(const char *command, bool wanted) {
    size_t ended = count;
    bool good = true;
    count = 0; // from here on what is for a file goes there
    for (size_t i = 0; i < ended; i++) {
        good = (!wanted || write_out(command, &kept[i])) && good;
        fclose(kept[i].stream);
    }
    return good;
}
