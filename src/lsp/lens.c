// Live verdicts as an editor shows them: a lens above each rule, and the evidence in its hover.
#include "config.h"

#include <inttypes.h>

#include "finding/verdict.h"
#include "lsp/methods.h"
#include "report/page.h"

const struct live *server_live(struct server *server, struct workfile *document) {
    workfile_analysis(document);
    struct analysis *analysis = document->analysis;
    if (!analysis->live_made)
        analysis->live = live_make(analysis, server->facts, server_now(server));
    analysis->live_made = true;
    return analysis->live;
}

// ---- words ----

// "fail: 5 short   8 >= 13"
static void add_verdict(struct text *out, const struct rule_finding *finding) {
    const struct requirement_finding *foremost = page_foremost(finding);
    const struct missing_fact *missing =
        finding->verdict == VERDICT_UNKNOWN ? report_first_missing(finding) : NULL;
    struct text lead = {0};
    text_add(out, verdict_text(finding->verdict));
    if (missing != NULL) {
        text_addf(out, ": %s, %s", missing->fact, missing->words);
    } else if (finding->verdict == VERDICT_SKIP && finding->skipped != NULL) {
        text_addf(out, ": %s", finding->skipped);
    } else if (foremost != NULL) {
        page_add_lead(&lead, finding, foremost);
        text_addf(out, ": %s%s", text_data(&lead), lead.size > 0 ? "   " : "");
        page_add_rest(out, finding, foremost, false);
    }
    text_clear(&lead);
}

static void add_failed(struct text *out, const struct failed_subject *failed) {
    const char *subject = failed->subject->text, *message = failed->message;
    text_addf(out, "  - %s%s%s", subject, subject[0] != '\0' && message != NULL ? ": " : "",
              message != NULL ? message : "");
    for (uint32_t i = 0; i < failed->value_count; i++)
        text_addf(out, "%s`%s` is %s", i == 0 ? " (" : ", ", failed->values[i].text,
                  failed->values[i].value);
    text_add(out, failed->value_count > 0 ? ")\n" : "\n");
}

static void add_requirement(struct text *out, const struct rule_finding *finding,
                            const struct requirement_finding *requirement) {
    text_add(out, "- ");
    page_add_requirement(out, finding, requirement, false);
    text_add_char(out, '\n');
    for (uint32_t i = 0; i < requirement->failed_shown; i++)
        add_failed(out, &requirement->failed[i]);
    for (uint32_t i = 0; i < requirement->missing_count; i++)
        text_addf(out, "  - `%s`, %s\n", requirement->missing[i].fact,
                  requirement->missing[i].words);
}

void describe_verdict(struct text *out, const struct rule_finding *finding) {
    text_add(out, "\n**");
    text_add(out, verdict_text(finding->verdict));
    text_add(out, "**\n\n");
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        add_requirement(out, finding, &finding->requirements[i]);
    for (uint32_t i = 0; i < finding->missing_count; i++)
        text_addf(out, "- `%s`, %s\n", finding->missing[i].fact, finding->missing[i].words);
}

// ---- lenses ----

static void put_lens(struct server *server, struct json *reply, const struct analysis *analysis,
                     struct span span, const char *title) {
    json_begin(reply, NULL, '{');
    range_put(reply, "range", analysis->sources, span, server->utf8);
    json_begin(reply, "command", '{');
    json_text(reply, "title", title);
    json_text(reply, "command", "");
    json_end(reply, '}');
    json_end(reply, '}');
}

static void put_rule(struct server *server, struct json *reply, const struct analysis *analysis,
                     uint32_t rule) {
    const struct rule_finding *finding = live_rule(analysis->live, analysis, rule);
    struct text title = {0}, clean = {0};
    if (finding == NULL)
        return;
    add_verdict(&title, finding);
    text_add_clean(&clean, text_data(&title));
    put_lens(server, reply, analysis, analysis->tree->rules[rule].name.span, text_data(&clean));
    text_clear(&title);
    text_clear(&clean);
}

void code_lenses(struct server *server, const cJSON *params, struct json *reply) {
    struct workfile *document = server_document(server, params);
    const struct live *live = document != NULL ? server_live(server, document) : NULL;
    if (live == NULL)
        return;
    const struct analysis *analysis = document->analysis;
    json_begin(reply, NULL, '[');
    if (live->trouble != NULL)
        put_lens(server, reply, analysis, live->named, live->trouble);
    for (uint32_t i = 0; i < analysis->tree->rule_count; i++)
        put_rule(server, reply, analysis, i);
    json_end(reply, ']');
}
