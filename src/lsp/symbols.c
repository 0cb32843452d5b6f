// Symbols: what a text declares, and finding it in all files.
#include "config.h"

#include "lsp/symbols.h"

#include <string.h>

#include "lsp/methods.h"
#include "lsp/params.h"

static void add(struct symbols *symbols, struct name name, enum symbol_kind kind,
                const char *detail, struct span whole) {
    struct symbol symbol = {name, detail, kind, span_join(whole, name.span)};
    if (name.text != NULL && name.text[0] != '\0')
        ARENA_PUSH(symbols->arena, symbols->items, symbols->count, symbols->room) = symbol;
}

// The statement that a name lies in: statements are in order of place.
static struct span statement_of(const struct statements *order, struct span name) {
    uint32_t low = 0, high = order->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (order->list[middle].span.end < name.end)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < order->count && order->list[low].span.begin <= name.begin;
    return found ? order->list[low].span : name;
}

static void add_tests(struct symbols *symbols, const struct file_node *tree) {
    for (uint32_t i = 0; i < tree->test_count; i++) {
        const struct test_node *test = &tree->tests[i];
        add(symbols, (struct name){test->name, test->name_span}, SYMBOL_EVENT, "test", test->span);
    }
}

struct symbols symbols_of(struct arena *arena, const struct file_node *tree) {
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

const struct symbol *symbols_around(const struct symbols *symbols, uint32_t offset) {
    for (size_t i = 0; i < symbols->count; i++)
        if (symbols->items[i].whole.begin <= offset && offset < symbols->items[i].whole.end)
            return &symbols->items[i];
    return NULL;
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
    struct symbols symbols = symbols_of(server->arena, tree);
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
    struct symbols symbols = symbols_of(server->arena, analysis->tree);
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
