// Checking a document: by itself for its tree, and as the first file of a program.
#include "config.h"

#include "workspace/analysis.h"

#include <string.h>

#include "base/file.h"
#include "session.h"
#include "workspace/declared.h"
#include "workspace/live.h"

static const struct file_node no_tree = {.kind = FILE_NODE_BAD};

// The text alone. Its mistakes are found again with the program, which tells them.
static void read_text(struct analysis *analysis) {
    const struct text *text = &analysis->document->text;
    analysis->sources = sources_new(analysis->arena);
    const struct source *source =
        sources_add(analysis->sources, analysis->document->path, text_data(text), text->size);
    struct parse parse = {analysis->arena, intern_new(analysis->arena),
                          diagnostics_new(analysis->arena, analysis->sources)};
    analysis->tree = source != NULL ? parse_tokens(&parse, source, &analysis->tokens) : &no_tree;
}

// Files of settings and waivers are given with policies, which are not known here.
static void check_alone(struct analysis *analysis) {
    if (analysis->tree->kind == FILE_NODE_SETTINGS)
        program_add_settings(analysis->program, analysis->document->path);
    else
        program_add_waivers(analysis->program, analysis->document->path);
    program_check(analysis->program);
}

static void check_program(struct analysis *analysis) {
    const struct file_node *tree = analysis->tree;
    analysis->session->open = true;
    if (tree->kind == FILE_NODE_SETTINGS || tree->kind == FILE_NODE_WAIVERS) {
        check_alone(analysis);
    } else if (tree->test_count > 0) {
        analysis->tests = test_file_new(analysis->session, analysis->document->path);
    } else {
        session_add_file(analysis->session, analysis->document->path);
        session_check(analysis->session);
    }
}

static const struct source *find_source(const struct analysis *analysis) {
    const struct source *source;
    for (size_t i = 0; (source = sources_at(analysis->program->sources, i)) != NULL; i++)
        if (strcmp(source->name, analysis->document->path) == 0)
            return source;
    return NULL;
}

struct analysis *analysis_make(struct workfile *document, uint32_t probe) {
    struct arena *arena = arena_new();
    struct analysis *analysis = ARENA_NEW(arena, struct analysis);
    analysis->arena = arena;
    analysis->document = document;
    read_text(analysis);
    analysis->session = session_new(document->workspace->search_path);
    analysis->program = analysis->session->program;
    analysis->uses.arena = arena;
    analysis->uses.probe = probe;
    analysis->program->uses = &analysis->uses;
    analysis->program->shadow = &document->workspace->shadow;
    check_program(analysis);
    analysis->source = find_source(analysis);
    analysis->base = analysis->source != NULL ? analysis->source->base : 0;
    declared_add(analysis);
    index_make(&analysis->index, &analysis->uses);
    return analysis;
}

void analysis_free(struct analysis *analysis) {
    if (analysis == NULL)
        return;
    live_free(analysis->live);
    if (analysis->tests != NULL)
        test_file_free(analysis->tests);
    else
        session_free(analysis->session);
    arena_free(analysis->arena);
}

// "a/b.plim" -> "b.plim"
static const char *file_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

// Whether a file was looked for in vain.
static bool lacks_file(const struct analysis *analysis) {
    const struct diagnostic *one;
    for (size_t i = 0; (one = diagnostics_next(analysis->program->diagnostics, &i)) != NULL;)
        if (one->code == CODE_UNREADABLE_FILE || one->code == CODE_UNKNOWN_POLICY ||
            one->code == CODE_UNKNOWN_MODEL)
            return true;
    return false;
}

bool analysis_reads(const struct analysis *analysis, const char *path) {
    const struct source *source;
    const struct sources *sources = analysis->program->sources;
    for (size_t i = 0; (source = sources_at(sources, i)) != NULL; i++)
        if (strcmp(file_name(source->name), file_name(path)) == 0 && file_same(source->name, path))
            return true;
    return lacks_file(analysis);
}

const struct use *analysis_use_at(const struct analysis *analysis, uint32_t offset) {
    if (analysis->source == NULL)
        return NULL;
    return index_at(&analysis->index, analysis->base + offset);
}

const struct policy *analysis_policy(const struct analysis *analysis) {
    const struct program *program = analysis->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (program->policies[i]->source == analysis->source && analysis->source != NULL)
            return program->policies[i];
    return NULL;
}

const struct model *analysis_model(const struct analysis *analysis) {
    const struct model *model = analysis->program->model;
    return model != NULL && model->draft == NULL ? model : NULL;
}

const struct param *analysis_param(const struct analysis *analysis, uint32_t offset) {
    const struct program *program = analysis->program;
    for (uint32_t i = 0; i < program->policy_count; i++)
        for (uint32_t j = 0; j < program->policies[i]->param_count; j++)
            if (program->policies[i]->params[j].span.begin == offset)
                return &program->policies[i]->params[j];
    return NULL;
}
