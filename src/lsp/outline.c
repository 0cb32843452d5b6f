// What follows from the tree of a text: its layout, symbols, folds and links.
#include "config.h"

#include <string.h>

#include "format/format.h"
#include "lsp/methods.h"
#include "lsp/params.h"

// The kinds of symbols of the protocol.
enum {
    SYMBOL_CLASS = 5,
    SYMBOL_FIELD = 8,
    SYMBOL_FUNCTION = 12,
    SYMBOL_VARIABLE = 13,
    SYMBOL_CONSTANT = 14,
    SYMBOL_STRUCT = 23,
    SYMBOL_EVENT = 24,
};

// ---- layout ----

// A text with mistakes of syntax, or that is laid out, is left as it is.
void formatting(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    struct text out = {0};
    if (document == NULL)
        return;
    const struct text *text = &document->text;
    const struct analysis *analysis = workfile_analysis(document);
    if (sources_at(analysis->sources, 0) != NULL &&
        format_text(document->path, text_data(text), text->size, &out) == FORMAT_DONE &&
        strcmp(text_data(&out), text_data(text)) != 0) {
        const struct span whole = {0, (uint32_t)text->size};
        json_begin(reply, NULL, '[');
        text_edit_put(reply, analysis->sources, whole, text_data(&out), server->utf8);
        json_end(reply, ']');
    }
    text_clear(&out);
}

// ---- symbols ----

// One thing that a text declares.
struct symbol {
    struct name name;
    const char *detail;
    int kind;
    struct span whole;
};

struct symbols {
    struct arena *arena;
    struct symbol *items;
    size_t count, room;
};

static void add(struct symbols *symbols, struct name name, int kind, const char *detail,
                struct span whole) {
    struct symbol symbol = {name, detail, kind, span_join(whole, name.span)};
    if (name.text != NULL && name.text[0] != '\0')
        ARENA_PUSH(symbols->arena, symbols->items, symbols->count, symbols->room) = symbol;
}

// The statement that a name lies in.
static struct span statement_of(const struct statements *order, struct span name) {
    for (uint32_t i = 0; i < order->count; i++)
        if (order->list[i].span.begin <= name.begin && name.end <= order->list[i].span.end)
            return order->list[i].span;
    return name;
}

static void add_tests(struct symbols *symbols, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->test_count; i++) {
        const struct test_node *test = &tree->tests[i];
        add(symbols, (struct name){test->name, test->name_span}, SYMBOL_EVENT, "test", test->span);
    }
}

static struct symbols gather(struct arena *arena, const struct file_node *tree) {
    struct symbols symbols = {.arena = arena};
    const struct statements *order = &tree->order;
    for (uint32_t i = 0; i < tree->param_count; i++)
        add(&symbols, tree->params[i].name, SYMBOL_CONSTANT, "param",
            statement_of(order, tree->params[i].name.span));
    for (uint32_t i = 0; i < tree->define_count; i++)
        add(&symbols, tree->defines[i].name, SYMBOL_FUNCTION, "define",
            statement_of(order, tree->defines[i].name.span));
    for (uint32_t i = 0; i < tree->rule_count; i++)
        add(&symbols, tree->rules[i].name, SYMBOL_CLASS, tree->rules[i].title, tree->rules[i].span);
    for (uint32_t i = 0; i < tree->record_count; i++)
        add(&symbols, tree->records[i].name, SYMBOL_STRUCT,
            tree->records[i].extends ? "extend record" : "record",
            statement_of(order, tree->records[i].name.span));
    for (uint32_t i = 0; i < tree->root_count; i++)
        add(&symbols, tree->roots[i].name, SYMBOL_VARIABLE, "root",
            statement_of(order, tree->roots[i].name.span));
    add_tests(&symbols, tree);
    return symbols;
}

static void put_symbol(struct server *server, struct json *reply, const struct analysis *analysis,
                       const struct symbol *symbol) {
    json_text(reply, "name", symbol->name.text);
    if (symbol->detail != NULL)
        json_text(reply, "detail", symbol->detail);
    json_int(reply, "kind", symbol->kind);
    range_put(reply, "range", analysis->sources, symbol->whole, server->utf8);
    range_put(reply, "selectionRange", analysis->sources, symbol->name.span, server->utf8);
}

static void put_fields(struct server *server, struct json *reply, const struct analysis *analysis,
                       const struct record_node *record) {
    json_begin(reply, "children", '[');
    for (uint32_t i = 0; i < record->field_count; i++) {
        const struct field_node *field = &record->fields[i];
        struct symbol symbol = {field->name, field->description, SYMBOL_FIELD,
                                statement_of(&record->order, field->name.span)};
        symbol.whole = span_join(symbol.whole, field->name.span);
        json_begin(reply, NULL, '{');
        put_symbol(server, reply, analysis, &symbol);
        json_end(reply, '}');
    }
    json_end(reply, ']');
}

void document_symbols(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    if (document == NULL)
        return;
    const struct analysis *analysis = workfile_analysis(document);
    const struct file_node *tree = analysis->tree;
    struct symbols symbols = gather(server->arena, tree);
    json_begin(reply, NULL, '[');
    for (size_t i = 0; i < symbols.count; i++) {
        const struct symbol *symbol = &symbols.items[i];
        json_begin(reply, NULL, '{');
        put_symbol(server, reply, analysis, symbol);
        for (uint32_t r = 0; symbol->kind == SYMBOL_STRUCT && r < tree->record_count; r++)
            if (tree->records[r].name.span.begin == symbol->name.span.begin)
                put_fields(server, reply, analysis, &tree->records[r]);
        json_end(reply, '}');
    }
    json_end(reply, ']');
}

static void put_found(struct server *server, struct json *reply, const struct analysis *analysis,
                      const char *query) {
    struct symbols symbols = gather(server->arena, analysis->tree);
    for (size_t i = 0; i < symbols.count; i++) {
        const struct symbol *symbol = &symbols.items[i];
        if (strstr(symbol->name.text, query) == NULL)
            continue;
        json_begin(reply, NULL, '{');
        json_text(reply, "name", symbol->name.text);
        json_int(reply, "kind", symbol->kind);
        if (analysis->tree->name.text != NULL)
            json_text(reply, "containerName", analysis->tree->name.text);
        json_begin(reply, "location", '{');
        json_text(reply, "uri", server_uri(server, analysis->document->path));
        range_put(reply, "range", analysis->sources, symbol->name.span, server->utf8);
        json_end(reply, '}');
        json_end(reply, '}');
    }
}

void workspace_symbols(struct server *server, const cJSON *params, struct json *reply) {
    const char *query = param_text(params, "query");
    server_look(server);
    json_begin(reply, NULL, '[');
    for (size_t i = 0; query != NULL && i < server->workspace.count; i++)
        put_found(server, reply, workfile_analysis(server->workspace.documents[i]), query);
    json_end(reply, ']');
}

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
