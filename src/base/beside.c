// New files beside those that they are to replace.
#include "config.h"

#include "base/beside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char pattern[] = ".plimsoll.XXXXXX";
enum { LOOKED_AT = 4096 }; // a larger folder is not gone through at each writing

size_t beside_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? (size_t)(slash - path) + 1 : 0;
}

// Whoever cleans up may take a new file for one that was left, until it is locked.
int beside_open(const char *path, struct text *name) {
    struct stat status;
    for (;;) {
        text_reset(name);
        text_add_bytes(name, path, beside_folder(path));
        text_add(name, pattern);
        int file = mkostemp(name->data, O_CLOEXEC);
        if (file < 0)
            return -1;
        flock(file, LOCK_EX); // where there are no locks, nobody cleans up
        if (fstat(file, &status) != 0 || status.st_nlink > 0)
            return file;
        close(file);
    }
}

// A file that its writer still has is locked.
static void remove_left(int folder, const char *name) {
    struct stat status;
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_uid == geteuid() &&
        flock(file, LOCK_EX | LOCK_NB) == 0)
        unlinkat(folder, name, 0);
    close(file);
}

static bool is_new_file(const char *name) {
    size_t prefix = strcspn(pattern, "X");
    return strlen(name) == sizeof pattern - 1 && strncmp(name, pattern, prefix) == 0;
}

void beside_clean(const char *path) {
    struct text folder = {0};
    text_add_bytes(&folder, path, beside_folder(path));
    DIR *open = opendir(folder.size > 0 ? text_data(&folder) : ".");
    text_clear(&folder);
    if (open == NULL)
        return;
    const struct dirent *entry;
    for (int i = 0; i < LOOKED_AT && (entry = readdir(open)) != NULL; i++)
        if (is_new_file(entry->d_name))
            remove_left(dirfd(open), entry->d_name);
    closedir(open);
}
