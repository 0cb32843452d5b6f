// Calls of defines: who calls one, and which ones a define or a rule calls.
#include "config.h"

#include <string.h>

#include "lsp/methods.h"
#include "lsp/names.h"
#include "lsp/params.h"
#include "lsp/symbols.h"
#include "lsp/uri.h"

static void put_item(struct server *server, struct json *json, const char *name,
                     const struct analysis *analysis, const struct symbol *symbol) {
    json_begin(json, name, '{');
    json_text(json, "name", symbol->name.text);
    json_int(json, "kind", symbol->kind);
    if (symbol->detail != NULL)
        json_text(json, "detail", symbol->detail);
    json_text(json, "uri", server_uri(server, analysis->document->path));
    range_put(json, "range", analysis->sources, symbol->whole, server->utf8);
    range_put(json, "selectionRange", analysis->sources, symbol->name.span, server->utf8);
    json_end(json, '}');
}

static void put_range(struct server *server, struct json *json, const struct analysis *analysis,
                      struct span span) {
    range_put(json, NULL, analysis->sources, span, server->utf8);
}

// ---- what is asked for ----

// What calls or is called: the text, and what of it.
struct caller {
    const struct analysis *analysis;
    const struct symbol *symbol;
};

static bool find_symbol(struct server *server, const struct declared *declared,
                        struct caller *found) {
    struct workfile *document = workspace_look(&server->workspace, declared->path);
    if (document == NULL)
        return false;
    found->analysis = workfile_analysis(document);
    struct symbols symbols = symbols_of(server->arena, found->analysis->tree);
    found->symbol = symbols_around(&symbols, declared->offset);
    return found->symbol != NULL && found->symbol->name.span.begin == declared->offset;
}

// The item that a client was given, and gives back.
static bool find_item(struct server *server, const cJSON *params, struct caller *found) {
    const char *uri = param_text(params, "item.uri");
    struct position position;
    struct declared declared = {uri != NULL ? uri_path(server->arena, uri) : NULL, 0};
    struct workfile *document =
        declared.path != NULL ? workspace_look(&server->workspace, declared.path) : NULL;
    if (document == NULL || !param_position(params, "item.selectionRange.start", &position))
        return false;
    declared.offset = (uint32_t)position_offset(&document->text, position, server->utf8);
    return find_symbol(server, &declared, found);
}

void prepare_calls(struct server *server, const cJSON *params, struct json *reply) {
    struct place_asked place;
    struct caller found;
    if (!server_place(server, params, &place))
        return;
    const struct use *use = analysis_use_at(place.analysis, place.offset);
    if (use == NULL || (use->kind != USE_DEFINE && use->kind != USE_RULE))
        return;
    struct declared declared = declared_at(place.analysis, use);
    if (!find_symbol(server, &declared, &found))
        return;
    json_begin(reply, NULL, '[');
    put_item(server, reply, NULL, found.analysis, found.symbol);
    json_end(reply, ']');
}

// ---- who calls ----

struct incoming {
    struct server *server;
    struct json *reply;
    struct declared declared;
    struct symbols symbols; // of the text in hand
    struct caller last;     // whose list is open
};

static void end_caller(struct incoming *incoming) {
    if (incoming->last.symbol == NULL)
        return;
    json_end(incoming->reply, ']');
    json_end(incoming->reply, '}');
    incoming->last.symbol = NULL;
}

// Uses come in order of place, and so one caller after the other.
static void take_call(void *state, const struct analysis *analysis, struct span span) {
    struct incoming *incoming = state;
    if (is_declaration(&incoming->declared, analysis, span))
        return;
    if (analysis != incoming->last.analysis) {
        end_caller(incoming);
        incoming->symbols = symbols_of(incoming->server->arena, analysis->tree);
        incoming->last.analysis = analysis;
    }
    const struct symbol *symbol = symbols_around(&incoming->symbols, span.begin);
    if (symbol == NULL)
        return;
    if (symbol != incoming->last.symbol) {
        end_caller(incoming);
        json_begin(incoming->reply, NULL, '{');
        put_item(incoming->server, incoming->reply, "from", analysis, symbol);
        json_begin(incoming->reply, "fromRanges", '[');
        incoming->last.symbol = symbol;
    }
    put_range(incoming->server, incoming->reply, analysis, span);
}

void incoming_calls(struct server *server, const cJSON *params, struct json *reply) {
    struct caller asked;
    if (!find_item(server, params, &asked))
        return;
    struct incoming incoming = {
        .server = server,
        .reply = reply,
        .declared = {asked.analysis->document->path, asked.symbol->name.span.begin}};
    json_begin(reply, NULL, '[');
    each_use_everywhere(server, &incoming.declared, take_call, &incoming);
    end_caller(&incoming);
    json_end(reply, ']');
}

// ---- what is called ----

static bool is_call(const struct caller *caller, const struct use *use) {
    return use->kind == USE_DEFINE && use->span.begin != caller->symbol->name.span.begin;
}

// Whether an earlier use from `begin` on is one of the same define.
static bool was_called(const struct caller *caller, uint32_t begin, uint32_t at) {
    const struct use *items = caller->analysis->index.items;
    for (uint32_t i = begin; i < at; i++)
        if (is_call(caller, &items[i]) && items[i].declaration.begin == items[at].declaration.begin)
            return true;
    return false;
}

static void put_called(struct server *server, struct json *reply, const struct caller *caller,
                       uint32_t at, uint32_t end) {
    const struct use *items = caller->analysis->index.items;
    struct declared declared = declared_at(caller->analysis, &items[at]);
    struct caller found;
    if (!find_symbol(server, &declared, &found))
        return;
    json_begin(reply, NULL, '{');
    put_item(server, reply, "to", found.analysis, found.symbol);
    json_begin(reply, "fromRanges", '[');
    for (uint32_t i = at; i < end; i++)
        if (is_call(caller, &items[i]) && items[i].declaration.begin == items[at].declaration.begin)
            put_range(server, reply, caller->analysis, items[i].span);
    json_end(reply, ']');
    json_end(reply, '}');
}

void outgoing_calls(struct server *server, const cJSON *params, struct json *reply) {
    struct caller asked;
    uint32_t begin;
    if (!find_item(server, params, &asked))
        return;
    uint32_t end = index_within(&asked.analysis->index, asked.symbol->whole, &begin);
    json_begin(reply, NULL, '[');
    for (uint32_t i = begin; i < end; i++)
        if (is_call(&asked, &asked.analysis->index.items[i]) && !was_called(&asked, begin, i))
            put_called(server, reply, &asked, i, end);
    json_end(reply, ']');
}
