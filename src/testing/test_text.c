// The report of tests for people at a terminal.
#include <inttypes.h>
#include <string.h>

#include "report/page.h"
#include "testing/test_report.h"

static void add_place(struct text *out, const struct test_file *file, struct span span) {
    struct place place = sources_place(file->session->program->sources, span.begin);
    text_add_clean(out, place.source->name);
    text_addf(out, ":%" PRIu32, place.line);
}

static void write_name(struct page *page, const struct outcome *outcome) {
    static const enum style styles[] = {STYLE_GREEN, STYLE_RED, STYLE_YELLOW};
    static const char *const words[] = {"passed ", "FAILED ", "mistake"};
    page_style(page, styles[outcome->kind]);
    text_add(page->out, words[outcome->kind]);
    page_style(page, STYLE_NONE);
    text_add(page->out, "  ");
    text_add_clean(page->out, outcome->test->name);
    text_add(page->out, "  (");
    add_place(page->out, outcome->test->file, outcome->test->span);
    text_add(page->out, ")\n");
}

static void write_line(struct page *page, const char *word, const char *text) {
    enum { COLUMN = 13 };
    size_t before = page->out->size;
    text_addf(page->out, "    %-9s", word);
    size_t column = page->out->size - before;
    page_flow(page, column, COLUMN, text);
    text_add_char(page->out, '\n');
}

static bool was_shown(const struct outcome *outcome, uint32_t index) {
    for (uint32_t i = 0; i < index; i++)
        if (outcome->shortfalls[i].finding == outcome->shortfalls[index].finding)
            return true;
    return outcome->shortfalls[index].finding == NULL;
}

static void write_shortfall(struct page *page, const struct outcome *outcome, uint32_t index) {
    const struct shortfall *shortfall = &outcome->shortfalls[index];
    const struct test_file *file = outcome->test->file;
    struct text place = {0};
    add_place(&place, file, shortfall->expected->span);
    text_addf(&place, ": %s",
              sources_excerpt(file->session->program->sources, shortfall->expected->span,
                              outcome->arena));
    write_line(page, "expected", text_data(&place));
    write_line(page, "came", shortfall->came);
    if (!was_shown(outcome, index))
        page_rule(page, shortfall->finding);
    text_clear(&place);
}

static void write_outcome(struct page *page, const struct outcome *outcome) {
    struct report report = *page->report;
    struct page inner = {.report = &report, .out = page->out};
    report.program = outcome->program;
    report.findings = outcome->findings;
    write_name(&inner, outcome);
    for (uint32_t i = 0; i < outcome->shortfall_count; i++)
        write_shortfall(&inner, outcome, i);
}

static void write_count(struct page *page, size_t count, const char *word, enum style style) {
    if (count == 0)
        return;
    text_add(page->out, page->counted ? ", " : "");
    page_style(page, style);
    text_addf(page->out, "%zu %s", count, word);
    page_style(page, STYLE_NONE);
    page->counted = true;
}

void test_report_text(const struct test_report *report, struct text *out) {
    const struct report how = {.fail_on = SEVERITY_ERROR,
                               .version = report->version,
                               .colour = report->colour,
                               .width = report->width};
    struct page page = {.report = &how, .out = out};
    const struct test_run *run = report->run;
    for (size_t i = 0; i < run->count; i++)
        if (report->verbose || run->outcomes[i].kind == OUTCOME_FAILED)
            write_outcome(&page, &run->outcomes[i]);
    write_count(&page, run->passed, "passed", STYLE_GREEN);
    write_count(&page, run->failed, "failed", STYLE_RED);
    write_count(&page, run->mistaken, "not run", STYLE_YELLOW);
    text_add_char(out, '\n');
}
