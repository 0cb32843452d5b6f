// The report of tests as JSON.
#include <inttypes.h>

#include "base/json.h"
#include "report/report.h"
#include "testing/test_report.h"

static const char *const kinds[] = {"passed", "failed", "mistaken"};

static void write_place(struct json *json, const struct test_file *file, struct span span) {
    struct place place = sources_place(file->session->program->sources, span.begin);
    struct text at = {0};
    text_addf(&at, "%s:%" PRIu32 ":%" PRIu32, place.source->name, place.line, place.column);
    json_text(json, "at", text_data(&at));
    text_clear(&at);
}

static void write_shortfall(struct json *json, const struct outcome *outcome,
                            const struct shortfall *shortfall) {
    const struct report evidence = {
        .program = outcome->program, .findings = outcome->findings, .fail_on = SEVERITY_ERROR};
    json_begin(json, NULL, '{');
    write_place(json, outcome->test->file, shortfall->expected->span);
    json_text(json, "expected", test_report_expected(outcome, shortfall));
    json_text(json, "came", shortfall->came);
    if (shortfall->finding != NULL)
        report_json_rule(json, "rule", &evidence, shortfall->finding);
    json_end(json, '}');
}

static void write_case(struct json *json, const struct outcome *outcome) {
    json_begin(json, NULL, '{');
    json_text(json, "name", outcome->test->name);
    write_place(json, outcome->test->file, outcome->test->span);
    json_text(json, "outcome", kinds[outcome->kind]);
    json_begin(json, "shortfalls", '[');
    for (uint32_t i = 0; i < outcome->shortfall_count; i++)
        write_shortfall(json, outcome, &outcome->shortfalls[i]);
    json_end(json, ']');
    json_end(json, '}');
}

static void write_mistake(struct json *json, const struct test_file *file,
                          const struct diagnostic *mistake) {
    json_begin(json, NULL, '{');
    if (mistake->has_span)
        write_place(json, file, mistake->span);
    else
        json_text(json, "at", mistake->file);
    json_text(json, "fact", mistake->path);
    json_text(json, "level", mistake->level == DIAGNOSTIC_ERROR ? "error" : "warning");
    json_text(json, "code", code_name(mistake->code));
    json_text(json, "message", mistake->message);
    json_text(json, "cure", mistake->cure);
    json_end(json, '}');
}

static void write_mistakes(struct json *json, const struct test_file *file) {
    struct diagnostics *all = file->session->program->diagnostics;
    const struct diagnostic *mistake;
    json_begin(json, "mistakes", '[');
    for (size_t index = 0; (mistake = diagnostics_next(all, &index)) != NULL;)
        write_mistake(json, file, mistake);
    json_end(json, ']');
}

static void write_file(struct json *json, const struct test_run *run,
                       const struct test_file *file) {
    json_begin(json, NULL, '{');
    json_text(json, "file", file->path);
    write_mistakes(json, file);
    json_begin(json, "cases", '[');
    for (size_t i = 0; i < run->count; i++)
        if (run->outcomes[i].test->file == file)
            write_case(json, &run->outcomes[i]);
    json_end(json, ']');
    json_end(json, '}');
}

static void write(const struct test_report *report, struct text *out) {
    const struct test_run *run = report->run;
    struct json json = {.out = out};
    json_begin(&json, NULL, '{');
    json_text(&json, "plimsoll", report->version);
    json_int(&json, "schema", 1);
    json_begin(&json, "summary", '{');
    json_int(&json, kinds[OUTCOME_PASSED], (int64_t)run->passed);
    json_int(&json, kinds[OUTCOME_FAILED], (int64_t)run->failed);
    json_int(&json, kinds[OUTCOME_MISTAKEN], (int64_t)run->mistaken);
    json_end(&json, '}');
    json_begin(&json, "files", '[');
    for (size_t i = 0; i < run->file_count; i++)
        write_file(&json, run, run->files[i]);
    json_end(&json, ']');
    json_end(&json, '}');
}

const struct test_writer test_json = {"json", write};
