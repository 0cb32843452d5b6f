// The folders that an editor has open.
#include "lsp/folders.h"

#include <string.h>

#include "lsp/params.h"
#include "lsp/uri.h"

// Where a folder stands in the list; behind the last where it does not.
static size_t find(const struct folders *folders, const char *path) {
    size_t i = 0;
    while (i < folders->count && strcmp(folders->paths[i], path) != 0)
        i++;
    return i;
}

static void add(struct folders *folders, const char *uri) {
    if (folders->arena == NULL)
        folders->arena = arena_new();
    const char *path = uri != NULL ? uri_path(folders->arena, uri) : NULL;
    if (path != NULL && find(folders, path) == folders->count)
        ARENA_PUSH(folders->arena, folders->paths, folders->count, folders->room) = path;
}

static void drop(struct folders *folders, const char *uri) {
    const char *path = uri != NULL && folders->count > 0 ? uri_path(folders->arena, uri) : NULL;
    size_t at = path != NULL ? find(folders, path) : folders->count;
    if (at == folders->count)
        return;
    folders->count--;
    memmove(&folders->paths[at], &folders->paths[at + 1],
            (folders->count - at) * sizeof *folders->paths);
}

void folders_open(struct folders *folders, const cJSON *params) {
    const cJSON *one, *list = param_at(params, "workspaceFolders");
    folders_clear(folders);
    cJSON_ArrayForEach(one, list) add(folders, param_text(one, "uri"));
    if (folders->count == 0)
        add(folders, param_text(params, "rootUri"));
}

void folders_change(struct folders *folders, const cJSON *params) {
    const cJSON *one, *closed = param_at(params, "event.removed"),
                      *opened = param_at(params, "event.added");
    cJSON_ArrayForEach(one, closed) drop(folders, param_text(one, "uri"));
    cJSON_ArrayForEach(one, opened) add(folders, param_text(one, "uri"));
}

void folders_clear(struct folders *folders) {
    arena_free(folders->arena);
    *folders = (struct folders){0};
}

bool folders_hold(const struct folders *folders, const char *path) {
    for (size_t i = 0; i < folders->count; i++) {
        size_t size = strlen(folders->paths[i]);
        if (strncmp(path, folders->paths[i], size) == 0 && path[size] == '/')
            return true;
    }
    return false;
}
