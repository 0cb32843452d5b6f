// Walking folders for files with tests.
#include "config.h"

#include "testing/discover.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "lang/source.h"

enum { FOLDER_NESTING_LIMIT = 64 };

struct discovery {
    struct arena *arena;
    struct found_files *found;
    const char *wrong;
    int depth;
};

static bool ends_with(const char *text, const char *end) {
    size_t size = strlen(text), length = strlen(end);
    return size > length && strcmp(text + size - length, end) == 0;
}

bool is_test_name(const char *path) {
    return ends_with(path, "_test.plim");
}

static int wrong(struct discovery *discovery, const char *path, int problem) {
    discovery->wrong = path;
    return problem;
}

// Fact models and policies without tests are not worth reading as such.
static int consider(struct discovery *discovery, const char *path) {
    struct text text = {0};
    int problem = is_test_name(path) ? 0 : file_read(path, SOURCE_FILE_LIMIT, &text);
    if (problem == 0 && (is_test_name(path) || strstr(text_data(&text), "test") != NULL))
        ARENA_PUSH(discovery->arena, discovery->found->paths, discovery->found->count,
                   discovery->found->room) = path;
    text_clear(&text);
    return problem == 0 ? 0 : wrong(discovery, path, problem);
}

static int walk(struct discovery *discovery, const char *folder);

// Links to folders are not followed, so that there is an end; hidden entries are left out, and so
// are pipes and devices, at which a run might wait for ever.
static int visit(struct discovery *discovery, const char *folder, const char *name) {
    struct stat status;
    const char *path = strcmp(folder, ".") == 0
                           ? arena_text(discovery->arena, name)
                           : arena_printf(discovery->arena, "%s/%s", folder, name);
    if (name[0] == '.')
        return 0;
    if (lstat(path, &status) != 0)
        return wrong(discovery, path, errno);
    if (S_ISDIR(status.st_mode))
        return walk(discovery, path);
    return ends_with(name, ".plim") && !file_is_stream(path) ? consider(discovery, path) : 0;
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int list_folder(struct discovery *discovery, const char *folder,
                       struct found_files *entries) {
    DIR *directory = opendir(folder);
    struct dirent *entry;
    if (directory == NULL)
        return wrong(discovery, folder, errno);
    while ((entry = readdir(directory)) != NULL)
        ARENA_PUSH(discovery->arena, entries->paths, entries->count, entries->room) =
            arena_text(discovery->arena, entry->d_name);
    closedir(directory);
    qsort(entries->paths, entries->count, sizeof *entries->paths, by_name);
    return 0;
}

static int walk(struct discovery *discovery, const char *folder) {
    struct found_files entries = {0};
    if (discovery->depth == FOLDER_NESTING_LIMIT)
        return wrong(discovery, folder, ELOOP);
    discovery->depth++;
    int problem = list_folder(discovery, folder, &entries);
    for (size_t i = 0; problem == 0 && i < entries.count; i++)
        problem = visit(discovery, folder, entries.paths[i]);
    discovery->depth--;
    return problem;
}

int discover(struct arena *arena, const char *folder, struct found_files *found,
             const char **wrong_path) {
    struct discovery discovery = {.arena = arena, .found = found};
    size_t size = strlen(folder);
    while (size > 1 && folder[size - 1] == '/')
        size--;
    int problem = walk(&discovery, arena_copy(arena, folder, size));
    if (problem != 0)
        *wrong_path = discovery.wrong;
    return problem;
}
