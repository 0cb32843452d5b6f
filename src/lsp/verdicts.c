// Live verdicts in words: of a lens, a hover, and a diagnostic with the subjects that fail.
#include "config.h"

#include "lsp/verdicts.h"

#include <inttypes.h>

#include "lsp/uri.h"
#include "report/page.h"

// A subject with its message and values; code stands between two of `quote`.
static void add_subject(struct text *out, const struct failed_subject *failed, const char *quote) {
    const char *subject = failed->subject->text, *message = failed->message;
    text_addf(out, "%s%s%s", subject, subject[0] != '\0' && message != NULL ? ": " : "",
              message != NULL ? message : "");
    for (uint32_t i = 0; i < failed->value_count; i++)
        text_addf(out, "%s%s%s%s is %s", i == 0 ? " (" : ", ", quote, failed->values[i].text, quote,
                  failed->values[i].value);
    text_add(out, failed->value_count > 0 ? ")" : "");
}

static void add_failed(struct text *out, const struct failed_subject *failed) {
    text_add(out, "  - ");
    add_subject(out, failed, "`");
    text_add_char(out, '\n');
}

static void add_requirement(struct text *out, const struct rule_finding *finding,
                            const struct requirement_finding *requirement) {
    text_add(out, "- ");
    page_add_requirement(out, finding, requirement, false);
    text_add_char(out, '\n');
    for (uint32_t i = 0; i < requirement->failed_shown; i++)
        add_failed(out, &requirement->failed[i]);
    for (uint32_t i = 0; i < requirement->missing.count; i++)
        text_addf(out, "  - `%s`, %s\n", requirement->missing.facts[i].fact,
                  requirement->missing.facts[i].words);
}

void describe_verdict(struct text *out, const struct rule_finding *finding) {
    text_add(out, "\n**");
    text_add(out, verdict_text(finding->verdict));
    text_add(out, "**\n\n");
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        add_requirement(out, finding, &finding->requirements[i]);
    for (uint32_t i = 0; i < finding->missing.count; i++)
        text_addf(out, "- `%s`, %s\n", finding->missing.facts[i].fact,
                  finding->missing.facts[i].words);
}

// ---- diagnostics ----

// Subjects of a rule that an editor lists.
enum { SUBJECTS_TOLD = 10 };

struct telling {
    struct server *server;
    struct json *json;
    const struct live *live;
    uint32_t told;
};

// The line of a subject in the facts, from 0, by its last path: that of what it lies in, where its
// own is not known.
static uint32_t line_of(const struct telling *t, const struct found_subject *subject) {
    struct session_origin origin;
    if (subject->path_count == 0)
        return 0;
    struct fact_path path = subject->paths[subject->path_count - 1];
    for (; path.count > 0; path.count--)
        if (session_facts_origin(t->live->kept->facts, &path, &origin) && origin.line > 0)
            return (uint32_t)(origin.line - 1);
    return 0;
}

static void put_place(const struct telling *t, const struct found_subject *subject) {
    const struct position at = {line_of(t, subject), 0};
    json_begin(t->json, "location", '{');
    json_text(t->json, "uri", uri_of(t->server->arena, t->live->facts));
    json_begin(t->json, "range", '{');
    position_put(t->json, "start", at);
    position_put(t->json, "end", at);
    json_end(t->json, '}');
    json_end(t->json, '}');
}

static void put_failed(struct telling *t, const struct failed_subject *failed) {
    struct text text = {0}, clean = {0};
    if (t->told++ >= SUBJECTS_TOLD)
        return;
    add_subject(&text, failed, "");
    text_add_clean(&clean, text_data(&text));
    json_begin(t->json, NULL, '{');
    put_place(t, failed->subject);
    json_text(t->json, "message", text_data(&clean));
    json_end(t->json, '}');
    text_clear(&text);
    text_clear(&clean);
}

static void put_related(struct telling *t, const struct rule_finding *finding) {
    json_begin(t->json, "relatedInformation", '[');
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        for (uint32_t k = 0; k < finding->requirements[i].failed_shown; k++)
            put_failed(t, &finding->requirements[i].failed[k]);
    json_end(t->json, ']');
}

static void put_verdict(struct telling *t, const struct analysis *analysis, struct span span,
                        const struct rule_finding *finding) {
    enum { INFORMATION = 3 };
    struct text text = {0}, clean = {0};
    page_add_verdict(&text, finding);
    text_add_clean(&clean, text_data(&text));
    json_begin(t->json, NULL, '{');
    range_put(t->json, "range", analysis->sources, span, t->server->utf8);
    json_int(t->json, "severity", INFORMATION);
    json_text(t->json, "code", verdict_text(finding->verdict));
    json_text(t->json, "source", "plimsoll verdict");
    json_text(t->json, "message", text_data(&clean));
    put_related(t, finding);
    json_end(t->json, '}');
    text_clear(&text);
    text_clear(&clean);
}

void verdicts_put(struct server *server, struct workfile *document, struct json *json) {
    struct telling t = {server, json, server_live(server, document), 0};
    const struct analysis *analysis = document->analysis;
    for (uint32_t i = 0; t.live != NULL && i < analysis->tree->rule_count; i++) {
        const struct rule_finding *finding = live_rule(t.live, analysis, i);
        t.told = 0;
        if (finding != NULL && finding->verdict == VERDICT_FAIL)
            put_verdict(&t, analysis, analysis->tree->rules[i].name.span, finding);
    }
}
