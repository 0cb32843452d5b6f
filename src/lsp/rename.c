// Giving a name another one, in all files; refused where it would say something else then.
#include "config.h"

#include <string.h>

#include "grammar/words.h"
#include "lsp/methods.h"
#include "lsp/names.h"
#include "lsp/params.h"

// ---- what may be renamed ----

// Why not, or NULL. Names of policies and models are those of files, which are not renamed here; a
// file outside of the folders that are open is not one's own.
static const char *why_fixed(const struct server *server, const struct place_asked *place,
                             const struct use *use) {
    if (use == NULL)
        return "there is no name here";
    if (use->kind == USE_POLICY || use->kind == USE_MODEL)
        return "policies and fact models are called as their files are: rename the file";
    const char *path = declared_at(place->analysis, use).path;
    if (workspace_find(&server->workspace, path) != NULL || folders_hold(&server->folders, path))
        return NULL;
    return arena_printf(server->arena, "%s, which declares it, is in no open folder", path);
}

void prepare_rename(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (why_fixed(server, &place, use) == NULL)
        range_put(reply, NULL, place.analysis->sources, use->span, server->utf8);
}

static const char *why_no_name(struct server *server, const char *text) {
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (size == 0 || text[size] != '\0' || text[0] < 'a' || text[0] > 'z')
        return arena_printf(server->arena,
                            "'%s' is no name: write lower-case letters, digits and _", text);
    return is_reserved(text, size)
               ? arena_printf(server->arena, "%s is a word of the language", text)
               : NULL;
}

// ---- the new texts ----

// A file with uses of the name, in order of place.
struct renamed {
    struct workfile *document;
    struct span *uses;
    size_t count, room;
    struct text before;
};

struct renaming {
    struct server *server;
    const char *name;
    struct declared declared; // before, and by its offset then
    struct renamed *files;
    size_t count, room;
};

static void take_use(void *state, const struct analysis *analysis, struct span span) {
    struct renaming *renaming = state;
    struct arena *arena = renaming->server->arena;
    struct workfile *document =
        workspace_find(&renaming->server->workspace, analysis->document->path);
    size_t count = renaming->count;
    if (count == 0 || renaming->files[count - 1].document != document)
        ARENA_PUSH(arena, renaming->files, renaming->count, renaming->room) =
            (struct renamed){.document = document};
    struct renamed *file = &renaming->files[renaming->count - 1];
    ARENA_PUSH(arena, file->uses, file->count, file->room) = span;
}

static struct text renamed_text(const struct renamed *file, const char *name) {
    const struct text *text = &file->document->text;
    struct text made = {0};
    uint32_t at = 0;
    for (size_t i = 0; i < file->count; i++) {
        text_add_bytes(&made, text_data(text) + at, file->uses[i].begin - at);
        text_add(&made, name);
        at = file->uses[i].end;
    }
    text_add_bytes(&made, text_data(text) + at, text->size - at);
    return made;
}

// The declaration moves with the uses before it.
static struct declared declared_then(const struct renaming *renaming) {
    struct declared then = renaming->declared;
    for (size_t f = 0; f < renaming->count; f++) {
        const struct renamed *file = &renaming->files[f];
        for (size_t i = 0; strcmp(file->document->path, then.path) == 0 && i < file->count &&
                           file->uses[i].begin < renaming->declared.offset;
             i++)
            then.offset +=
                (uint32_t)strlen(renaming->name) - (file->uses[i].end - file->uses[i].begin);
    }
    return then;
}

// ---- trying them ----

static bool has_message(struct diagnostics *all, const char *message) {
    const struct diagnostic *one;
    for (size_t i = 0; (one = diagnostics_next(all, &i)) != NULL;)
        if (one->level == DIAGNOSTIC_ERROR && strcmp(one->message, message) == 0)
            return true;
    return false;
}

// A mistake that was not there before, or NULL.
static const char *new_mistake(struct arena *arena, const struct analysis *before,
                               const struct analysis *after) {
    struct diagnostics *old = before->program->diagnostics, *new = after->program->diagnostics;
    const struct diagnostic *one;
    if (diagnostics_count(new, DIAGNOSTIC_ERROR) <= diagnostics_count(old, DIAGNOSTIC_ERROR))
        return NULL;
    for (size_t i = 0; (one = diagnostics_next(new, &i)) != NULL;)
        if (one->level == DIAGNOSTIC_ERROR && !has_message(old, one->message))
            return arena_text(arena, one->message);
    return "that makes a mistake";
}

static void count_use(void *state, const struct analysis *analysis, struct span span) {
    (void)analysis;
    (void)span;
    ++*(size_t *)state;
}

static size_t uses_before(const struct renaming *renaming, const struct workfile *document) {
    for (size_t f = 0; f < renaming->count; f++)
        if (renaming->files[f].document == document)
            return renaming->files[f].count;
    return 0;
}

// Why a file that reads the new texts says something else than before, or NULL.
static const char *why_other(const struct renaming *renaming, struct workfile *document) {
    struct declared then = declared_then(renaming);
    size_t uses = 0;
    const struct analysis *before = workfile_analysis(document);
    struct analysis *after = analysis_make(document, 0);
    const char *why = new_mistake(renaming->server->arena, before, after);
    each_use(after, &then, count_use, &uses);
    if (why == NULL && uses != uses_before(renaming, document))
        why = "another one of that name is in sight";
    if (why != NULL)
        why = arena_printf(renaming->server->arena, "%s: %s", document->path, why);
    analysis_free(after);
    return why;
}

// All files are checked with the new texts, which are taken back then.
static const char *why_taken(struct renaming *renaming) {
    const struct workspace *workspace = &renaming->server->workspace;
    const char *why = NULL;
    for (size_t i = 0; i < workspace->count; i++)
        workfile_analysis(workspace->documents[i]);
    for (size_t f = 0; f < renaming->count; f++) {
        struct renamed *file = &renaming->files[f];
        file->before = file->document->text;
        file->document->text = renamed_text(file, renaming->name);
    }
    for (size_t i = 0; why == NULL && i < workspace->count; i++)
        why = why_other(renaming, workspace->documents[i]);
    for (size_t f = 0; f < renaming->count; f++) {
        text_clear(&renaming->files[f].document->text);
        renaming->files[f].document->text = renaming->files[f].before;
    }
    return why;
}

// ---- the answer ----

static void put_changes(const struct renaming *renaming, struct json *reply) {
    struct server *server = renaming->server;
    json_begin(reply, NULL, '{');
    json_begin(reply, "changes", '{');
    for (size_t f = 0; f < renaming->count; f++) {
        const struct renamed *file = &renaming->files[f];
        json_begin(reply, server_uri(server, file->document->path), '[');
        for (size_t i = 0; i < file->count; i++)
            text_edit_put(reply, file->document->analysis->sources, file->uses[i], renaming->name,
                          server->utf8);
        json_end(reply, ']');
    }
    json_end(reply, '}');
    json_end(reply, '}');
}

void rename_symbol(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    struct renaming renaming = {.server = server, .name = param_text(params, "newName")};
    if (!server_place(server, params, &place) || renaming.name == NULL)
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    const char *why = why_fixed(server, &place, use);
    if (why == NULL)
        why = why_no_name(server, renaming.name);
    if (why != NULL) {
        server_refuse(server, why);
        return;
    }
    renaming.declared = declared_at(place.analysis, use);
    each_use_everywhere(server, &renaming.declared, take_use, &renaming);
    why = why_taken(&renaming);
    if (why != NULL)
        server_refuse(server, arena_printf(server->arena, "it cannot be called %s: in %s",
                                           renaming.name, why));
    else
        put_changes(&renaming, reply);
}
