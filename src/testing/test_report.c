// What the reports of tests share.
#include "testing/test_report.h"

#include <inttypes.h>

#include "report/page.h"

const struct test_writer *const test_writers[] = {&test_text, &test_tap, &test_junit, &test_json,
                                                  NULL};

void test_report_place(struct text *out, const struct test_file *file, struct span span) {
    struct place place = sources_place(file->session->program->sources, span.begin);
    text_add_clean(out, place.source->name);
    text_addf(out, ":%" PRIu32, place.line);
}

const char *test_report_expected(const struct outcome *outcome, const struct shortfall *shortfall) {
    return sources_excerpt(outcome->test->file->session->program->sources,
                           shortfall->expected->span, outcome->arena);
}

// Several expectations of one rule share its evidence.
static bool was_shown(const struct outcome *outcome, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (outcome->shortfalls[i].finding == outcome->shortfalls[index].finding)
            return true;
    return outcome->shortfalls[index].finding == NULL;
}

void test_report_evidence(const struct test_report *report, const struct outcome *outcome,
                          uint32_t index, struct text *out) {
    const struct report how = {.program = outcome->program,
                               .findings = outcome->findings,
                               .version = report->version,
                               .fail_on = SEVERITY_ERROR,
                               .colour = report->colour,
                               .width = report->width};
    struct page page = {.report = &how, .out = out};
    if (!was_shown(outcome, index))
        page_rule(&page, outcome->shortfalls[index].finding);
}

size_t test_report_mistakes(const struct test_file *file) {
    return diagnostics_count(file->session->program->diagnostics, DIAGNOSTIC_ERROR);
}
