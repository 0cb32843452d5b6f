// The report as GitLab's code quality report: a list of what is wrong, for merge requests.
#include "report/plain.h"

#include <string.h>

#include "lang/diagnostic.h"

static const char *severity_of(const struct rule *rule) {
    static const char *const words[] = {
        [SEVERITY_INFO] = "info", [SEVERITY_WARNING] = "minor", [SEVERITY_ERROR] = "critical"};
    return rule->mandatory.end > 0 && rule->severity == SEVERITY_ERROR ? "blocker"
                                                                       : words[rule->severity];
}

// What is wrong, and where: an entry of the list.
struct entry {
    const char *description, *check, *severity;
    char fingerprint[DIGEST_HEX];
    struct place place;
};

static void write_entry(struct json *json, const struct entry *entry) {
    json_begin(json, NULL, '{');
    json_text(json, "description", entry->description);
    json_text(json, "check_name", entry->check);
    json_text(json, "fingerprint", entry->fingerprint);
    json_text(json, "severity", entry->severity);
    json_begin(json, "location", '{');
    json_text(json, "path", entry->place.source->name);
    json_begin(json, "lines", '{');
    json_int(json, "begin", entry->place.line);
    json_end(json, '}');
    json_end(json, '}');
    json_end(json, '}');
}

static void write_rule(struct json *json, const struct report *report,
                       const struct rule_finding *finding) {
    struct entry entry = {.severity = severity_of(finding->rule),
                          .place = plain_place(report, finding)};
    struct text name = {0}, description = {0};
    plain_add_id(&name, finding);
    text_addf(&description, "%s: %s (", verdict_text(finding->verdict), finding->rule->title);
    plain_add_reason(&description, report, finding);
    text_add_char(&description, ')');
    plain_fingerprint(finding, "", entry.fingerprint);
    entry.check = text_data(&name);
    entry.description = text_data(&description);
    write_entry(json, &entry);
    text_clear(&name);
    text_clear(&description);
}

// A list without entries would be a success.
static void write_undecided(struct json *json, const struct report *report) {
    const struct policy *policy = report->program->policies[0];
    struct entry entry = {.description = plain_undecided(report),
                          .check = policy->name,
                          .severity = "critical",
                          .place = {.source = policy->source, .line = 1, .column = 1}};
    if (entry.description == NULL)
        return;
    digest_bytes(policy->name, strlen(policy->name), entry.fingerprint);
    write_entry(json, &entry);
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
    write_undecided(&json, report);
    json_end(&json, ']');
}

const struct report_writer report_gitlab = {
    .name = "gitlab",
    .description = "GitLab's code quality report",
    .write = write,
};
