// The report as GitLab's code quality report: a list of what is wrong, for merge requests.
#include "report/plain.h"

#include "lang/diagnostic.h"

static const char *severity_of(const struct rule *rule) {
    static const char *const words[] = {
        [SEVERITY_INFO] = "info", [SEVERITY_WARNING] = "minor", [SEVERITY_ERROR] = "critical"};
    return rule->mandatory.end > 0 && rule->severity == SEVERITY_ERROR ? "blocker"
                                                                       : words[rule->severity];
}

static void write_rule(struct json *json, const struct report *report,
                       const struct rule_finding *finding) {
    struct place place = plain_place(report, finding);
    char fingerprint[DIGEST_HEX];
    struct text name = {0}, description = {0};
    plain_add_id(&name, finding);
    text_addf(&description, "%s: %s (", verdict_text(finding->verdict), finding->rule->title);
    plain_add_reason(&description, report, finding);
    text_add_char(&description, ')');
    plain_fingerprint(finding, "", fingerprint);
    json_begin(json, NULL, '{');
    json_text(json, "description", text_data(&description));
    json_text(json, "check_name", text_data(&name));
    json_text(json, "fingerprint", fingerprint);
    json_text(json, "severity", severity_of(finding->rule));
    json_begin(json, "location", '{');
    json_text(json, "path", place.source->name);
    json_begin(json, "lines", '{');
    json_int(json, "begin", place.line);
    json_end(json, '}');
    json_end(json, '}');
    json_end(json, '}');
    text_clear(&name);
    text_clear(&description);
}

static void write(const struct report *report, struct text *out) {
    const struct findings *findings = report->findings;
    struct json json = {.out = out};
    json_begin(&json, NULL, '[');
    for (uint32_t i = 0; i < findings->rule_count; i++) {
        enum plain_state state = plain_state(report, &findings->rules[i]);
        if (state != PLAIN_PASS && state != PLAIN_SKIP)
            write_rule(&json, report, &findings->rules[i]);
    }
    json_end(&json, ']');
}

const struct report_writer report_gitlab = {
    .name = "gitlab",
    .description = "GitLab's code quality report",
    .write = write,
};
