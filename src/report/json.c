// The report as JSON; docs/report.schema.json describes it.
#include "base/time.h"
#include "report/json_part.h"

void json_texts(struct json *json, const char *name, const char *const *texts, uint64_t count) {
    json_begin(json, name, '[');
    for (uint64_t i = 0; i < count; i++)
        json_text(json, NULL, texts[i]);
    json_end(json, ']');
}

void json_place(struct json *json, const struct report *report, struct span span) {
    struct text at = {0};
    report_add_place(&at, report, span);
    json_text(json, "at", text_data(&at));
    text_clear(&at);
}

static void write_counts(struct json *json, const uint32_t counts[VERDICTS]) {
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        json_int(json, verdict_text((enum verdict)verdict), counts[verdict]);
}

static void write_summary(struct json *json, const struct findings *findings) {
    json_begin(json, "summary", '{');
    write_counts(json, findings->counts);
    json_begin(json, "by_severity", '{');
    for (int severity = SEVERITY_ERROR; severity >= SEVERITY_INFO; severity--) {
        json_begin(json, severity_text((enum severity)severity), '{');
        write_counts(json, findings->severities[severity]);
        json_end(json, '}');
    }
    json_end(json, '}');
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
        json_tailored(json, report, policy, NULL);
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

static void write(const struct report *report, struct text *out, bool compact) {
    const struct findings *findings = report->findings;
    struct json json = {.out = out, .compact = compact};
    char now[TIME_TEXT];
    time_format(findings->now, now);
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", report->version);
    json_int(&json, "schema", REPORT_SCHEMA);
    json_text(&json, "now", now);
    json_text(&json, "now_from", report->now_given ? "option" : "clock");
    json_text(&json, "digest", report->digest);
    json_text(&json, "fail_on", report->never_fail ? "never" : severity_text(report->fail_on));
    json_text(&json, "verdict", verdict_text(findings->verdict));
    json_int(&json, "exit", report_exit(findings->verdict));
    write_summary(&json, findings);
    json_int(&json, "mandatory_left_out", findings->mandatory_left_out);
    write_changes(&json, report);
    write_policies(&json, report);
    json_begin(&json, "rules", '[');
    for (uint32_t i = 0; i < findings->rule_count; i++)
        report_json_rule(&json, NULL, report, &findings->rules[i]);
    json_end(&json, ']');
    json_lists(&json, report);
    json_waivers(&json, report);
    json_baseline(&json, report);
    json_end(&json, '}');
}

static void write_json(const struct report *report, struct text *out) {
    write(report, out, false);
}

static void write_line(const struct report *report, struct text *out) {
    write(report, out, true);
    text_add_char(out, '\n');
}

const struct report_writer report_json = {
    .name = "json",
    .description = "everything that was found, for programs",
    .has_digest = true,
    .write = write_json,
};

const struct report_writer report_ndjson = {
    .name = "ndjson",
    .description = "the same on one line, so that reports of many runs make one file",
    .has_digest = true,
    .write = write_line,
};
