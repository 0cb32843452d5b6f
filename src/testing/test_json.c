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

static void write_name(struct json *json, const struct test_case *test) {
    json_text(json, "name", test->name);
    json_text(json, "test", test->test->name);
    write_place(json, test->file, test->span);
}

static void write_case(struct json *json, const struct outcome *outcome) {
    json_begin(json, NULL, '{');
    write_name(json, outcome->test);
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

typedef void write_cases(struct json *json, const struct test_run *run,
                         const struct test_file *file);

static void write_outcomes(struct json *json, const struct test_run *run,
                           const struct test_file *file) {
    for (size_t i = 0; i < run->count; i++)
        if (run->outcomes[i].test->file == file)
            write_case(json, &run->outcomes[i]);
}

static void write_names(struct json *json, const struct test_run *run,
                        const struct test_file *file) {
    for (uint32_t i = 0; i < file->case_count; i++) {
        if (!run->chosen(&file->cases[i], run->state))
            continue;
        json_begin(json, NULL, '{');
        write_name(json, &file->cases[i]);
        json_end(json, '}');
    }
}

static void write_files(struct json *json, const struct test_run *run, write_cases *write) {
    json_begin(json, "files", '[');
    for (size_t i = 0; i < run->file_count; i++) {
        json_begin(json, NULL, '{');
        json_text(json, "file", run->files[i]->path);
        write_mistakes(json, run->files[i]);
        json_begin(json, "cases", '[');
        write(json, run, run->files[i]);
        json_end(json, ']');
        json_end(json, '}');
    }
    json_end(json, ']');
}

static void begin(struct json *json, const struct test_report *report) {
    json_begin(json, NULL, '{');
    json_text(json, "plimsoll", report->version);
    json_int(json, "schema", 1);
}

static void write(const struct test_report *report, struct text *out) {
    const struct test_run *run = report->run;
    struct json json = {.out = out};
    begin(&json, report);
    json_begin(&json, "summary", '{');
    json_int(&json, kinds[OUTCOME_PASSED], (int64_t)run->passed);
    json_int(&json, kinds[OUTCOME_FAILED], (int64_t)run->failed);
    json_int(&json, kinds[OUTCOME_MISTAKEN], (int64_t)run->mistaken);
    json_end(&json, '}');
    write_files(&json, run, write_outcomes);
    json_end(&json, '}');
}

static void list(const struct test_report *report, struct text *out) {
    struct json json = {.out = out};
    begin(&json, report);
    write_files(&json, report->run, write_names);
    json_end(&json, '}');
}

const struct test_writer test_json = {"json", write, list};
