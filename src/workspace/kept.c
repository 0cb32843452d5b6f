// Facts that are kept while policies are written: reading them costs more than evaluating.
#include "config.h"

#include "workspace/kept.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

// ---- the file ----

static void stamp(struct kept_facts *kept) {
    struct stat status = {0};
    if (stat(kept->path, &status) != 0)
        return;
    kept->changed = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    kept->size = (int64_t)status.st_size;
}

static bool is_current(const struct kept_facts *kept, const struct model *model, const char *path) {
    struct kept_facts now = {.path = kept->path};
    stamp(&now);
    return strcmp(kept->path, path) == 0 && kept->facts->store != NULL &&
           kept->changed == now.changed && kept->size == now.size &&
           model_alike(kept->session->program->model, model);
}

// ---- reading ----

static const char *first_trouble(struct arena *arena, struct diagnostics *diagnostics) {
    size_t index = 0;
    const struct diagnostic *one = diagnostics_next(diagnostics, &index);
    if (one == NULL)
        return "the facts cannot be read";
    return arena_printf(arena, "%s%s%s", one->path != NULL ? one->path : "",
                        one->path != NULL ? ": " : "", one->message);
}

// The model is that of the policies at this moment, checked anew: facts outlive what a document was
// found to be.
static void read_facts(struct kept_facts *kept, const struct workfile *document) {
    const struct workspace *workspace = document->workspace;
    kept->session = session_new(workspace->search_path);
    kept->session->program->shadow = &workspace->shadow;
    kept->session->everything = kept->session->keep_texts = kept->session->open = true;
    session_add_file(kept->session, document->path);
    session_check(kept->session);
    struct diagnostics *diagnostics = diagnostics_new(kept->arena, kept->session->program->sources);
    kept->facts = session_facts_new(kept->session, diagnostics);
    if (strcmp(kept->path, "-") == 0 || file_is_stream(kept->path)) {
        kept->trouble = "is a pipe or a device, not a file";
        return;
    }
    session_facts_add_file(kept->facts, kept->path);
    if (!session_facts_load(kept->facts))
        kept->trouble = first_trouble(kept->arena, diagnostics);
}

static struct kept_facts *make(const struct workfile *document, const char *path) {
    struct arena *arena = arena_new();
    struct kept_facts *kept = ARENA_NEW(arena, struct kept_facts);
    kept->arena = arena;
    kept->path = arena_copy(arena, path, strlen(path));
    stamp(kept); // before it is read: what changes meanwhile is read again
    read_facts(kept, document);
    return kept;
}

void kept_release(struct kept_facts *kept) {
    if (kept == NULL || --kept->users > 0)
        return;
    session_facts_free(kept->facts);
    session_free(kept->session);
    arena_free(kept->arena);
}

// ---- keeping ----

// Puts facts first, and those from there up to a place one further.
static void put_first(struct workspace *workspace, struct kept_facts *kept, int place) {
    for (; place > 0; place--)
        workspace->kept[place] = workspace->kept[place - 1];
    workspace->kept[0] = kept;
}

struct kept_facts *kept_take(struct workfile *document, const struct model *model,
                             const char *path) {
    struct workspace *workspace = document->workspace;
    int place = 0;
    while (place < WORKSPACE_FACTS &&
           (workspace->kept[place] == NULL || !is_current(workspace->kept[place], model, path)))
        place++;
    struct kept_facts *kept =
        place < WORKSPACE_FACTS ? workspace->kept[place] : make(document, path);
    if (place == WORKSPACE_FACTS) {
        place--;
        kept_release(workspace->kept[place]);
        kept->users++;
    }
    put_first(workspace, kept, place);
    kept->users++;
    return kept;
}
