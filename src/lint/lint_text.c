// From a text to what the rules find in it, and to the text with that cured.
#include "lint/lint_text.h"

#include <string.h>

#include "base/file.h"
#include "grammar/tree_test.h"

// ---- tests ----

static void take_steps(struct arena *arena, struct lint_tests *tests, const struct steps *steps) {
    for (uint32_t i = 0; i < steps->count; i++) {
        const struct step_node *step = &steps->items[i];
        const char *rule = step->expect.rule.name.text;
        if (step->kind == STEP_EXPECT && rule != NULL)
            ARENA_PUSH(arena, tests->rules, tests->count, tests->room) = rule;
    }
}

static void take_tests(struct arena *arena, struct lint_tests *tests,
                       const struct file_node *tree) {
    tests->found = tests->found || tree->test_count > 0;
    for (uint32_t i = 0; i < tree->test_count; i++) {
        take_steps(arena, tests, &tree->tests[i].steps);
        for (uint32_t j = 0; j < tree->tests[i].case_count; j++)
            take_steps(arena, tests, &tree->tests[i].cases[j].steps);
    }
}

static bool read_text(const struct program *program, const char *path, struct text *text) {
    const struct shadow *shadow = program->shadow;
    return (shadow != NULL && shadow->read(shadow, path, text)) ||
           (!file_is_stream(path) && file_read(path, SOURCE_FILE_LIMIT, text) == 0);
}

// The tree of a file; mistakes in it are for whoever runs the tests.
static const struct file_node *read_tree(struct arena *arena, const struct program *program,
                                         const char *path) {
    struct text text = {0};
    struct sources *sources = sources_new(arena);
    const struct source *source = NULL;
    if (read_text(program, path, &text))
        source = sources_add(sources, path, text_data(&text), text.size);
    text_clear(&text);
    struct parse parse = {arena, intern_new(arena), diagnostics_new(arena, sources)};
    return source != NULL ? parse_file(&parse, source) : NULL;
}

// NAME_test.plim beside NAME.plim.
static void find_tests(struct arena *arena, struct lint_tests *tests, const struct program *program,
                       const char *path) {
    static const char end[] = ".plim";
    size_t size = strlen(path), length = sizeof end - 1;
    if (size <= length || strcmp(path + size - length, end) != 0)
        return;
    const struct file_node *tree = read_tree(
        arena, program, arena_printf(arena, "%.*s_test.plim", (int)(size - length), path));
    if (tree != NULL)
        take_tests(arena, tests, tree);
}

// ---- the text ----

static bool is_of_program(const struct file_node *tree) {
    return tree->kind == FILE_NODE_POLICY || tree->kind == FILE_NODE_FACTS;
}

static bool has_errors(const struct diagnostics *all) {
    return diagnostics_count(all, DIAGNOSTIC_ERROR) > 0;
}

// A policy or a fact model with what it uses. False after a mistake.
static bool check_program(struct program *program, const struct file_node *tree) {
    program_add_tree(program, tree, NULL);
    return program_check(program) && !has_errors(program->diagnostics);
}

struct diagnostics *lint_checked(struct arena *arena, const struct lint_settings *settings,
                                 const struct program *program, const struct file_node *tree) {
    struct lint_file file = {.sources = program->sources, .tree = tree, .now = settings->now};
    struct lint_tests tests = {0};
    struct diagnostics *found = diagnostics_new(arena, program->sources);
    if (tree->kind == FILE_NODE_POLICY) {
        file.program = program;
        file.policy = program->first;
        file.tree = file.policy->tree;
        find_tests(arena, &tests, program, tree->source->name);
        take_tests(arena, &tests, file.tree);
        file.tests = &tests;
    }
    lint_file(&file, settings->wanted, settings->wanted_state, found);
    return found;
}

void lint_text(struct lint_text *out, const struct lint_settings *settings, const char *path,
               const char *text, size_t size) {
    struct program *program = program_new(settings->search_path);
    const struct file_node *tree = program_read_text(program, path, text, size, NULL);
    *out = (struct lint_text){.program = program, .arena = arena_new()};
    if (has_errors(program->diagnostics) || (is_of_program(tree) && !check_program(program, tree)))
        return;
    out->source = tree->source;
    out->sound = true;
    out->found = lint_checked(out->arena, settings, program, tree);
}

void lint_text_clear(struct lint_text *lint) {
    program_free(lint->program);
    arena_free(lint->arena);
}

// ---- edits ----

struct edits {
    struct fix *items; // in order of place, none of which overlap
    uint32_t count;
    size_t room;
};

static bool overlaps(const struct edits *edits, const struct fix *fix) {
    for (uint32_t i = 0; i < edits->count; i++) {
        const struct span other = edits->items[i].span;
        bool apart = fix->span.end < other.begin || other.end < fix->span.begin;
        if (!apart)
            return true;
    }
    return false;
}

static bool are_free(const struct edits *edits, const struct diagnostic *one) {
    for (uint32_t i = 0; i < one->fix_count; i++)
        if (overlaps(edits, &one->fixes[i]))
            return false;
    return one->fix_count > 0;
}

static void add_edit(struct arena *arena, struct edits *edits, struct fix fix) {
    ARENA_PUSH(arena, edits->items, edits->count, edits->room) = fix;
    struct fix *at = &edits->items[edits->count - 1];
    for (; at > edits->items && at[-1].span.begin > fix.span.begin; at--)
        *at = at[-1];
    *at = fix;
}

size_t lint_text_fix(struct lint_text *lint, struct text *out) {
    struct edits edits = {0};
    size_t cured = 0, index = 0;
    for (const struct diagnostic *one; (one = diagnostics_next(lint->found, &index)) != NULL;) {
        if (!are_free(&edits, one))
            continue;
        for (uint32_t i = 0; i < one->fix_count; i++)
            add_edit(lint->arena, &edits, one->fixes[i]);
        cured++;
    }
    const struct source *source = lint->source;
    uint32_t at = 0;
    for (uint32_t i = 0; i < edits.count; i++) {
        const struct fix *edit = &edits.items[i];
        text_add_bytes(out, source->text + at, edit->span.begin - source->base - at);
        text_add(out, edit->text);
        at = edit->span.end - source->base;
    }
    text_add_bytes(out, source->text + at, source->size - at);
    return cured;
}
