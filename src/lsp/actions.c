// Quick fixes: the edits that diagnostics offer, those of the linter too.
#include "config.h"

#include "lsp/methods.h"
#include "lsp/params.h"

struct fixing {
    struct server *server;
    const struct analysis *analysis;
    struct json *reply;
};

// All of them lie in this text.
static bool is_own(const struct fixing *f, const struct diagnostic *one) {
    const struct sources *sources = f->analysis->sources;
    for (uint32_t i = 0; i < one->fix_count; i++)
        if (sources_find(sources, one->fixes[i].span.begin) != f->analysis->source)
            return false;
    return one->fix_count > 0 && one->has_span && f->analysis->source != NULL;
}

static void put_edits(const struct fixing *f, const struct diagnostic *one) {
    json_begin(f->reply, "edit", '{');
    json_begin(f->reply, "changes", '{');
    json_begin(f->reply, server_uri(f->server, f->analysis->document->path), '[');
    for (uint32_t i = 0; i < one->fix_count; i++)
        text_edit_put(f->reply, f->analysis->sources, one->fixes[i].span, one->fixes[i].text,
                      f->server->utf8);
    json_end(f->reply, ']');
    json_end(f->reply, '}');
    json_end(f->reply, '}');
}

static void put_action(const struct fixing *f, const struct diagnostic *one) {
    json_begin(f->reply, NULL, '{');
    json_text(f->reply, "title", one->cure != NULL ? one->cure : one->message);
    json_text(f->reply, "kind", "quickfix");
    json_begin(f->reply, "diagnostics", '[');
    json_begin(f->reply, NULL, '{');
    range_put(f->reply, "range", f->analysis->sources, one->span, f->server->utf8);
    json_text(f->reply, "code", diagnostic_name(one));
    json_text(f->reply, "message", one->message);
    json_end(f->reply, '}');
    json_end(f->reply, ']');
    put_edits(f, one);
    json_end(f->reply, '}');
}

static void put_actions(const struct fixing *f, struct diagnostics *all, struct span range) {
    const struct diagnostic *one;
    for (size_t i = 0; all != NULL && (one = diagnostics_next(all, &i)) != NULL;)
        if (is_own(f, one) && one->span.begin <= range.end && one->span.end >= range.begin)
            put_action(f, one);
}

void code_actions(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    struct span range;
    if (document == NULL || !param_range(server, params, "range", &document->text, &range))
        return;
    struct fixing f = {server, workfile_analysis(document), reply};
    json_begin(reply, NULL, '[');
    put_actions(&f, f.analysis->program->diagnostics, range);
    put_actions(&f, server_lint(server, document), range);
    json_end(reply, ']');
}
