// What the formats of reports share.
#include "report/report.h"

#include <string.h>

#include "lang/diagnostic.h"

const struct report_writer *const report_writers[] = {
    &report_text,     &report_json,        &report_ndjson, &report_junit,
    &report_tap,      &report_sarif,       &report_github, &report_gitlab,
    &report_markdown, &report_openmetrics, &report_html,   NULL};

const struct report_writer *report_writer_find(const char *name) {
    for (size_t i = 0; report_writers[i] != NULL; i++)
        if (strcmp(report_writers[i]->name, name) == 0)
            return report_writers[i];
    return NULL;
}

int report_exit(enum verdict verdict) {
    return verdict == VERDICT_PASS ? 0 : verdict == VERDICT_FAIL ? 1 : 2;
}

bool report_counts(const struct report *report, const struct rule *rule) {
    return !report->never_fail && rule->severity >= report->fail_on;
}

bool report_fails(const struct report *report, const struct rule *rule) {
    return rule->severity == SEVERITY_ERROR || report_counts(report, rule);
}

void report_add_place(struct text *out, const struct report *report, struct span span) {
    struct place place = sources_place(report->program->sources, span.begin);
    text_addf(out, "%s:%u:%u", place.source->name, place.line, place.column);
}

void report_day(int64_t time, char out[TIME_TEXT]) {
    time_format(time, out);
    *strchr(out, 'T') = '\0';
}

const struct missing_fact *report_first_missing(const struct rule_finding *finding) {
    if (finding->missing.count > 0)
        return &finding->missing.facts[0];
    for (uint32_t i = 0; i < finding->requirement_count; i++)
        if (finding->requirements[i].missing.count > 0)
            return &finding->requirements[i].missing.facts[0];
    return NULL;
}

void report_add_missing(struct text *out, const struct missing_fact *missing) {
    const struct cause_words *cause = cause_words(missing->cause);
    text_add_clean(out, missing->fact);
    text_add(out, cause->joint);
    text_add_clean(out, missing->words);
}

void report_add_cell(struct text *out, const char *string, bool code) {
    struct text clean = {0}, cell = {0};
    text_add_clean(&clean, string);
    if (!code) {
        text_add_markdown(&cell, text_data(&clean));
        text_add(out, text_data(&cell));
    } else {
        text_add_markdown_code(&cell, text_data(&clean));
        for (const char *at = text_data(&cell); *at != '\0'; at++)
            text_addf(out, *at == '|' ? "\\%c" : "%c", *at);
    }
    text_clear(&clean);
    text_clear(&cell);
}
