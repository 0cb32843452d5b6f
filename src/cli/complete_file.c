// Completion of the names of files and folders.
#include "config.h"

#include "cli/complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ENTRIES = 10000 }; // of a folder that are looked at

// The folder that is listed, and what of it is wanted.
struct listing {
    struct completing *completing;
    const char *folder; // "" or with a slash at its end
    bool hidden;        // those that begin with a dot, too
    bool files;         // not only folders
    size_t found;       // files
};

static bool has_ending(const char *name, const char *const *endings) {
    size_t length = strlen(name);
    for (; endings != NULL && *endings != NULL; endings++)
        if (length > strlen(*endings) && strcmp(name + length - strlen(*endings), *endings) == 0)
            return true;
    return endings == NULL;
}

// A candidate stands on a line.
static bool is_printable(const char *name) {
    for (const char *at = name; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7f)
            return false;
    return true;
}

static void add_entry(struct listing *listing, const char *name, const char *const *endings) {
    struct completing *completing = listing->completing;
    struct stat status;
    const char *path = arena_printf(completing->arena, "%s%s", listing->folder, name);
    if (!is_printable(name) || (name[0] == '.' && !listing->hidden) || strcmp(name, ".") == 0 ||
        strcmp(name, "..") == 0 || stat(path, &status) != 0)
        return;
    if (S_ISDIR(status.st_mode)) {
        complete_add(completing, arena_printf(completing->arena, "%s/", path), "");
    } else if (listing->files && has_ending(name, endings)) {
        size_t before = completing->count;
        complete_add(completing, path, "");
        listing->found += completing->count - before;
    }
}

static void list(struct listing *listing, const char *const *endings) {
    DIR *folder = opendir(listing->folder[0] != '\0' ? listing->folder : ".");
    struct dirent *entry;
    for (size_t i = 0; folder != NULL && i < ENTRIES && (entry = readdir(folder)) != NULL; i++)
        add_entry(listing, entry->d_name, endings);
    if (folder != NULL)
        closedir(folder);
}

static struct listing listing_of(struct completing *completing, bool files) {
    const char *slash = strrchr(completing->word, '/');
    const char *name = slash != NULL ? slash + 1 : completing->word;
    return (struct listing){
        .completing = completing,
        .folder =
            arena_copy(completing->arena, completing->word, (size_t)(name - completing->word)),
        .hidden = name[0] == '.',
        .files = files,
    };
}

void complete_files(struct completing *completing, const char *const *endings) {
    struct listing listing = listing_of(completing, true);
    size_t before = completing->count;
    list(&listing, endings);
    if (listing.found > 0 || endings == NULL)
        return;
    completing->count = before;
    list(&listing, NULL);
}

void complete_folders(struct completing *completing) {
    struct listing listing = listing_of(completing, false);
    list(&listing, NULL);
}

// A shell has not yet put the home folder in the place of ~.
static const char *expand(struct completing *completing, const char *path) {
    const char *home = getenv("HOME");
    return strncmp(path, "~/", 2) == 0 && home != NULL
               ? arena_printf(completing->arena, "%s%s", home, path + 1)
               : path;
}

const char *complete_readable(struct completing *completing, const char *path) {
    struct stat status;
    path = expand(completing, path);
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
                   status.st_size <= COMPLETE_FILE_LIMIT
               ? path
               : NULL;
}
