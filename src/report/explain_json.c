// Explanations for programs; docs/report.md describes them.
#include "base/time.h"
#include "report/explain.h"
#include "report/json_fact.h"

enum { SCHEMA = 1 };

static void write_provenance(struct json *json, const struct provenance *provenance) {
    json_begin(json, provenance->declared ? "declared" : "asked", '{');
    if (!provenance->declared)
        json_text(json, "about", provenance->host);
    json_text(json, "by", provenance->by);
    if (!provenance->declared)
        json_text(json, "from", provenance->from);
    json_text(json, "at", provenance->at);
    json_end(json, '}');
}

static void write_fact(const struct explained *explained, struct json *json,
                       const struct derivation *part) {
    struct session_origin origin;
    if (part->fact.count == 0)
        return;
    json_text(json, "fact", fact_path_text(&part->fact, explained->arena));
    json_fact_steps(json, &part->fact);
    if (part->unknown || !session_facts_origin(explained->facts, &part->fact, &origin))
        return;
    json_begin(json, "origin", '{');
    json_text(json, "file", origin.file);
    if (origin.line > 0)
        json_int(json, "line", (int64_t)origin.line);
    json_end(json, '}');
    if (origin.collected)
        write_provenance(json, &origin.provenance);
}

static void write_param(const struct explained *explained, struct json *json,
                        const struct derivation *part) {
    const struct tailoring *set = explain_tailoring(part);
    struct text at = {0};
    report_add_place(&at, explained->report, part->param->span);
    json_begin(json, "param", '{');
    json_text(json, "policy", part->policy->name);
    json_text(json, "name", part->param->name);
    json_text(json, "at", text_data(&at));
    json_text(json, "set_by", set != NULL ? set->by : NULL);
    json_text(json, "was", set != NULL ? set->from : NULL);
    json_end(json, '}');
    text_clear(&at);
}

static void write_missing(const struct explained *explained, struct json *json,
                          const struct derivation *part) {
    struct text tell = {0}, try = {0};
    explain_add_tell(explained, part, &tell);
    explain_add_try(explained, part, &try);
    json_begin(json, "unknown", '{');
    json_text(json, "fact", part->missing->fact);
    json_text(json, "cause", part->missing->words);
    json_text(json, "kind", cause_words(part->missing->cause)->kind);
    json_text(json, "reason", part->missing->reason);
    json_text(json, "tell", tell.size > 0 ? text_data(&tell) : NULL);
    json_text(json, "try", try.size > 0 ? text_data(&try) : NULL);
    json_end(json, '}');
    text_clear(&tell);
    text_clear(&try);
}

static void write_words(struct json *json, const struct derivation *part) {
    json_text(json, "kind", derived_text(part->kind));
    if (part->role != NULL)
        json_text(json, "relation", part->role);
    if (part->subject != NULL)
        json_text(json, "subject", part->subject);
    json_text(json, "text", part->text);
    json_text(json, "value", part->value);
    if (part->judged)
        json_text(json, "verdict", verdict_text(part->verdict));
    json_bool(json, "needed", !part->idle);
    if (part->doubtful)
        json_bool(json, "doubtful", true);
}

// As deep as expressions are.
static void write_part(const struct explained *explained, struct json *json, const char *name,
                       const struct derivation *part) {
    json_begin(json, name, '{');
    write_words(json, part);
    write_fact(explained, json, part);
    if (part->param != NULL)
        write_param(explained, json, part);
    if (part->missing != NULL)
        write_missing(explained, json, part);
    json_begin(json, "parts", '[');
    for (size_t i = 0; i < part->part_count; i++)
        write_part(explained, json, NULL, part->parts[i]);
    json_end(json, ']');
    json_int(json, "more", (int64_t)part->more);
    json_end(json, '}');
}

static void write_rule(const struct explained *explained, struct json *json) {
    const struct rule_finding *finding = explained->finding;
    struct arena *arena = explained->arena;
    struct text at = {0};
    report_add_place(&at, explained->report, finding->rule->span);
    json_text(json, "rule",
              arena_printf(arena, "%s/%s", finding->policy->name, finding->rule->name));
    json_text(json, "title", finding->rule->title);
    json_text(json, "severity", severity_text(finding->rule->severity));
    json_text(json, "at", text_data(&at));
    json_text(json, "verdict", verdict_text(finding->verdict));
    json_text(json, "skipped", finding->skipped);
    text_clear(&at);
}

void explain_json(const struct explained *explained, struct text *out) {
    const struct explanation *explanation = explained->explanation;
    struct json json = {.out = out};
    char now[TIME_TEXT];
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", explained->report->version);
    json_text(&json, "explanation", "rule");
    json_int(&json, "schema", SCHEMA);
    time_format(explained->report->findings->now, now);
    json_text(&json, "now", now);
    json_text(&json, "digest", explained->report->digest);
    write_rule(explained, &json);
    json_text(&json, "subject", explanation->subject);
    json_text(&json, "subject_verdict", verdict_text(explanation->verdict));
    if (explanation->root != NULL)
        write_part(explained, &json, "tree", explanation->root);
    else
        json_raw(&json, "tree", "null");
    json_end(&json, '}');
}
