// Diagnostics of a document, as an editor shows them.
#include "config.h"

#include <string.h>

#include "lsp/server.h"
#include "lsp/verdicts.h"

static const int severities[DIAGNOSTIC_LEVELS] = {1, 2, 3};

struct publishing {
    struct server *server;
    const struct analysis *analysis;
    struct json *json;
};

static bool is_here(const struct analysis *analysis, const struct diagnostic *one) {
    return one->has_span && analysis->source != NULL &&
           sources_find(analysis->sources, one->span.begin) == analysis->source;
}

// What it is: the message and, below it, the cure; of another file, which one first.
static const char *message_of(const struct publishing *p, const struct diagnostic *one) {
    struct text text = {0};
    if (!is_here(p->analysis, one) && one->has_span)
        text_addf(&text, "%s: ", sources_find(p->analysis->sources, one->span.begin)->name);
    if (!one->has_span && one->file != NULL && strcmp(one->file, p->analysis->document->path) != 0)
        text_addf(&text, "%s: ", one->file);
    text_add(&text, one->message);
    if (one->cure != NULL)
        text_addf(&text, "\n%s", one->cure);
    const char *copy = text_copy(&text, p->server->arena);
    text_clear(&text);
    return copy;
}

static void put_related(const struct publishing *p, struct span span, const char *message) {
    json_begin(p->json, "relatedInformation", '[');
    json_begin(p->json, NULL, '{');
    location_put(p->server, p->json, "location", p->analysis->program, span);
    json_text(p->json, "message", message);
    json_end(p->json, '}');
    json_end(p->json, ']');
}

const char *diagnostic_name(const struct diagnostic *one) {
    return one->rule != NULL ? one->rule : code_name(one->code);
}

// What nothing uses is shown as such.
static void put_tags(struct json *json, const struct diagnostic *one) {
    enum { TAG_UNNECESSARY = 1 };
    if (one->rule == NULL || strncmp(one->rule, "unused-", 7) != 0)
        return;
    json_begin(json, "tags", '[');
    json_int(json, NULL, TAG_UNNECESSARY);
    json_end(json, ']');
}

// What lies in another file, or in none, stands at the beginning.
static void put_diagnostic(const struct publishing *p, const struct diagnostic *one) {
    struct json *json = p->json;
    bool here = is_here(p->analysis, one);
    json_begin(json, NULL, '{');
    if (here) {
        range_put(json, "range", p->analysis->sources, one->span, p->server->utf8);
    } else {
        json_begin(json, "range", '{');
        position_put(json, "start", (struct position){0, 0});
        position_put(json, "end", (struct position){0, 0});
        json_end(json, '}');
    }
    json_int(json, "severity", severities[one->level]);
    json_text(json, "code", diagnostic_name(one));
    json_text(json, "source", one->rule != NULL ? "plimsoll lint" : "plimsoll");
    put_tags(json, one);
    json_text(json, "message", message_of(p, one));
    if (here && one->has_also)
        put_related(p, one->also, "with this");
    else if (!here && one->has_span)
        put_related(p, one->span, one->message);
    json_end(json, '}');
}

static void put_all(const struct publishing *p, struct diagnostics *all) {
    const struct diagnostic *one;
    for (size_t i = 0; all != NULL && (one = diagnostics_next(all, &i)) != NULL;)
        put_diagnostic(p, one);
}

static void put_params(struct server *server, struct workfile *document, struct json *json) {
    const struct analysis *analysis = workfile_analysis(document);
    struct publishing p = {server, analysis, json};
    json_begin(json, NULL, '{');
    json_text(json, "uri", server_uri(server, document->path));
    json_begin(json, "diagnostics", '[');
    put_all(&p, analysis->program->diagnostics);
    put_all(&p, server_lint(server, document));
    verdicts_put(server, document, json);
    json_end(json, ']');
    json_end(json, '}');
}

static const char method[] = "textDocument/publishDiagnostics";

void publish(struct server *server, struct workfile *document) {
    struct text params = {0};
    struct json json = {.out = &params, .compact = true};
    put_params(server, document, &json);
    server_notify(server, method, &params);
    text_clear(&params);
}

void publish_none(struct server *server, const char *path) {
    struct text params = {0};
    struct json json = {.out = &params, .compact = true};
    json_begin(&json, NULL, '{');
    json_text(&json, "uri", server_uri(server, path));
    json_begin(&json, "diagnostics", '[');
    json_end(&json, ']');
    json_end(&json, '}');
    server_notify(server, method, &params);
    text_clear(&params);
}
