// Finding policies and fact models: by path, beside the file that uses them, in the search path.
#include "config.h"

#include "program/program_find.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

// ---- reading ----

static void file_error(struct program *program, enum code code, const char *path,
                       const char *problem) {
    diagnostic_fact(program->diagnostics, code, DIAGNOSTIC_ERROR, path, NULL, "%s", problem);
}

static bool is_directory(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

bool read_whole(struct program *program, const char *path, struct text *out) {
    int error = file_read(path, SOURCE_FILE_LIMIT, out);
    if (error == EISDIR)
        file_error(program, CODE_UNREADABLE_FILE, path, "is a directory, not a file");
    else if (error != 0)
        diagnostic_fact(program->diagnostics, CODE_UNREADABLE_FILE, DIAGNOSTIC_ERROR, path, NULL,
                        "cannot be read: %s", strerror(error));
    return error == 0;
}

const struct source *add_source(struct program *program, const char *name, const char *text,
                                size_t size) {
    if (size > SOURCE_FILE_LIMIT) {
        file_error(program, CODE_TOO_LARGE, name, "is larger than 4 MiB");
        return NULL;
    }
    const struct source *source = sources_add(program->sources, name, text, size);
    if (source == NULL)
        file_error(program, CODE_TOO_LARGE, name,
                   "makes the texts of this run larger than 16 MiB together");
    return source;
}

// ---- the search path ----

// The next folder, or NULL; *rest starts at the search path. Empty folders are passed over.
static const char *next_folder(struct program *program, const char **rest) {
    while (**rest == ':')
        ++*rest;
    size_t size = strcspn(*rest, ":");
    if (size == 0)
        return NULL;
    const char *folder = arena_copy(program->arena, *rest, size);
    *rest += size;
    return folder;
}

// "hyperv.prepare" -> "hyperv/prepare.plim"
static const char *file_of_name(struct program *program, const char *name) {
    char *file = arena_printf(program->arena, "%s.plim", name);
    for (size_t i = 0; name[i] != '\0'; i++)
        if (file[i] == '.')
            file[i] = '/';
    return file;
}

static const char *search(struct program *program, const char *folder, const char *name) {
    const char *file = file_of_name(program, name);
    const char *rest = program->search_path;
    for (const char *start; (start = next_folder(program, &rest)) != NULL;) {
        const char *path = arena_printf(program->arena, "%s/%s%s", start, folder, file);
        if (exists(path) && !is_directory(path))
            return path;
    }
    return NULL;
}

// ---- names that are near ----

struct names {
    struct arena *arena;
    const char *other; // a folder that holds something else, or NULL
    const char **items;
    size_t count, capacity;
    size_t seen; // entries of folders, so that a search path such as / takes no time
};

enum { FOLDER_DEPTH = 3, SEEN_LIMIT = 10000 };

static void list_folder(struct names *names, const char *folder, const char *prefix, int depth);

static void list_entry(struct names *names, const char *folder, const char *prefix,
                       const char *entry, int depth) {
    size_t length = strlen(entry);
    if (entry[0] == '.' || ++names->seen > SEEN_LIMIT)
        return;
    if (depth == 0 && names->other != NULL && strcmp(entry, names->other) == 0)
        return;
    if (length > 5 && strcmp(entry + length - 5, ".plim") == 0) {
        ARENA_PUSH(names->arena, names->items, names->count, names->capacity) =
            arena_printf(names->arena, "%s%.*s", prefix, (int)(length - 5), entry);
    } else if (depth < FOLDER_DEPTH) {
        const char *path = arena_printf(names->arena, "%s/%s", folder, entry);
        if (is_directory(path))
            list_folder(names, path, arena_printf(names->arena, "%s%s.", prefix, entry), depth + 1);
    }
}

static void list_folder(struct names *names, const char *folder, const char *prefix, int depth) {
    DIR *directory = opendir(folder);
    if (directory == NULL)
        return;
    for (const struct dirent *entry;
         names->seen <= SEEN_LIMIT && (entry = readdir(directory)) != NULL;)
        list_entry(names, folder, prefix, entry->d_name, depth);
    closedir(directory);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct names list_names(struct program *program, const char *folder) {
    struct names names = {program->arena, folder[0] == '\0' ? "facts" : NULL, NULL, 0, 0, 0};
    const char *rest = program->search_path;
    for (const char *start; (start = next_folder(program, &rest)) != NULL;)
        list_folder(&names, arena_printf(program->arena, "%s/%s", start, folder), "", 0);
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, by_name);
    return names;
}

// "hyperv.prepare, kvm.prepare, …"
static const char *first_names(const struct names *names) {
    enum { SHOWN = 6 };
    const char *shown = names->items[0];
    for (size_t i = 1; i < names->count && i < SHOWN; i++)
        shown = arena_printf(names->arena, "%s, %s", shown, names->items[i]);
    return names->count > SHOWN ? arena_printf(names->arena, "%s, …", shown) : shown;
}

static void cure_name(struct program *program, struct diagnostic *diagnostic, const char *name,
                      const char *folder) {
    struct names names = list_names(program, folder);
    const char *near = nearest_word(name, names.items, names.count);
    if (near != NULL)
        diagnostic_cure(program->diagnostics, diagnostic, "did you mean %s?", near);
    else if (names.count > 0)
        diagnostic_cure(program->diagnostics, diagnostic, "the search path has %s",
                        first_names(&names));
    else
        diagnostic_cure(program->diagnostics, diagnostic, "the search path is %s",
                        program->search_path);
}

// ---- finding ----

static bool is_path(const char *text) {
    size_t length = strlen(text);
    return strchr(text, '/') != NULL || (length > 5 && strcmp(text + length - 5, ".plim") == 0);
}

// The policy or model that was meant: "site" for site.plim, "kvm/prepare" for kvm.prepare; or NULL.
static const char *meant_by(struct program *program, const char *text, const char *folder) {
    size_t length = strlen(text);
    bool ends = length > 5 && strcmp(text + length - 5, ".plim") == 0;
    char *name = arena_copy(program->arena, text, ends ? length - 5 : length);
    const char *file = arena_printf(program->arena, "%s.plim", name);
    if (!ends && exists(file))
        return file;
    for (char *at = name; *at != '\0'; at++)
        *at = *at == '/' ? '.' : *at;
    return strcmp(name, text) != 0 && search(program, folder, name) != NULL ? name : NULL;
}

static const char *report_path(struct program *program, const char *path, const char *meant) {
    struct diagnostic *error =
        diagnostic_fact(program->diagnostics, CODE_UNREADABLE_FILE, DIAGNOSTIC_ERROR, path, NULL,
                        "there is no such file");
    diagnostic_cure(program->diagnostics, error, "did you mean %s?", meant);
    return NULL;
}

const char *find_named(struct program *program, const char *path_or_name, const char *folder) {
    const char *meant = exists(path_or_name) ? NULL : meant_by(program, path_or_name, folder);
    if (is_path(path_or_name) && meant != NULL)
        return report_path(program, path_or_name, meant);
    if (is_path(path_or_name) || (exists(path_or_name) && !is_directory(path_or_name)))
        return arena_copy(program->arena, path_or_name, strlen(path_or_name));
    const char *path = search(program, folder, path_or_name);
    if (path == NULL && folder[0] != '\0')
        path = search(program, "", path_or_name);
    if (path != NULL)
        return path;
    if (exists(path_or_name)) {
        file_error(program, CODE_UNREADABLE_FILE, path_or_name, "is a directory, not a file");
        return NULL;
    }
    struct diagnostic *error = diagnostic_fact(
        program->diagnostics, folder[0] == '\0' ? CODE_UNKNOWN_POLICY : CODE_UNKNOWN_MODEL,
        DIAGNOSTIC_ERROR, path_or_name, NULL, "is neither a file nor the name of a %s",
        folder[0] == '\0' ? "policy in the search path" : "fact model in the search path");
    if (meant != NULL)
        diagnostic_cure(program->diagnostics, error, "did you mean %s?", meant);
    else
        cure_name(program, error, path_or_name, folder);
    return NULL;
}

// "a/b.plim" and "c.plim" -> "a/c.plim"
static const char *path_beside(struct program *program, const char *path, const char *file) {
    const char *slash = strrchr(path, '/');
    int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
    return arena_printf(program->arena, "%.*s%s", folder, path, file);
}

const char *find_used(struct program *program, const struct file_node *user) {
    const char *name = user->use_facts.text;
    const char *path = path_beside(program, user->source->name, file_of_name(program, name));
    if (strcmp(path, user->source->name) != 0 && exists(path) && !is_directory(path))
        return path;
    path = search(program, "facts/", name);
    if (path != NULL)
        return path;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_UNKNOWN_MODEL, user->use_facts.span,
                         "there is no fact model %s", name);
    cure_name(program, error, name, "facts/");
    return NULL;
}
