// Finding policies and fact models: by path, beside the file that uses them, in the search path.
#include "config.h"

#include "program/program_find.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "program/program_list.h"

// ---- reading ----

static void file_error(struct program *program, enum code code, const char *path,
                       const char *problem) {
    diagnostic_fact(program->diagnostics, code, DIAGNOSTIC_ERROR, path, NULL, "%s", problem);
}

static bool exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0;
}

static bool read_shadow(const struct program *program, const char *path, struct text *out) {
    return program->shadow != NULL && program->shadow->read(program->shadow, path, out);
}

static bool is_stream(struct program *program, const char *path) {
    if (!file_is_stream(path))
        return false;
    file_error(program, CODE_UNREADABLE_FILE, path, "is a pipe or a device, not a file");
    return true;
}

static bool read_file(struct program *program, const char *path, struct text *out) {
    int error = file_read(path, SOURCE_FILE_LIMIT, out);
    if (error == EISDIR)
        file_error(program, CODE_UNREADABLE_FILE, path, "is a directory, not a file");
    else if (error != 0)
        diagnostic_fact(program->diagnostics, CODE_UNREADABLE_FILE, DIAGNOSTIC_ERROR, path, NULL,
                        "cannot be read: %s", strerror(error));
    return error == 0;
}

// What a person names may be a pipe, but none that an editor would take from others.
bool read_whole(struct program *program, const char *path, struct text *out) {
    return read_shadow(program, path, out) ||
           ((program->shadow == NULL || !is_stream(program, path)) &&
            read_file(program, path, out));
}

bool read_used(struct program *program, const char *path, struct text *out) {
    return read_shadow(program, path, out) ||
           (!is_stream(program, path) && read_file(program, path, out));
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

// A text that stands for a file is one, whether or not it is there.
static bool is_file(const struct program *program, const char *path) {
    return (exists(path) && !is_folder(path)) || read_shadow(program, path, NULL);
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
    for (const char *start; (start = next_folder(program->arena, &rest)) != NULL;) {
        const char *path = arena_printf(program->arena, "%s/%s%s", start, folder, file);
        if (is_file(program, path))
            return path;
    }
    return NULL;
}

// ---- names that are near ----

// "hyperv.prepare, kvm.prepare, …"
static const char *first_names(struct arena *arena, const struct listed_files *files) {
    enum { SHOWN = 6 };
    const char *shown = files->items[0].name;
    for (size_t i = 1; i < files->count && i < SHOWN; i++)
        shown = arena_printf(arena, "%s, %s", shown, files->items[i].name);
    return files->count > SHOWN ? arena_printf(arena, "%s, …", shown) : shown;
}

static const char *nearest_name(struct arena *arena, const struct listed_files *files,
                                const char *name) {
    const char **names = ARENA_ARRAY(arena, const char *, files->count);
    for (size_t i = 0; i < files->count; i++)
        names[i] = files->items[i].name;
    return nearest_word(name, names, files->count);
}

static void leave_out_tests(struct listed_files *files) {
    size_t kept = 0;
    for (size_t i = 0; i < files->count; i++)
        if (!listed_is_test(&files->items[i]))
            files->items[kept++] = files->items[i];
    files->count = kept;
}

static void cure_name(struct program *program, struct diagnostic *diagnostic, const char *name,
                      const char *folder) {
    struct listed_files files = list_search_path(program, folder);
    leave_out_tests(&files);
    const char *near = nearest_name(program->arena, &files, name);
    if (near != NULL)
        diagnostic_cure(program->diagnostics, diagnostic, "did you mean %s?", near);
    else if (files.count > 0)
        diagnostic_cure(program->diagnostics, diagnostic, "the search path has %s",
                        first_names(program->arena, &files));
    else
        diagnostic_cure(program->diagnostics, diagnostic, "the search path is %s",
                        program->search_path);
}

// ---- finding ----

static bool is_path(const char *text) {
    size_t length = strlen(text);
    return strchr(text, '/') != NULL || (length > 5 && strcmp(text + length - 5, ".plim") == 0);
}

static bool ends_in(const char *text, const char *end) {
    size_t size = strlen(text), length = strlen(end);
    return size > length && strcmp(text + size - length, end) == 0;
}

// The policy or model that was meant: "site" for site.plim, "kvm/prepare" for kvm.prepare; or NULL.
static const char *meant_by(struct program *program, const char *text, const char *folder) {
    bool ends = ends_in(text, ".plim");
    char *name = arena_copy(program->arena, text, strlen(text) - (ends ? strlen(".plim") : 0));
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

// A file in the current folder comes before a name, which may not be what was meant.
static void warn_of_shadow(struct program *program, const char *file, const char *folder) {
    const char *path = search(program, folder, file);
    if (path == NULL)
        return;
    struct diagnostic *warning =
        diagnostic_fact(program->diagnostics, CODE_SHADOWED_NAME, DIAGNOSTIC_WARNING, file, NULL,
                        "this is the file of that name in the current folder, not %s", path);
    diagnostic_cure(program->diagnostics, warning,
                    "write ./%s for the file, or rename it if the other one is meant", file);
}

const char *find_named(struct program *program, const char *path_or_name, const char *folder) {
    const char *meant = exists(path_or_name) ? NULL : meant_by(program, path_or_name, folder);
    if (is_path(path_or_name) && meant != NULL)
        return report_path(program, path_or_name, meant);
    bool found = is_file(program, path_or_name);
    if (found && !is_path(path_or_name))
        warn_of_shadow(program, path_or_name, folder);
    if (is_path(path_or_name) || found)
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
    else if (ends_in(path_or_name, ".json"))
        diagnostic_cure(program->diagnostics, error, "facts are given with --facts %s",
                        path_or_name);
    else
        cure_name(program, error, path_or_name, folder);
    return NULL;
}

bool find_folder(struct program *program, const char *path_or_name) {
    return is_folder(path_or_name) &&
           (is_path(path_or_name) || search(program, "", path_or_name) == NULL);
}

// "a/b.plim" and "c.plim" -> "a/c.plim"
static const char *path_beside(struct program *program, const char *path, const char *file) {
    const char *slash = strrchr(path, '/');
    int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
    return arena_printf(program->arena, "%.*s%s", folder, path, file);
}

const char *find_used(struct program *program, const struct file_node *user) {
    const char *name = user->use_facts.text;
    const char *file = file_of_name(program, name);
    const char *path = path_beside(program, user->source->name, file);
    if (strcmp(path, user->source->name) != 0 && is_file(program, path))
        return path;
    path = path_beside(program, user->source->name, arena_printf(program->arena, "facts/%s", file));
    if (is_file(program, path))
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

// The file itself is none that it uses.
static bool is_other_file(const struct program *program, const struct file_node *user,
                          const char *path) {
    return strcmp(path, user->source->name) != 0 && is_file(program, path);
}

// "hyperv.prepare" beside the file, then above it.
static const char *near_file(struct program *program, const struct file_node *user,
                             const char *name) {
    const char *file = file_of_name(program, name), *up = "";
    for (const char *dot = name; dot != NULL; dot = strchr(dot + 1, '.')) {
        const char *path = path_beside(program, user->source->name,
                                       arena_printf(program->arena, "%s%s", up, file));
        if (is_other_file(program, user, path))
            return path;
        up = arena_printf(program->arena, "%s../", up);
    }
    return NULL;
}

const char *find_used_policy(struct program *program, const struct file_node *user,
                             const struct use_node *use) {
    if (use->path != NULL && use->path[0] == '/')
        return use->path;
    if (use->path != NULL)
        return path_beside(program, user->source->name, use->path);
    const char *name = use->policy.text, *path = near_file(program, user, name);
    if (path == NULL)
        path = search(program, "", name);
    if (path != NULL)
        return path;
    struct diagnostic *error =
        diagnostic_error(program->diagnostics, CODE_UNKNOWN_POLICY, use->named,
                         "there is no policy %s beside this file or in the search path", name);
    if (is_path(name))
        diagnostic_cure(program->diagnostics, error, "a path stands in quotes: \"%s\"", name);
    else
        cure_name(program, error, name, "");
    return NULL;
}
