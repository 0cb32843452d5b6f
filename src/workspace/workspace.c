// Open files: texts in memory that stand for files, and whom a change concerns.
#include "config.h"

#include "workspace/workspace.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "workspace/analysis.h"
#include "workspace/kept.h"

static bool read_open(const struct shadow *shadow, const char *path, struct text *out) {
    const struct workspace *workspace = (const struct workspace *)shadow;
    const struct workfile *document = workspace_find(workspace, path);
    if (document == NULL)
        return false;
    if (out != NULL)
        text_add_bytes(out, text_data(&document->text), document->text.size);
    return true;
}

void workspace_init(struct workspace *workspace, const char *search_path) {
    *workspace = (struct workspace){.shadow = {read_open}, .search_path = search_path};
}

static void drop_analysis(struct workfile *document) {
    analysis_free(document->analysis);
    document->analysis = NULL;
}

static void forget(struct workfile *document) {
    drop_analysis(document);
    text_clear(&document->text);
    free(document->path);
    free(document->uri);
    free(document);
}

void workspace_clear(struct workspace *workspace) {
    for (size_t i = 0; i < workspace->count; i++)
        forget(workspace->documents[i]);
    free(workspace->documents);
    for (int i = 0; i < WORKSPACE_FACTS; i++)
        kept_release(workspace->kept[i]);
}

struct workfile *workspace_find(const struct workspace *workspace, const char *path) {
    for (size_t i = 0; i < workspace->count; i++)
        if (strcmp(workspace->documents[i]->path, path) == 0)
            return workspace->documents[i];
    for (size_t i = 0; i < workspace->count; i++)
        if (file_same(workspace->documents[i]->path, path))
            return workspace->documents[i];
    return NULL;
}

static struct workfile *add(struct workspace *workspace, const char *path) {
    struct workfile *document = calloc(1, sizeof *document);
    if (workspace->count == workspace->room) {
        workspace->room = workspace->room * 2 + 8;
        workspace->documents =
            realloc(workspace->documents, workspace->room * sizeof *workspace->documents);
    }
    char *copy = strdup(path);
    if (document == NULL || copy == NULL || workspace->documents == NULL)
        out_of_memory();
    document->workspace = workspace;
    document->path = copy;
    workspace->documents[workspace->count++] = document;
    return document;
}

struct workfile *workspace_open(struct workspace *workspace, const char *path, const char *text,
                                size_t size) {
    struct workfile *document = workspace_find(workspace, path);
    if (document == NULL)
        document = add(workspace, path);
    document->open = true;
    workfile_edit(document, 0, document->text.size, text, size);
    return document;
}

void workfile_name(struct workfile *document, const char *uri) {
    char *copy = strdup(uri);
    if (copy == NULL)
        out_of_memory();
    free(document->uri);
    document->uri = copy;
}

void workspace_close(struct workfile *document) {
    struct workspace *workspace = document->workspace;
    size_t kept = 0;
    for (size_t i = 0; i < workspace->count; i++)
        if (workspace->documents[i] != document)
            workspace->documents[kept++] = workspace->documents[i];
    workspace->count = kept;
    forget(document);
}

struct workfile *workspace_look(struct workspace *workspace, const char *path) {
    struct workfile *document = workspace_find(workspace, path);
    if (document != NULL)
        return document;
    struct text text = {0};
    if (!file_is_stream(path) && file_read(path, SOURCE_FILE_LIMIT, &text) == 0) {
        document = add(workspace, path);
        document->text = text;
        return document;
    }
    text_clear(&text);
    return NULL;
}

void workspace_forget(struct workspace *workspace) {
    for (size_t i = workspace->count; i > 0; i--)
        if (!workspace->documents[i - 1]->open)
            workspace_close(workspace->documents[i - 1]);
}

void workfile_edit(struct workfile *document, size_t begin, size_t end, const char *text,
                   size_t size) {
    struct text made = {0};
    text_add_bytes(&made, text_data(&document->text), begin);
    text_add_bytes(&made, text, size);
    text_add_bytes(&made, text_data(&document->text) + end, document->text.size - end);
    text_clear(&document->text);
    document->text = made;
    drop_analysis(document);
}

void workspace_touch(struct workspace *workspace, const char *path,
                     void (*changed)(void *state, struct workfile *one), void *state) {
    for (size_t i = 0; i < workspace->count; i++) {
        struct workfile *one = workspace->documents[i];
        if (path != NULL && one->analysis != NULL && !analysis_reads(one->analysis, path))
            continue;
        drop_analysis(one);
        if (one->open)
            changed(state, one);
    }
}

const struct analysis *workfile_analysis(struct workfile *document) {
    if (document->analysis == NULL)
        document->analysis = analysis_make(document, 0);
    return document->analysis;
}
