// Names: where they are declared and used, and giving them others.
#include "config.h"

#include <string.h>

#include "base/file.h"
#include "grammar/words.h"
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

// A declaration, by its file and its offset there.
struct declared {
    const char *path;
    uint32_t offset;
};

static struct declared declared_at(const struct analysis *analysis, const struct use *use) {
    const struct source *source = sources_find(analysis->sources, use->declaration.begin);
    return (struct declared){source->name, use->declaration.begin - source->base};
}

static bool is_of(const struct analysis *analysis, const struct use *use,
                  const struct declared *declared) {
    struct declared own = declared_at(analysis, use);
    return own.offset == declared->offset &&
           (strcmp(own.path, declared->path) == 0 || file_same(own.path, declared->path));
}

// Calls `found` for every use of a name in the text of an analysis.
typedef void use_found(void *state, const struct analysis *analysis, struct span span);
static void each_use(const struct analysis *analysis, const struct declared *declared,
                     use_found *found, void *state) {
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
    if (server->root == NULL)
        return;
    struct listed_files files = list_folder(server->arena, server->root);
    for (size_t i = 0; i < files.count; i++)
        workspace_look(&server->workspace, files.items[i].path);
}

static void each_use_everywhere(struct server *server, const struct place_asked *place,
                                const struct use *use, use_found *found, void *state) {
    struct declared declared = declared_at(place->analysis, use);
    declared.path = arena_text(server->arena, declared.path);
    server_look(server);
    workspace_look(&server->workspace, declared.path);
    for (size_t i = 0; i < server->workspace.count; i++)
        each_use(workfile_analysis(server->workspace.documents[i]), &declared, found, state);
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
    if (listing->declaration || span.begin != listing->declared.offset ||
        strcmp(analysis->document->path, listing->declared.path) != 0)
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
    listing.declared.path = arena_text(server->arena, listing.declared.path);
    json_begin(reply, NULL, '[');
    each_use_everywhere(server, &place, use, put_reference, &listing);
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

// ---- rename ----

// Names of policies and models are those of files, which are not renamed here; a file outside of
// the folder that is open is not one's own.
static bool may_rename(const struct server *server, const struct place_asked *place,
                       const struct use *use) {
    if (use == NULL || use->kind == USE_POLICY || use->kind == USE_MODEL)
        return false;
    const char *path = declared_at(place->analysis, use).path;
    size_t size = server->root != NULL ? strlen(server->root) : 0;
    return workspace_find(&server->workspace, path) != NULL ||
           (size > 0 && strncmp(path, server->root, size) == 0 && path[size] == '/');
}

void prepare_rename(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (may_rename(server, &place, use))
        range_put(reply, NULL, place.analysis->sources, use->span, server->utf8);
}

static bool is_name(const char *text) {
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return size > 0 && text[size] == '\0' && text[0] >= 'a' && text[0] <= 'z' &&
           !is_reserved(text, size);
}

struct renaming {
    struct server *server;
    struct json *reply;
    const char *name;
    const struct analysis *last; // whose list is open
};

static void put_edit(void *state, const struct analysis *analysis, struct span span) {
    struct renaming *renaming = state;
    struct json *reply = renaming->reply;
    if (analysis != renaming->last) {
        if (renaming->last != NULL)
            json_end(reply, ']');
        json_begin(reply, server_uri(renaming->server, analysis->document->path), '[');
        renaming->last = analysis;
    }
    text_edit_put(reply, analysis->sources, span, renaming->name, renaming->server->utf8);
}

void rename_symbol(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    struct renaming renaming = {server, reply, param_text(params, "newName"), NULL};
    if (!server_place(server, params, &place) || renaming.name == NULL || !is_name(renaming.name))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (!may_rename(server, &place, use))
        return;
    json_begin(reply, NULL, '{');
    json_begin(reply, "changes", '{');
    each_use_everywhere(server, &place, use, put_edit, &renaming);
    if (renaming.last != NULL)
        json_end(reply, ']');
    json_end(reply, '}');
    json_end(reply, '}');
}
