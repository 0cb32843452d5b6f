// A rule in the report in JSON, and what was tailored of it.
#include "program/program_touch.h"
#include "report/json_fact.h"
#include "report/json_part.h"

static const char *tailor_word(enum tailor_kind kind) {
    static const char *const words[] = {
        [TAILOR_SET] = "set", [TAILOR_SEVERITY] = "severity", [TAILOR_SKIP] = "skip"};
    return words[kind];
}

static void write_tailoring(struct json *json, const struct report *report,
                            const struct policy *policy, const struct tailoring *tailoring) {
    bool sets = tailoring->kind == TAILOR_SET;
    json_begin(json, NULL, '{');
    json_text(json, "kind", tailor_word(tailoring->kind));
    json_text(json, "param", sets ? policy->params[tailoring->index].name : NULL);
    json_text(json, "by", tailoring->by);
    json_text(json, "from", tailoring->from);
    json_text(json, "to", tailoring->to);
    json_text(json, "because", tailoring->because);
    if (tailoring->span.end > 0)
        json_place(json, report, tailoring->span);
    else
        json_text(json, "at", NULL);
    json_end(json, '}');
}

void json_tailored(struct json *json, const struct report *report, const struct policy *policy,
                   const struct rule *rule) {
    const struct program *program = report->program;
    json_begin(json, "tailored", '[');
    for (uint32_t i = 0; i < policy->tailoring_count; i++) {
        const struct tailoring *tailoring = &policy->tailorings[i];
        if (rule != NULL ? tailoring_touches(program, policy, tailoring, rule)
                         : tailoring_is_apart(program, policy, tailoring))
            write_tailoring(json, report, policy, tailoring);
    }
    json_end(json, ']');
}

void report_json_rule(struct json *json, const char *name, const struct report *report,
                      const struct rule_finding *finding) {
    const struct rule *rule = finding->rule;
    struct text id = {0};
    text_addf(&id, "%s/%s", finding->policy->name, rule->name);
    json_begin(json, name, '{');
    json_text(json, "id", text_data(&id));
    json_text(json, "for", finding->policy->root);
    json_text(json, "title", rule->title);
    json_bool(json, "mandatory", rule->mandatory.end > 0);
    json_text(json, "severity", severity_text(rule->severity));
    json_texts(json, "see", rule->see, rule->see_count);
    json_texts(json, "tags", rule->tags, rule->tag_count);
    json_text(json, "verdict", verdict_text(finding->verdict));
    json_place(json, report, rule->span);
    json_int(json, "subjects", (int64_t)finding->subjects);
    json_int(json, "possible", (int64_t)(finding->subjects - finding->sure));
    json_text(json, "skipped", finding->skipped);
    json_text(json, "remedy", finding->remedy);
    json_tailored(json, report, finding->policy, rule);
    json_text(json, "whole", finding->unknown_whole ? verdict_text(finding->whole) : NULL);
    json_int(json, "missing_count", (int64_t)finding->missing.total);
    json_bool(json, "missing_bounded", finding->missing.bounded);
    json_fact_missing(json, "missing", &finding->missing);
    json_begin(json, "requirements", '[');
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        json_requirement(json, report, finding, &finding->requirements[i]);
    json_end(json, ']');
    json_end(json, '}');
    text_clear(&id);
}
