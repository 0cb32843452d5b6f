// What the fuzz targets share.
#include "config.h"

#include "frame.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char divider[] = "\n%%\n";

struct parts parts_split(const uint8_t *data, size_t size, struct arena *arena) {
    const char *at = arena_copy(arena, (const char *)data, size), *end = at + size;
    struct parts parts = {0};
    while (parts.count < PART_LIMIT) {
        const char *next = memmem(at, (size_t)(end - at), divider, strlen(divider));
        size_t length = (size_t)((next != NULL ? next : end) - at);
        parts.items[parts.count++] = (struct part){arena_copy(arena, at, length), length};
        if (next == NULL)
            break;
        at = next + strlen(divider);
    }
    return parts;
}

const char *part_line(struct part *part, struct arena *arena) {
    const char *end = memchr(part->text, '\n', part->size);
    size_t length = end != NULL ? (size_t)(end - part->text) : part->size;
    const char *line = arena_copy(arena, part->text, length);
    size_t cut = end != NULL ? length + 1 : length;
    part->text += cut;
    part->size -= cut;
    return line;
}

bool part_is_object(const struct part *part) {
    size_t blanks = strspn(part->text, " \t\r\n");
    return part->text[blanks] == '{';
}

const char *fuzz_source(const char *path) {
    static struct arena *kept;
    const char *tree = getenv("top_srcdir");
    if (kept == NULL)
        kept = arena_new();
    return arena_printf(kept, "%s/%s", tree != NULL ? tree : ".", path);
}

// ---- files ----

static char folder[64];

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk) {
    (void)about, (void)kind, (void)walk;
    return remove(path);
}

static void remove_folder(void) {
    nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *fuzz_folder(void) {
    const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    if (folder[0] != '\0')
        return folder;
    snprintf(folder, sizeof folder, "%s/plimsoll-fuzz.XXXXXX", memory);
    fuzz_expect(mkdtemp(folder) != NULL, "a folder to write to");
    atexit(remove_folder);
    return folder;
}

const char *fuzz_file(const char *name, const struct part *part, struct arena *arena) {
    const char *path = arena_printf(arena, "%s/%s", fuzz_folder(), name);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    fuzz_expect(file >= 0 && write(file, part->text, part->size) == (ssize_t)part->size &&
                    close(file) == 0,
                "a file to write");
    return path;
}

void fuzz_expect(bool holds, const char *what) {
    if (holds)
        return;
    fprintf(stderr, "not as it has to be: %s\n", what);
    abort();
}
