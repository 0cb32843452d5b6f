// Several reports in JSON as one document, or a line each.
#include "base/json.h"
#include "report/read/merge.h"
#include "report/report.h"

#include <string.h>

enum { LAYOUT = 1 };

static void write_summary(struct json *json, const struct merged *merged) {
    json_begin(json, "runs", '{');
    for (int verdict = VERDICT_PASS; verdict <= VERDICT_UNKNOWN; verdict++)
        json_int(json, verdict_text((enum verdict)verdict), (int64_t)merged->verdicts[verdict]);
    json_end(json, '}');
    json_begin(json, "rules", '{');
    for (int verdict = VERDICT_PASS; verdict < VERDICTS; verdict++)
        json_int(json, verdict_text((enum verdict)verdict), (int64_t)merged->counts[verdict]);
    json_end(json, '}');
}

static void write_names(struct json *json, const char *name, const struct past_run *const *runs,
                        size_t count) {
    json_begin(json, name, '[');
    for (size_t i = 0; i < count; i++)
        json_text(json, NULL, runs[i]->name);
    json_end(json, ']');
}

static void write_rules(struct json *json, const struct merged *merged) {
    json_begin(json, "failing", '[');
    for (size_t i = 0; i < merged->rule_count; i++) {
        const struct merged_rule *rule = &merged->rules[i];
        json_begin(json, NULL, '{');
        json_text(json, "id", rule->rule->id);
        json_text(json, "for", rule->rule->root);
        json_text(json, "severity", severity_text(rule->rule->severity));
        json_bool(json, "counts", rule->counts);
        json_int(json, "runs", (int64_t)rule->runs);
        write_names(json, "fail", rule->failed, rule->failed_count);
        write_names(json, "unknown", rule->unknown, rule->unknown_count);
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void write_runs(struct json *json, const struct merged *merged) {
    json_begin(json, "runs", '[');
    for (size_t i = 0; i < merged->run_count; i++) {
        const struct merged_run *run = &merged->runs[i];
        json_begin(json, NULL, '{');
        json_text(json, "name", run->run->name);
        json_text(json, "file", run->run->file);
        json_text(json, "same_as", run->same != NULL ? run->same->name : NULL);
        tokens_write(json, "report", run->run->token);
        json_end(json, '}');
    }
    json_end(json, ']');
}

void merge_json(const struct merged *merged, const char *version, struct text *out) {
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", version);
    json_int(&json, "merge", LAYOUT);
    json_int(&json, "schema", REPORT_SCHEMA);
    json_text(&json, "verdict", verdict_text(merged->verdict));
    json_int(&json, "exit", report_exit(merged->verdict));
    json_begin(&json, "summary", '{');
    write_summary(&json, merged);
    json_end(&json, '}');
    write_rules(&json, merged);
    write_runs(&json, merged);
    json_end(&json, '}');
}

// The name is the first member; one that was there already is left out.
static void write_line(struct json *json, const struct past_run *run) {
    const struct scan_token *end = scan_next(run->token);
    struct text name = {0};
    json_begin(json, NULL, '{');
    json_text(json, "name", run->name);
    for (const struct scan_token *at = run->token + 1; at < end; at = scan_next(at + 1)) {
        text_reset(&name);
        text_add_bytes(&name, at->as.at, at->size);
        if (strcmp(text_data(&name), "name") != 0)
            tokens_write(json, text_data(&name), at + 1);
    }
    json_end(json, '}');
    text_clear(&name);
}

void merge_ndjson(const struct merged *merged, struct text *out) {
    for (size_t i = 0; i < merged->run_count; i++) {
        struct json json = {.out = out, .compact = true};
        write_line(&json, merged->runs[i].run);
        text_add_char(out, '\n');
    }
}
