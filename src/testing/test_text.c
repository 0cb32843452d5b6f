// The report of tests for people at a terminal.
#include "report/page.h"
#include "testing/test_report.h"

static void write_name(struct page *page, const struct outcome *outcome) {
    static const enum style styles[] = {STYLE_GREEN, STYLE_RED, STYLE_YELLOW};
    static const char *const words[] = {"passed ", "FAILED ", "not run"};
    page_style(page, styles[outcome->kind]);
    text_add(page->out, words[outcome->kind]);
    page_style(page, STYLE_NONE);
    text_add(page->out, "  ");
    text_add_clean(page->out, outcome->test->name);
    text_add(page->out, "  (");
    test_report_place(page->out, outcome->test->file, outcome->test->span);
    text_add(page->out, ")\n");
}

static void write_line(struct page *page, const char *word, const char *text) {
    enum { COLUMN = 19 };
    text_addf(page->out, "         %-10s", word);
    page_flow(page, COLUMN, COLUMN, text);
    text_add_char(page->out, '\n');
}

static void write_shortfall(struct page *page, const struct test_report *report,
                            const struct outcome *outcome, uint32_t index) {
    const struct shortfall *shortfall = &outcome->shortfalls[index];
    struct text expected = {0};
    text_addf(&expected, "%s  (", test_report_expected(outcome, shortfall));
    test_report_place(&expected, outcome->test->file, shortfall->expected->span);
    text_add_char(&expected, ')');
    write_line(page, "expected", text_data(&expected));
    write_line(page, "came", shortfall->came);
    test_report_evidence(report, outcome, index, page->out);
    text_clear(&expected);
}

// Adds to a line that began at that size of the output.
static void write_count(struct page *page, size_t begin, size_t count, const char *word,
                        enum style style) {
    if (count == 0)
        return;
    text_add(page->out, page->out->size > begin ? ", " : "");
    page_style(page, style);
    text_addf(page->out, "%zu %s", count, word);
    page_style(page, STYLE_NONE);
}

static void write(const struct test_report *report, struct text *out) {
    const struct report how = {.colour = report->colour, .width = report->width};
    struct page page = {.report = &how, .out = out};
    const struct test_run *run = report->run;
    for (size_t i = 0; i < run->count; i++) {
        const struct outcome *outcome = &run->outcomes[i];
        if (report->verbose || outcome->kind == OUTCOME_FAILED)
            write_name(&page, outcome);
        for (uint32_t s = 0; s < outcome->shortfall_count; s++)
            write_shortfall(&page, report, outcome, s);
    }
    size_t begin = out->size;
    write_count(&page, begin, run->passed, "passed", STYLE_GREEN);
    write_count(&page, begin, run->failed, "failed", STYLE_RED);
    write_count(&page, begin, run->mistaken, "not run", STYLE_YELLOW);
    text_add(out, out->size > begin ? "\n" : "");
}

static void list(const struct test_report *report, struct text *out) {
    const struct test_run *run = report->run;
    for (size_t f = 0; f < run->file_count; f++)
        for (uint32_t i = 0; i < run->files[f]->case_count; i++) {
            const struct test_case *test = &run->files[f]->cases[i];
            if (!run->chosen(test, run->state))
                continue;
            text_addf(out, "%s: ", test->file->path);
            text_add_clean(out, test->name);
            text_add_char(out, '\n');
        }
}

const struct test_writer test_text = {"text", write, list};
