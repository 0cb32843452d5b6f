// Texts of an editor: opened, changed, closed.
#include "config.h"

#include <string.h>

#include "lsp/methods.h"
#include "lsp/params.h"
#include "lsp/uri.h"

static void tell(void *state, struct workfile *document) {
    publish(state, document);
}

void did_open(struct server *server, const cJSON *params, struct json *reply) {
    const char *uri = param_text(params, "textDocument.uri");
    const char *text = param_text(params, "textDocument.text");
    const char *path = uri != NULL ? uri_path(server->arena, uri) : NULL;
    (void)reply;
    if (path == NULL || text == NULL)
        return;
    workfile_name(workspace_open(&server->workspace, path, text, strlen(text)), uri);
    workspace_touch(&server->workspace, path, tell, server);
}

// A change without a range is the whole text.
static void apply(struct server *server, struct workfile *document, const cJSON *change) {
    const char *text = param_text(change, "text");
    struct span span = {0, (uint32_t)document->text.size};
    if (text == NULL)
        return;
    if (param_at(change, "range") != NULL &&
        !param_range(server, change, "range", &document->text, &span))
        return;
    workfile_edit(document, span.begin, span.end, text, strlen(text));
}

void did_change(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    const cJSON *change;
    (void)reply;
    if (document == NULL)
        return;
    cJSON_ArrayForEach(change, param_at(params, "contentChanges")) apply(server, document, change);
    workspace_touch(&server->workspace, document->path, tell, server);
}

void did_close(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    (void)reply;
    if (document == NULL)
        return;
    const char *path = arena_text(server->arena, document->path);
    publish_none(server, path);
    workspace_close(document);
    workspace_touch(&server->workspace, path, tell, server);
}

// What is on disk has changed: files that are not open may be read by those that are.
void did_change_files(struct server *server, const cJSON *params, struct json *reply) {
    (void)params;
    (void)reply;
    workspace_touch(&server->workspace, NULL, tell, server);
}
