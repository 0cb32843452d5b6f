// The end of the text report: what failed, the worst first, and how many elements pass all rules.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/counted.h"
#include "report/page.h"
#include "report/plain.h"

enum { SCREEN = 24, ROWS_MOST = 10 };

// A failed rule and how far it falls short of what there is.
struct failure {
    const struct rule_finding *finding;
    uint32_t index;
    bool measured;
    double shortfall;
};

struct closing {
    struct page *page;
    struct arena *arena;
    struct failure *failures;
    const struct rule_finding **unknown;
    uint32_t failure_count, unknown_count;
};

// ---- what failed ----

// The part of its capacity that a rule falls short by, for 5 GiB and 3 processors are compared by
// nothing else: 16 of 12 processors are worse than 65 of 64 GiB. Where there is no capacity at all,
// nothing is worse; a time has none, and bounds do not say it.
static bool measure(const struct margin *margin, double *shortfall) {
    if (!margin->present || !margin->sides_known || margin->of_times)
        return false;
    struct decimal capacity = margin->capacity_left ? margin->left : margin->right;
    double whole = (double)capacity.nano, short_by = -(double)margin->value.nano;
    *shortfall = whole > 0 ? short_by / whole : (double)INT64_MAX;
    return true;
}

static struct failure failure_of(const struct rule_finding *finding, uint32_t index) {
    struct failure failure = {.finding = finding, .index = index};
    for (uint32_t i = 0; i < finding->requirement_count; i++) {
        const struct requirement_finding *at = &finding->requirements[i];
        double shortfall;
        if (at->verdict != VERDICT_FAIL || !measure(&at->margin, &shortfall))
            continue;
        if (!failure.measured || shortfall > failure.shortfall)
            failure.shortfall = shortfall;
        failure.measured = true;
    }
    return failure;
}

// What is measured comes first; the rest keeps its order.
static int compare_failures(const void *a, const void *b) {
    const struct failure *first = a, *second = b;
    if (first->measured != second->measured)
        return first->measured ? -1 : 1;
    if (first->measured && first->shortfall != second->shortfall)
        return first->shortfall > second->shortfall ? -1 : 1;
    return first->index < second->index ? -1 : 1;
}

static void gather(struct closing *closing) {
    const struct report *report = closing->page->report;
    uint32_t count = report->findings->rule_count;
    closing->failures = ARENA_ARRAY(closing->arena, struct failure, count);
    closing->unknown = ARENA_ARRAY(closing->arena, const struct rule_finding *, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct rule_finding *finding = &report->findings->rules[i];
        if (!report_fails(report, finding->rule))
            continue;
        if (finding->verdict == VERDICT_FAIL)
            closing->failures[closing->failure_count++] = failure_of(finding, i);
        else if (finding->verdict == VERDICT_UNKNOWN)
            closing->unknown[closing->unknown_count++] = finding;
    }
    if (closing->failure_count > 1)
        qsort(closing->failures, closing->failure_count, sizeof *closing->failures,
              compare_failures);
}

static bool is_due(const struct closing *closing) {
    const struct text *out = closing->page->out;
    size_t lines = 0;
    for (size_t i = 0; i < out->size; i++)
        lines += out->data[i] == '\n';
    uint32_t open = closing->failure_count + closing->unknown_count;
    return closing->failure_count > 1 || (open > 0 && lines > SCREEN);
}

static void write_failures(struct closing *closing) {
    struct page *page = closing->page;
    uint32_t most = page->report->verbose ? UINT32_MAX : ROWS_MOST, count = closing->failure_count;
    struct text name = {0}, lead = {0};
    for (uint32_t i = 0; i < count && i < most; i++) {
        const struct rule_finding *finding = closing->failures[i].finding;
        const struct requirement_finding *foremost = page_foremost(finding);
        text_reset(&name);
        text_reset(&lead);
        page_add_rule(&name, page->report, finding);
        if (foremost != NULL)
            page_add_lead(&lead, finding, foremost);
        page_row(page, finding, text_data(&name), text_data(&lead), "");
    }
    text_reset(&lead);
    if (count > most) {
        text_addf(&lead, "and %" PRIu32 " more", count - most);
        page_line(page, 0, text_data(&lead));
    }
    text_clear(&name);
    text_clear(&lead);
}

static void add_unknown(const void *state, uint64_t index, struct text *out) {
    const struct closing *closing = state;
    page_add_rule(out, closing->page->report, closing->unknown[index]);
}

static void write_unknown(struct closing *closing) {
    struct page_names names = {add_unknown, closing, closing->unknown_count, ", ", false};
    page_names_row(closing->page, VERDICT_UNKNOWN, &names);
}

static void measure_names(struct closing *closing) {
    struct page *page = closing->page;
    struct text name = {0};
    struct page_columns names = {0};
    for (uint32_t i = 0; i < closing->failure_count; i++) {
        const struct rule_finding *finding = closing->failures[i].finding;
        text_reset(&name);
        page_add_rule(&name, page->report, finding);
        page_columns_add(&names, closing->arena, text_data(&name));
    }
    page->name_width = page_columns_width(&names, page);
    text_clear(&name);
}

void page_closing(struct page *page) {
    struct arena *arena = arena_new();
    struct closing closing = {.page = page, .arena = arena};
    gather(&closing);
    if (is_due(&closing)) {
        page_heading(page, closing.failure_count > 1 ? "In short, the worst first" : "In short");
        measure_names(&closing);
        write_failures(&closing);
        if (closing.unknown_count > 0)
            write_unknown(&closing);
        page_main_list(page);
        text_add_char(page->out, '\n');
    }
    arena_free(arena);
}
