// What follows from the tree of a text: its folds, links, and what stretches lie around a place.
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/parser.h"
#include "grammar/tree_walk.h"
#include "lsp/methods.h"
#include "lsp/params.h"

// ---- folds ----

static void put_fold(struct json *reply, const struct sources *sources, struct span span,
                     const char *kind) {
    uint32_t begin = sources_place(sources, span.begin).line;
    uint32_t end = sources_place(sources, span.end).line;
    if (end <= begin)
        return;
    json_begin(reply, NULL, '{');
    json_int(reply, "startLine", begin - 1);
    json_int(reply, "endLine", end - 1);
    if (kind != NULL)
        json_text(reply, "kind", kind);
    json_end(reply, '}');
}

// Comments on lines that follow each other are one.
static void fold_comments(struct json *reply, const struct sources *sources,
                          const struct file_node *tree) {
    struct span run = {0, 0};
    for (uint32_t i = 0; i < tree->remark_count; i++) {
        const struct remark_node *remark = &tree->remarks[i];
        bool goes_on = remark->kind == REMARK_COMMENT && run.end > 0 &&
                       sources_place(sources, remark->span.begin).line ==
                           sources_place(sources, run.end).line + 1;
        if (goes_on) {
            run.end = remark->span.end;
            continue;
        }
        if (run.end > 0)
            put_fold(reply, sources, run, "comment");
        run = remark->kind == REMARK_COMMENT ? remark->span : (struct span){0, 0};
    }
    if (run.end > 0)
        put_fold(reply, sources, run, "comment");
}

void folding_ranges(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    if (document == NULL)
        return;
    const struct analysis *analysis = workfile_analysis(document);
    const struct file_node *tree = analysis->tree;
    json_begin(reply, NULL, '[');
    for (uint32_t i = 0; i < tree->order.count; i++)
        put_fold(reply, analysis->sources, tree->order.list[i].span, NULL);
    for (uint32_t i = 0; i < tree->test_count; i++)
        for (uint32_t j = 0; j < tree->tests[i].case_count; j++)
            put_fold(reply, analysis->sources, tree->tests[i].cases[j].span, NULL);
    fold_comments(reply, analysis->sources, tree);
    json_end(reply, ']');
}

// ---- links ----

static void put_link(struct server *server, struct json *reply, const struct analysis *analysis,
                     struct span span, const char *target) {
    json_begin(reply, NULL, '{');
    range_put(reply, "range", analysis->sources, span, server->utf8);
    json_text(reply, "target", target);
    json_end(reply, '}');
}

static bool is_address(const char *text, size_t size) {
    return (size > 8 && strncmp(text, "https://", 8) == 0) ||
           (size > 7 && strncmp(text, "http://", 7) == 0);
}

// What is used and imported, by what it was found to be; addresses in texts, such as those of see.
static void put_links(struct server *server, struct json *reply, const struct analysis *analysis) {
    const char *text = text_data(&analysis->document->text);
    for (uint32_t i = 0; i < analysis->tokens.count; i++) {
        struct span span = analysis->tokens.items[i].span;
        const struct use *use = analysis_use_at(analysis, span.begin);
        bool file = use != NULL && (use->kind == USE_POLICY || use->kind == USE_MODEL) &&
                    use->span.begin == span.begin;
        if (file && use->declaration.begin != use->span.begin)
            put_link(
                server, reply, analysis, span,
                server_uri(server, sources_find(analysis->sources, use->declaration.begin)->name));
        else if (!file && span.end - span.begin > 2 && text[span.begin] == '"' &&
                 is_address(text + span.begin + 1, span.end - span.begin - 2))
            put_link(server, reply, analysis, (struct span){span.begin + 1, span.end - 1},
                     arena_copy(server->arena, text + span.begin + 1, span.end - span.begin - 2));
    }
}

void document_links(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    if (document == NULL)
        return;
    json_begin(reply, NULL, '[');
    put_links(server, reply, workfile_analysis(document));
    json_end(reply, ']');
}

// ---- selections ----

// Stretches that a place lies in, begins or ends.
struct around {
    struct arena *arena;
    uint32_t offset;
    struct span *items;
    size_t count, room;
};

static void take_span(struct around *around, struct span span) {
    if (span.begin <= around->offset && around->offset <= span.end && span.begin < span.end)
        ARENA_PUSH(around->arena, around->items, around->count, around->room) = span;
}

static void take_node(void *state, const struct node *node) {
    take_span(state, node->span);
}

static void take_statements(struct around *around, const struct statements *order) {
    for (uint32_t i = 0; i < order->count; i++)
        take_span(around, order->list[i].span);
}

static void take_steps(struct around *around, const struct steps *steps) {
    for (uint32_t i = 0; i < steps->count; i++)
        take_span(around, steps->items[i].span);
}

static void take_tests(struct around *around, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->test_count; i++) {
        take_steps(around, &tree->tests[i].steps);
        for (uint32_t j = 0; j < tree->tests[i].case_count; j++) {
            take_span(around, tree->tests[i].cases[j].span);
            take_steps(around, &tree->tests[i].cases[j].steps);
        }
    }
}

// A text is one with its quotes, and one without.
static void take_tokens(struct around *around, const struct tokens *tokens) {
    for (uint32_t i = 0; i < tokens->count; i++) {
        struct span span = tokens->items[i].span;
        take_span(around, span);
        if (tokens->items[i].kind == TOKEN_STRING && span.end - span.begin > 2)
            take_span(around, (struct span){span.begin + 1, span.end - 1});
    }
}

static void take_all(struct around *around, const struct analysis *analysis) {
    const struct file_node *tree = analysis->tree;
    take_span(around, (struct span){0, (uint32_t)analysis->document->text.size});
    take_statements(around, &tree->order);
    for (uint32_t i = 0; i < tree->rule_count; i++)
        take_statements(around, &tree->rules[i].order);
    for (uint32_t i = 0; i < tree->record_count; i++)
        take_statements(around, &tree->records[i].order);
    take_tests(around, tree);
    tree_each_root(tree, take_node, around);
    tree_each_of_tests(tree, take_node, around);
    take_tokens(around, &analysis->tokens);
}

static int compare_sizes(const void *left, const void *right) {
    const struct span *a = left, *b = right;
    uint32_t first = a->end - a->begin, second = b->end - b->begin;
    return first != second ? (first < second ? -1 : 1)
                           : (a->begin > b->begin) - (a->begin < b->begin);
}

// From the inside outwards, each the parent of the one before: one that does not hold that is left
// out, as is the same again.
static void put_selection(struct server *server, struct json *reply,
                          const struct analysis *analysis, const struct around *around) {
    struct span last = {around->offset, around->offset};
    uint32_t depth = 0;
    for (size_t i = 0; i < around->count; i++) {
        struct span span = around->items[i];
        bool holds = span.begin <= last.begin && last.end <= span.end;
        if (!holds || span.end - span.begin == last.end - last.begin)
            continue;
        json_begin(reply, depth++ > 0 ? "parent" : NULL, '{');
        range_put(reply, "range", analysis->sources, span, server->utf8);
        last = span;
    }
    for (; depth > 0; depth--)
        json_end(reply, '}');
}

static void select_at(struct server *server, struct json *reply, struct workfile *document,
                      struct position position) {
    const struct analysis *analysis = workfile_analysis(document);
    struct around around = {.arena = server->arena};
    around.offset = (uint32_t)position_offset(&document->text, position, server->utf8);
    if (analysis->source != NULL)
        take_all(&around, analysis);
    if (around.count == 0) {
        json_begin(reply, NULL, '{');
        json_begin(reply, "range", '{');
        position_put(reply, "start", position);
        position_put(reply, "end", position);
        json_end(reply, '}');
        json_end(reply, '}');
        return;
    }
    qsort(around.items, around.count, sizeof *around.items, compare_sizes);
    put_selection(server, reply, analysis, &around);
}

// One answer for each position.
void selection_ranges(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    struct position position;
    const cJSON *one;
    if (document == NULL)
        return;
    json_begin(reply, NULL, '[');
    cJSON_ArrayForEach(one, param_at(params, "positions")) if (param_position(one, "", &position))
        select_at(server, reply, document, position);
    json_end(reply, ']');
}
