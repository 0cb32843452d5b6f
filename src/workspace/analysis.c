// Checking a document: by itself for its tree, and as the first file of a program.
#include "config.h"

#include "workspace/analysis.h"

#include <string.h>

#include "base/file.h"
#include "lint/lint_text.h"
#include "session.h"
#include "workspace/declared.h"
#include "workspace/live.h"

static const struct file_node no_tree = {.kind = FILE_NODE_BAD};

static void begin(struct analysis *analysis) {
    const struct workspace *workspace = analysis->document->workspace;
    analysis->session = session_new(workspace->search_path);
    analysis->session->open = true;
    analysis->program = analysis->session->program;
    analysis->program->uses = &analysis->uses;
    analysis->program->shadow = &workspace->shadow;
    analysis->sources = analysis->program->sources;
}

// Files of settings and waivers are given with policies, which are not known here. They need not
// say what they are, which only their statements told: they are read again as what they are, and
// once more for the tree.
static void check_alone(struct analysis *analysis) {
    const char *path = analysis->document->path;
    bool settings = analysis->tree->kind == FILE_NODE_SETTINGS;
    session_free(analysis->session);
    begin(analysis);
    if (settings)
        program_add_settings(analysis->program, path);
    else
        program_add_waivers(analysis->program, path);
    program_check(analysis->program);
    struct parse parse = {analysis->arena, intern_new(analysis->arena),
                          diagnostics_new(analysis->arena, analysis->sources)};
    analysis->tokens = (struct tokens){0};
    analysis->tree = parse_tokens(&parse, sources_at(analysis->sources, 0), &analysis->tokens);
}

static void check_policy_file(struct analysis *analysis) {
    const char *path = analysis->document->path;
    program_add_tree(analysis->program, analysis->tree, path);
    if (analysis->tree->test_count > 0)
        analysis->tests = test_file_of(analysis->session, path);
    else
        session_check(analysis->session);
}

static void check(struct analysis *analysis) {
    const struct text *text = &analysis->document->text;
    const struct file_node *tree =
        program_read_text(analysis->program, analysis->document->path, text_data(text), text->size,
                          &analysis->tokens);
    if (tree != NULL)
        analysis->tree = tree;
    if (analysis->tree->kind == FILE_NODE_SETTINGS || analysis->tree->kind == FILE_NODE_WAIVERS)
        check_alone(analysis);
    else
        check_policy_file(analysis);
}

struct analysis *analysis_make(struct workfile *document, uint32_t probe) {
    struct arena *arena = arena_new();
    struct analysis *analysis = ARENA_NEW(arena, struct analysis);
    analysis->arena = arena;
    analysis->document = document;
    analysis->tree = &no_tree;
    analysis->uses = (struct uses){.arena = arena, .probe = probe};
    begin(analysis);
    check(analysis);
    analysis->source = sources_at(analysis->sources, 0);
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

static bool may_lint(const struct analysis *analysis) {
    bool policy = analysis->tree->kind == FILE_NODE_POLICY;
    return analysis->tree->sound && (!policy || analysis_policy(analysis) != NULL) &&
           diagnostics_count(analysis->program->diagnostics, DIAGNOSTIC_ERROR) == 0;
}

struct diagnostics *analysis_lint(struct analysis *analysis, int64_t now) {
    const struct lint_settings settings = {.now = now};
    if (!analysis->linted && may_lint(analysis))
        analysis->lint =
            lint_checked(analysis->arena, &settings, analysis->program, analysis->tree);
    analysis->linted = true;
    return analysis->lint;
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
    const struct sources *sources = analysis->sources;
    for (size_t i = 0; (source = sources_at(sources, i)) != NULL; i++)
        if (strcmp(file_name(source->name), file_name(path)) == 0 && file_same(source->name, path))
            return true;
    return lacks_file(analysis);
}

const struct use *analysis_use_at(const struct analysis *analysis, uint32_t offset) {
    return analysis->source != NULL ? index_at(&analysis->index, offset) : NULL;
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
