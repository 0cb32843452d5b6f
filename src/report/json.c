// The report as JSON; docs/report.schema.json describes it.
#include "base/time.h"
#include "program/program_touch.h"
#include "report/json_fact.h"
#include "report/report.h"

static void write_texts(struct json *json, const char *name, const char *const *texts,
                        uint64_t count) {
    json_begin(json, name, '[');
    for (uint64_t i = 0; i < count; i++)
        json_text(json, NULL, texts[i]);
    json_end(json, ']');
}

// "prepare.plim:12:1"
static void write_place(struct json *json, const struct report *report, struct span span) {
    struct text at = {0};
    report_add_place(&at, report, span);
    json_text(json, "at", text_data(&at));
    text_clear(&at);
}

static void write_margin(struct json *json, const struct margin *margin) {
    if (!margin->present) {
        json_raw(json, "margin", "null");
        return;
    }
    struct text type = {0};
    char value[DECIMAL_TEXT];
    type_show(&type, &margin->type);
    decimal_format(margin->value, value);
    json_begin(json, "margin", '{');
    json_raw(json, "value", value);
    json_text(json, "type", text_data(&type));
    json_text(json, "text", margin->text);
    json_bool(json, "bounded", margin->bounded);
    json_text(json, "subject", margin->subject.text[0] != '\0' ? margin->subject.text : NULL);
    json_fact_paths(json, &margin->subject);
    json_end(json, '}');
    text_clear(&type);
}

static void write_failed(struct json *json, const struct failed_subject *failed) {
    json_begin(json, NULL, '{');
    json_text(json, "subject", failed->subject->text);
    json_fact_paths(json, failed->subject);
    json_text(json, "message", failed->message);
    json_text(json, "remedy", failed->remedy);
    json_bool(json, "waived", failed->waived);
    json_begin(json, "values", '[');
    for (uint32_t i = 0; i < failed->value_count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "text", failed->values[i].text);
        json_text(json, "value", failed->values[i].value);
        json_end(json, '}');
    }
    json_end(json, ']');
    json_end(json, '}');
}

// All of them, as people and as programs name them.
static void write_subjects(struct json *json, const struct requirement_finding *finding) {
    json_begin(json, "failed_subjects", '[');
    for (uint64_t i = 0; i < finding->failed_elements; i++)
        json_text(json, NULL, finding->failed_subjects[i].text);
    json_end(json, ']');
    json_fact_path_texts(json, "failed_paths", finding->failed_subjects, finding->failed_elements);
}

static void write_requirement(struct json *json, const struct report *report,
                              const struct requirement_finding *finding) {
    json_begin(json, NULL, '{');
    json_text(json, "verdict", verdict_text(finding->verdict));
    json_text(json, "text", finding->requirement->text);
    write_place(json, report, finding->requirement->span);
    json_bool(json, "vacuous", finding->vacuous);
    json_text(json, "shown", finding->shown);
    write_margin(json, &finding->margin);
    json_int(json, "failed_count", (int64_t)finding->failed_count);
    write_subjects(json, finding);
    json_int(json, "waived_count", (int64_t)finding->waived_count);
    json_begin(json, "failed", '[');
    for (uint32_t i = 0; i < finding->failed_shown; i++)
        write_failed(json, &finding->failed[i]);
    json_end(json, ']');
    json_int(json, "unknown_count", (int64_t)finding->unknown_count);
    json_int(json, "unknown_waived", (int64_t)finding->unknown_waived);
    json_int(json, "missing_count", finding->missing_count);
    json_fact_missing(json, "missing", finding->missing, finding->missing_count);
    json_end(json, '}');
}

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
        write_place(json, report, tailoring->span);
    else
        json_text(json, "at", NULL);
    json_end(json, '}');
}

static void write_tailorings(struct json *json, const struct report *report,
                             const struct rule_finding *finding) {
    const struct policy *policy = finding->policy;
    json_begin(json, "tailored", '[');
    for (uint32_t i = 0; i < policy->tailoring_count; i++)
        if (tailoring_touches(report->program, policy, &policy->tailorings[i], finding->rule))
            write_tailoring(json, report, policy, &policy->tailorings[i]);
    json_end(json, ']');
}

// What no rule of the policy shows.
static void write_tailorings_apart(struct json *json, const struct report *report,
                                   const struct policy *policy) {
    json_begin(json, "tailored", '[');
    for (uint32_t i = 0; i < policy->tailoring_count; i++)
        if (tailoring_is_apart(report->program, policy, &policy->tailorings[i]))
            write_tailoring(json, report, policy, &policy->tailorings[i]);
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
    write_texts(json, "see", rule->see, rule->see_count);
    write_texts(json, "tags", rule->tags, rule->tag_count);
    json_text(json, "verdict", verdict_text(finding->verdict));
    write_place(json, report, rule->span);
    json_int(json, "subjects", (int64_t)finding->subjects);
    json_int(json, "possible", (int64_t)(finding->subjects - finding->sure));
    json_text(json, "skipped", finding->skipped);
    json_text(json, "remedy", finding->remedy);
    write_tailorings(json, report, finding);
    json_fact_missing(json, "missing", finding->missing, finding->missing_count);
    json_begin(json, "requirements", '[');
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        write_requirement(json, report, &finding->requirements[i]);
    json_end(json, ']');
    json_end(json, '}');
    text_clear(&id);
}

// What the waiver names: "vm["db01"].disk", or nothing where it is of the whole rule.
static void write_subject(struct json *json, const struct waiver *waiver) {
    struct text shown = {0};
    fact_path_show(&shown, &waiver->subject);
    json_text(json, "subject", shown.size > 0 ? text_data(&shown) : NULL);
    json_text(json, "like", waiver->node->like);
    text_clear(&shown);
}

static void write_other(struct json *json, const struct report *report,
                        const struct waiver *other) {
    struct text at = {0};
    if (other != NULL)
        report_add_place(&at, report, other->node->span);
    json_text(json, "replaced_by", other != NULL ? text_data(&at) : NULL);
    text_clear(&at);
}

static void write_waiver(struct json *json, const struct report *report,
                         const struct waiver_finding *finding) {
    const struct waiver *waiver = finding->waiver;
    char until[TIME_TEXT];
    struct text rule = {0};
    text_addf(&rule, "%s/%s", waiver->policy->name, waiver->rule->name);
    json_begin(json, NULL, '{');
    json_text(json, "rule", text_data(&rule));
    write_subject(json, waiver);
    json_bool(json, "even_if_unknown", waiver->node->even_if_unknown);
    json_text(json, "state", waiver_state_text(finding->state));
    write_other(json, report, finding->other);
    report_day(waiver->node->until, until);
    json_text(json, "until", until);
    json_int(json, "days_left", finding->days_left);
    json_text(json, "because", waiver->node->because);
    json_text(json, "approved", waiver->node->approved);
    write_place(json, report, waiver->node->span);
    json_bool(json, "whole", finding->whole);
    write_texts(json, "subjects", finding->subjects, finding->subject_count);
    json_end(json, '}');
    text_clear(&rule);
}

static void write_waivers(struct json *json, const struct report *report) {
    const struct findings *findings = report->findings;
    json_bool(json, "waivers_applied", !findings->no_waivers);
    json_begin(json, "waivers", '[');
    for (uint32_t i = 0; i < findings->waiver_count; i++)
        write_waiver(json, report, &findings->waivers[i]);
    json_end(json, ']');
}

static void write_counts(struct json *json, const struct findings *findings) {
    json_begin(json, "summary", '{');
    for (int verdict = VERDICT_PASS; verdict <= VERDICT_WAIVED; verdict++)
        json_int(json, verdict_text((enum verdict)verdict), findings->counts[verdict]);
    json_end(json, '}');
}

static void write_policies(struct json *json, const struct report *report) {
    json_begin(json, "policies", '[');
    for (uint32_t i = 0; i < report->program->policy_count; i++) {
        const struct policy *policy = report->program->policies[i];
        json_begin(json, NULL, '{');
        json_text(json, "name", policy->name);
        json_text(json, "for", policy->root);
        json_text(json, "title", policy->title);
        json_text(json, "version", policy->version);
        json_text(json, "file", policy->source->name);
        json_text(json, "summary", report->findings->summaries[i]);
        write_tailorings_apart(json, report, policy);
        json_end(json, '}');
    }
    json_end(json, ']');
}

// Facts that were not read but supposed; there is no such member where there are none.
static void write_changes(struct json *json, const struct report *report) {
    if (report->change_count == 0)
        return;
    json_begin(json, "changes", '[');
    for (size_t i = 0; i < report->change_count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "path", report->changes[i].path);
        json_text(json, "value", report->changes[i].value);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void write(const struct report *report, struct text *out) {
    const struct findings *findings = report->findings;
    struct json json = {.out = out};
    char now[TIME_TEXT];
    time_format(findings->now, now);
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", report->version);
    json_int(&json, "schema", 1);
    json_text(&json, "now", now);
    json_text(&json, "now_from", report->now_given ? "option" : "clock");
    json_text(&json, "digest", report->digest);
    json_text(&json, "fail_on", report->never_fail ? "never" : severity_text(report->fail_on));
    json_text(&json, "verdict", verdict_text(findings->verdict));
    json_int(&json, "exit", report_exit(findings->verdict));
    write_counts(&json, findings);
    json_int(&json, "mandatory_left_out", findings->mandatory_left_out);
    write_changes(&json, report);
    write_policies(&json, report);
    json_begin(&json, "rules", '[');
    for (uint32_t i = 0; i < findings->rule_count; i++)
        report_json_rule(&json, NULL, report, &findings->rules[i]);
    json_end(&json, ']');
    write_waivers(&json, report);
    json_end(&json, '}');
}

const struct report_writer report_json = {
    .name = "json",
    .description = "everything that was found, for programs",
    .write = write,
};
