// Names: where they are declared and used.
#include "config.h"

#include "lsp/names.h"

#include <string.h>

#include "base/file.h"
#include "lsp/methods.h"
#include "lsp/params.h"
#include "program/program_list.h"

// ---- definition ----

void definition(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (use != NULL)
        location_put(server, reply, NULL, place.analysis->program, use->declaration);
}

// ---- uses in all files ----

struct declared declared_at(const struct analysis *analysis, const struct use *use) {
    const struct source *source = sources_find(analysis->sources, use->declaration.begin);
    return (struct declared){source->name, use->declaration.begin - source->base};
}

bool is_declaration(const struct declared *declared, const struct analysis *analysis,
                    struct span span) {
    return span.begin == declared->offset && strcmp(analysis->document->path, declared->path) == 0;
}

static bool is_of(const struct analysis *analysis, const struct use *use,
                  const struct declared *declared) {
    struct declared own = declared_at(analysis, use);
    return own.offset == declared->offset &&
           (strcmp(own.path, declared->path) == 0 || file_same(own.path, declared->path));
}

void each_use(const struct analysis *analysis, const struct declared *declared, use_found *found,
              void *state) {
    const struct index *index = &analysis->index;
    if (analysis->source == NULL)
        return;
    struct span whole = {0, analysis->source->size + 1};
    uint32_t i, end = index_within(index, whole, &i);
    for (; i < end; i++)
        if (is_of(analysis, &index->items[i], declared))
            found(state, analysis, index->items[i].span);
}

void server_look(struct server *server) {
    for (size_t i = 0; i < server->folders.count; i++) {
        struct listed_files files = list_folder(server->arena, server->folders.paths[i]);
        for (size_t j = 0; j < files.count; j++)
            workspace_look(&server->workspace, files.items[j].path);
    }
}

void each_use_everywhere(struct server *server, const struct declared *declared, use_found *found,
                         void *state) {
    server_look(server);
    workspace_look(&server->workspace, declared->path);
    for (size_t i = 0; i < server->workspace.count; i++)
        each_use(workfile_analysis(server->workspace.documents[i]), declared, found, state);
}

// ---- references ----

struct listing {
    struct server *server;
    struct json *reply;
    bool declaration; // is wanted too
    struct declared declared;
};

static void put_reference(void *state, const struct analysis *analysis, struct span span) {
    const struct listing *listing = state;
    if (listing->declaration || !is_declaration(&listing->declared, analysis, span))
        location_put(listing->server, listing->reply, NULL, analysis->program, span);
}

void references(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (use == NULL)
        return;
    bool declaration = cJSON_IsTrue(param_at(params, "context.includeDeclaration"));
    struct listing listing = {server, reply, declaration, declared_at(place.analysis, use)};
    json_begin(reply, NULL, '[');
    each_use_everywhere(server, &listing.declared, put_reference, &listing);
    json_end(reply, ']');
}

static void put_highlight(void *state, const struct analysis *analysis, struct span span) {
    const struct listing *listing = state;
    json_begin(listing->reply, NULL, '{');
    range_put(listing->reply, "range", analysis->sources, span, listing->server->utf8);
    json_end(listing->reply, '}');
}

void highlights(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    struct listing listing = {.server = server, .reply = reply};
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (use == NULL)
        return;
    struct declared declared = declared_at(place.analysis, use);
    json_begin(reply, NULL, '[');
    each_use(place.analysis, &declared, put_highlight, &listing);
    json_end(reply, ']');
}
