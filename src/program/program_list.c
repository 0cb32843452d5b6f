// The policies in folders: walking them.
#include "config.h"

#include "program/program_list.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/sort.h"

// A folder that is being walked: what names begin with there, and a name in it that is passed over.
struct walk {
    struct listed_files *files;
    const char *folder, *prefix;
    const char *other; // or NULL
    size_t number;
    int depth;
    const struct walk *above; // NULL at the start
    dev_t device;
    ino_t inode;
};

bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void walk_folder(struct walk *walk);

static void walk_file(const struct walk *walk, const char *entry, const char *path) {
    struct listed_files *files = walk->files;
    const char *name =
        arena_printf(files->arena, "%s%.*s", walk->prefix, (int)strlen(entry) - 5, entry);
    ARENA_PUSH(files->arena, files->items, files->count, files->room) =
        (struct listed_file){name, path, walk->number};
}

static void walk_below(const struct walk *walk, const char *entry, const char *path) {
    const char *prefix = arena_printf(walk->files->arena, "%s%s.", walk->prefix, entry);
    if (walk->depth < LISTED_DEPTH)
        walk_folder(&(struct walk){.files = walk->files,
                                   .folder = path,
                                   .prefix = prefix,
                                   .number = walk->number,
                                   .depth = walk->depth + 1,
                                   .above = walk});
    else
        walk->files->cut = true;
}

static void walk_entry(const struct walk *walk, const char *entry) {
    size_t length = strlen(entry);
    if (entry[0] == '.' || (walk->other != NULL && strcmp(entry, walk->other) == 0))
        return;
    const char *path = arena_printf(walk->files->arena, "%s/%s", walk->folder, entry);
    if (is_folder(path))
        walk_below(walk, entry, path);
    else if (length > 5 && strcmp(entry + length - 5, ".plim") == 0 && !file_is_stream(path))
        walk_file(walk, entry, path);
}

// Notes which folder it is; false if a link has led back to one above it.
static bool is_new(struct walk *walk, DIR *directory) {
    struct stat status;
    if (fstat(dirfd(directory), &status) != 0)
        return false;
    walk->device = status.st_dev;
    walk->inode = status.st_ino;
    const struct walk *above = walk->above;
    while (above != NULL && (above->device != walk->device || above->inode != walk->inode))
        above = above->above;
    return above == NULL;
}

static void walk_folder(struct walk *walk) {
    struct listed_files *files = walk->files;
    DIR *directory = opendir(walk->folder);
    if (directory == NULL)
        return;
    bool fresh = is_new(walk, directory);
    for (const struct dirent *entry;
         fresh && files->seen <= LISTED_MOST && (entry = readdir(directory)) != NULL;)
        if (++files->seen <= LISTED_MOST)
            walk_entry(walk, entry->d_name);
    closedir(directory);
    files->cut |= files->seen > LISTED_MOST;
}

static int by_name(const void *a, const void *b) {
    const struct listed_file *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : (left->folder > right->folder) - (left->folder < right->folder);
}

static void sort_files(struct listed_files *files) {
    sort_array(files->items, files->count, sizeof *files->items, by_name);
}

struct listed_files list_folder(struct arena *arena, const char *folder) {
    struct listed_files files = {.arena = arena};
    size_t size = strlen(folder);
    while (size > 1 && folder[size - 1] == '/')
        size--;
    walk_folder(
        &(struct walk){.files = &files, .folder = arena_copy(arena, folder, size), .prefix = ""});
    sort_files(&files);
    return files;
}

const char *next_folder(struct arena *arena, const char **rest) {
    while (**rest == ':')
        ++*rest;
    size_t size = strcspn(*rest, ":");
    if (size == 0)
        return NULL;
    const char *folder = arena_copy(arena, *rest, size);
    *rest += size;
    return folder;
}

struct listed_files list_search_path(struct program *program, const char *folder) {
    struct listed_files files = {.arena = program->arena};
    const char *rest = program->search_path, *other = folder[0] == '\0' ? "facts" : NULL;
    size_t number = 0;
    for (const char *start; (start = next_folder(program->arena, &rest)) != NULL; number++)
        walk_folder(&(struct walk){.files = &files,
                                   .folder = arena_printf(program->arena, "%s/%s", start, folder),
                                   .prefix = "",
                                   .other = other,
                                   .number = number});
    sort_files(&files);
    return files;
}

bool listed_is_test(const struct listed_file *file) {
    static const char end[] = "_test";
    size_t length = strlen(file->name);
    return length >= sizeof end && strcmp(file->name + length - (sizeof end - 1), end) == 0;
}
