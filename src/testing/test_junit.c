// The report of tests as XML that continuous integration reads: the elements of JUnit.
#include "testing/test_report.h"

static void add_shortfall(const struct test_report *report, const struct outcome *outcome,
                          uint32_t index, struct text *out) {
    const struct shortfall *shortfall = &outcome->shortfalls[index];
    test_report_place(out, outcome->test->file, shortfall->expected->span);
    text_addf(out, ": %s; came %s\n", test_report_expected(outcome, shortfall), shortfall->came);
    test_report_evidence(report, outcome, index, out);
}

// One element, as some readers take only one; its message is the first of what was not met.
static void write_failure(const struct test_report *report, const struct outcome *outcome,
                          struct text *out) {
    const struct shortfall *first = &outcome->shortfalls[0];
    struct text message = {0}, all = {0};
    text_addf(&message, "%s; came %s", test_report_expected(outcome, first), first->came);
    if (outcome->shortfall_count > 1)
        text_addf(&message, "; and %u more", (unsigned)(outcome->shortfall_count - 1));
    for (uint32_t i = 0; i < outcome->shortfall_count; i++)
        add_shortfall(report, outcome, i, &all);
    text_add(out, "      <failure");
    text_add_xml_attribute(out, "message", text_data(&message));
    text_add(out, " type=\"expect\">");
    text_add_xml(out, text_data(&all));
    text_add(out, "</failure>\n");
    text_clear(&message);
    text_clear(&all);
}

static void write_case(const struct test_report *report, const struct outcome *outcome,
                       struct text *out) {
    const struct test_case *test = outcome->test;
    text_add(out, "    <testcase");
    text_add_xml_attribute(out, "name", test->name);
    text_add_xml_attribute(out, "classname", test->file->path);
    if (outcome->kind == OUTCOME_PASSED) {
        text_add(out, "/>\n");
        return;
    }
    text_add(out, ">\n");
    if (outcome->kind == OUTCOME_MISTAKEN)
        text_add(out, "      <error message=\"not run: there are mistakes in it\"/>\n");
    else
        write_failure(report, outcome, out);
    text_add(out, "    </testcase>\n");
}

static void write_lost(const struct test_file *file, struct text *out) {
    text_add(out, "    <testcase");
    text_add_xml_attribute(out, "name", file->path);
    text_add_xml_attribute(out, "classname", file->path);
    text_add(out, ">\n      <error message=\"not run: there are mistakes in it\"/>\n"
                  "    </testcase>\n");
}

static void write_mistakes(const struct test_file *file, struct text *out) {
    struct text mistakes = {0};
    diagnostics_render(file->session->program->diagnostics, &mistakes);
    if (mistakes.size > 0) {
        text_add(out, "    <system-err>");
        text_add_xml(out, text_data(&mistakes));
        text_add(out, "</system-err>\n");
    }
    text_clear(&mistakes);
}

struct counts {
    size_t tests, failures, errors;
};

static struct counts count(const struct test_run *run, const struct test_file *file) {
    struct counts counts = {0};
    for (size_t i = 0; i < run->count; i++) {
        bool own = run->outcomes[i].test->file == file;
        counts.tests += own;
        counts.failures += own && run->outcomes[i].kind == OUTCOME_FAILED;
        counts.errors += own && run->outcomes[i].kind == OUTCOME_MISTAKEN;
    }
    bool lost = file->case_count == 0 && test_report_mistakes(file) > 0;
    counts.tests += lost;
    counts.errors += lost;
    return counts;
}

static void write_file(const struct test_report *report, const struct test_file *file,
                       struct text *out) {
    const struct test_run *run = report->run;
    struct counts counts = count(run, file);
    text_add(out, "  <testsuite");
    text_add_xml_attribute(out, "name", file->path);
    text_addf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n", counts.tests,
              counts.failures, counts.errors);
    for (size_t i = 0; i < run->count; i++)
        if (run->outcomes[i].test->file == file)
            write_case(report, &run->outcomes[i], out);
    if (file->case_count == 0 && test_report_mistakes(file) > 0)
        write_lost(file, out);
    write_mistakes(file, out);
    text_add(out, "  </testsuite>\n");
}

static void write(const struct test_report *report, struct text *out) {
    struct test_report plain = *report;
    plain.colour = false;
    plain.width = 0;
    text_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (size_t i = 0; i < report->run->file_count; i++)
        write_file(&plain, report->run->files[i], out);
    text_add(out, "</testsuites>\n");
}

const struct test_writer test_junit = {"junit", write, NULL};
