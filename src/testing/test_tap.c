// The report of tests as TAP, version 14 of the Test Anything Protocol.
#include "base/json.h"
#include "testing/test_report.h"

// Texts in JSON are texts in YAML.
static void write_shortfalls(const struct outcome *outcome, struct text *out) {
    text_add(out, "  ---\n");
    for (uint32_t i = 0; i < outcome->shortfall_count; i++) {
        const struct shortfall *shortfall = &outcome->shortfalls[i];
        struct text place = {0};
        test_report_place(&place, outcome->test->file, shortfall->expected->span);
        text_add(out, "  - expected: ");
        json_add_quoted(out, test_report_expected(outcome, shortfall));
        text_add(out, "\n    came: ");
        json_add_quoted(out, shortfall->came);
        text_add(out, "\n    at: ");
        json_add_quoted(out, text_data(&place));
        text_add_char(out, '\n');
        text_clear(&place);
    }
    text_add(out, "  ...\n");
}

static void write_outcome(const struct outcome *outcome, size_t number, struct text *out) {
    text_addf(out, "%sok %zu - ", outcome->kind == OUTCOME_PASSED ? "" : "not ", number);
    text_add_tap(out, outcome->test->name);
    text_add_char(out, '\n');
    if (outcome->kind == OUTCOME_MISTAKEN)
        text_add(out, "# not run: there are mistakes in it\n");
    else if (outcome->kind == OUTCOME_FAILED)
        write_shortfalls(outcome, out);
}

// A file with mistakes outside its cases counts as a test that failed.
static bool is_lost(const struct test_file *file) {
    return file->case_count == 0 && test_report_mistakes(file) > 0;
}

static void write(const struct test_report *report, struct text *out) {
    const struct test_run *run = report->run;
    size_t lost = 0, number = 0;
    for (size_t i = 0; i < run->file_count; i++)
        lost += is_lost(run->files[i]);
    text_addf(out, "TAP version 14\n1..%zu\n", run->count + lost);
    for (size_t i = 0; i < run->count; i++)
        write_outcome(&run->outcomes[i], ++number, out);
    for (size_t i = 0; i < run->file_count; i++) {
        if (!is_lost(run->files[i]))
            continue;
        text_addf(out, "not ok %zu - ", ++number);
        text_add_tap(out, run->files[i]->path);
        text_add(out, "\n# not run: there are mistakes in it\n");
    }
}

const struct test_writer test_tap = {"tap", write, NULL};
