// The language server: messages in, answers out.
#include "config.h"

#include "lsp/server.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/time.h"
#include "lsp/frame.h"
#include "lsp/lsp.h"
#include "lsp/message_id.h"
#include "lsp/methods.h"
#include "lsp/params.h"
#include "lsp/uri.h"

// The numbers of JSON-RPC and of the protocol.
enum {
    PARSE_ERROR = -32700,
    INVALID_REQUEST = -32600,
    METHOD_NOT_FOUND = -32601,
    NOT_INITIALIZED = -32002,
    REQUEST_FAILED = -32803,
};

// ---- sending ----

static void send(struct server *server, const struct text *body) {
    if (!frame_write(server->out, body))
        server->left = true;
}

void server_notify(struct server *server, const char *method, const struct text *params) {
    struct text body = {0};
    struct json json = {.out = &body, .compact = true};
    json_begin(&json, NULL, '{');
    json_text(&json, "jsonrpc", "2.0");
    json_text(&json, "method", method);
    json_raw(&json, "params", text_data(params));
    json_end(&json, '}');
    send(server, &body);
    text_clear(&body);
}

static void put_id(const struct server *server, struct json *json, const cJSON *id) {
    if (cJSON_IsString(id))
        json_text(json, "id", id->valuestring);
    else
        json_raw(json, "id", cJSON_IsNumber(id) && server->id != NULL ? server->id : "null");
}

static void answer(struct server *server, const cJSON *id, const char *result) {
    struct text body = {0};
    struct json json = {.out = &body, .compact = true};
    json_begin(&json, NULL, '{');
    json_text(&json, "jsonrpc", "2.0");
    put_id(server, &json, id);
    json_raw(&json, "result", result);
    json_end(&json, '}');
    send(server, &body);
    text_clear(&body);
}

static void refuse(struct server *server, const cJSON *id, int code, const char *message) {
    struct text body = {0};
    struct json json = {.out = &body, .compact = true};
    json_begin(&json, NULL, '{');
    json_text(&json, "jsonrpc", "2.0");
    put_id(server, &json, id);
    json_begin(&json, "error", '{');
    json_int(&json, "code", code);
    json_text(&json, "message", message);
    json_end(&json, '}');
    json_end(&json, '}');
    send(server, &body);
    text_clear(&body);
}

// ---- what methods share ----

void server_refuse(struct server *server, const char *why) {
    server->refusal = why;
}

struct workfile *server_document(struct server *server, const cJSON *params) {
    const char *uri = param_text(params, "textDocument.uri");
    const char *path = uri != NULL ? uri_path(server->arena, uri) : NULL;
    return path != NULL ? workspace_find(&server->workspace, path) : NULL;
}

const char *server_uri(const struct server *server, const char *path) {
    const struct workfile *document = workspace_find(&server->workspace, path);
    return document != NULL && document->uri != NULL ? document->uri : uri_of(server->arena, path);
}

bool server_place(struct server *server, const cJSON *params, struct place_asked *place) {
    struct position position;
    struct workfile *document = server_document(server, params);
    if (document == NULL || !param_position(params, "position", &position))
        return false;
    place->document = document;
    place->analysis = workfile_analysis(document);
    place->offset = (uint32_t)position_offset(&document->text, position, server->utf8);
    return true;
}

int64_t server_now(const struct server *server) {
    return server->now_given ? server->now : clock_now();
}

struct diagnostics *server_lint(struct server *server, struct workfile *document) {
    workfile_analysis(document);
    return server->lint ? analysis_lint(document->analysis, server_now(server)) : NULL;
}

void location_put(struct server *server, struct json *json, const char *name,
                  const struct program *program, struct span span) {
    const struct source *source = sources_find(program->sources, span.begin);
    json_begin(json, name, '{');
    json_text(json, "uri", server_uri(server, source->name));
    range_put(json, "range", program->sources, span, server->utf8);
    json_end(json, '}');
}

// ---- the life of a server ----

static bool wants_utf8(const cJSON *params) {
    const cJSON *one, *list = param_at(params, "capabilities.general.positionEncodings");
    cJSON_ArrayForEach(one, list) if (cJSON_IsString(one) &&
                                      strcmp(one->valuestring, "utf-8") == 0) return true;
    return false;
}

// A file of facts, relative to the first folder that is open, the time that verdicts are for, and
// whether the linter is wanted, which it is unless that is said.
static void take_settings(struct server *server, const cJSON *settings) {
    const char *facts = param_text(settings, "facts"), *now = param_text(settings, "now");
    const char *path = facts == NULL || facts[0] == '/' || server->folders.count == 0
                           ? facts
                           : arena_printf(server->arena, "%s/%s", server->folders.paths[0], facts);
    server->lint = !cJSON_IsFalse(param_at(settings, "lint"));
    free(server->facts);
    server->facts = path != NULL ? strdup(path) : NULL;
    server->now_given = now != NULL && time_parse(now, strlen(now), false, &server->now);
}

void did_change_configuration(struct server *server, const cJSON *params, struct json *reply) {
    take_settings(server, param_at(params, "settings.plimsoll"));
    did_change_files(server, params, reply);
}

void did_change_folders(struct server *server, const cJSON *params, struct json *reply) {
    (void)reply;
    folders_change(&server->folders, params);
}

void initialize(struct server *server, const cJSON *params, struct json *reply) {
    server->initialized = true;
    server->utf8 = wants_utf8(params);
    folders_open(&server->folders, params);
    take_settings(server, param_at(params, "initializationOptions"));
    json_begin(reply, NULL, '{');
    capabilities_put(reply, server->utf8);
    json_begin(reply, "serverInfo", '{');
    json_text(reply, "name", "plimsoll");
    json_text(reply, "version", PACKAGE_VERSION);
    json_end(reply, '}');
    json_end(reply, '}');
}

void initialized(struct server *server, const cJSON *params, struct json *reply) {
    (void)server;
    (void)params;
    (void)reply;
}

void shut_down(struct server *server, const cJSON *params, struct json *reply) {
    (void)params;
    (void)reply;
    server->ended = true;
}

void leave(struct server *server, const cJSON *params, struct json *reply) {
    (void)params;
    (void)reply;
    server->left = true;
}

// ---- receiving ----

static void run_method(struct server *server, const struct method *method, const cJSON *message,
                       const cJSON *id) {
    struct text result = {0};
    struct json reply = {.out = &result, .compact = true};
    server->refusal = NULL;
    method->run(server, cJSON_GetObjectItemCaseSensitive(message, "params"), &reply);
    if (id != NULL && server->refusal != NULL)
        refuse(server, id, REQUEST_FAILED, server->refusal);
    else if (id != NULL)
        answer(server, id, result.size > 0 ? text_data(&result) : "null");
    text_clear(&result);
}

static bool may_run(const struct server *server, const struct method *method) {
    return server->initialized || method->run == initialize || method->run == leave;
}

static void take(struct server *server, const cJSON *message) {
    const cJSON *id = cJSON_GetObjectItemCaseSensitive(message, "id");
    const char *name = param_text(message, "method");
    const struct method *method = name != NULL ? method_find(name) : NULL;
    bool answered = cJSON_IsString(id) || cJSON_IsNumber(id) || cJSON_IsNull(id);
    if (name == NULL && answered)
        return; // an answer to what this server did not ask
    if (id != NULL && !answered)
        refuse(server, NULL, INVALID_REQUEST, "an id is a text or a number");
    else if (name == NULL)
        refuse(server, NULL, INVALID_REQUEST, "this is no request: it has no method");
    else if (method == NULL && answered)
        refuse(server, id, METHOD_NOT_FOUND, arena_printf(server->arena, "no method %s", name));
    else if (method != NULL && answered && !may_run(server, method))
        refuse(server, id, NOT_INITIALIZED, "initialize comes first");
    else if (method != NULL && answered && server->ended)
        refuse(server, id, INVALID_REQUEST, "the server was shut down");
    else if (method != NULL && method->answers == answered && may_run(server, method))
        run_method(server, method, message, answered ? id : NULL);
    else if (method != NULL && answered)
        refuse(server, id, INVALID_REQUEST,
               arena_printf(server->arena, "%s is a notification", name));
}

// cJSON ends a text at an escaped NUL, and what follows it would be lost: U+0001, which is no more
// a part of the language, is read in its place.
static void mend_nul(struct text *body) {
    char *at = body->data, *end = body->data + body->size;
    while (at != NULL && (at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
        if (end - at >= 6 && memcmp(at, "\\u0000", 6) == 0)
            at[5] = '1';
        at += end - at >= 2 ? 2 : 1;
    }
}

static void take_body(struct server *server, struct text *body) {
    mend_nul(body);
    cJSON *message = cJSON_ParseWithLengthOpts(text_data(body), body->size + 1, NULL, true);
    server->arena = arena_new();
    server->id = message != NULL ? message_id(server->arena, text_data(body), body->size) : NULL;
    if (message == NULL)
        refuse(server, NULL, PARSE_ERROR, "this is no JSON");
    else if (!cJSON_IsObject(message))
        refuse(server, NULL, INVALID_REQUEST, "this is no request: it is no object");
    else
        take(server, message);
    cJSON_Delete(message);
    arena_free(server->arena);
    workspace_forget(&server->workspace);
}

// Each edit frees what the last one took: pages that go to the system would come back one fault
// after the other, which costs a fifth of checking a large text.
static void keep_pages(void) {
#ifdef M_TRIM_THRESHOLD
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
#endif
}

int lsp_serve(FILE *in, FILE *out, const char *search_path) {
    struct server server = {.out = out};
    struct text body = {0};
    enum frame_result result = FRAME_READ;
    keep_pages();
    workspace_init(&server.workspace, search_path);
    while (!server.left && (result = frame_read(in, &body)) == FRAME_READ)
        take_body(&server, &body);
    if (result == FRAME_WRONG)
        refuse(&server, NULL, PARSE_ERROR, "no message of a language client: the header is wrong");
    text_clear(&body);
    workspace_clear(&server.workspace);
    folders_clear(&server.folders);
    free(server.facts);
    return server.ended ? 0 : 1;
}
