// Elements of the root's lists in the text report: how many pass all rules, and what keeps the
// others.
#include <inttypes.h>

#include "report/counted.h"
#include "report/page.h"

// The elements of a list that come to a verdict.
struct kept {
    const struct counted_list *counted;
    enum verdict verdict;
    uint32_t *rows;
    struct arena *arena;
};

static void add_key(struct text *out, const struct element_list *list, uint32_t row,
                    struct arena *arena) {
    struct fact_step key = elements_key(list, row, arena);
    if (key.kind == FACT_STEP_POSITION)
        text_addf(out, "[%" PRIu64 "]", key.position);
    else
        text_add_name(out, key.text);
}

static void add_kept(const void *state, uint64_t index, struct text *out) {
    const struct kept *kept = state;
    add_key(out, kept->counted->list, kept->rows[index], kept->arena);
}

// ---- in short ----

static void write_kept(struct page *page, const struct counted_list *counted, enum verdict verdict,
                       struct arena *arena) {
    struct kept kept = {counted, verdict, NULL, arena};
    struct page_names names = {add_kept, &kept, counted->counts[verdict], ", ", false};
    uint32_t count = 0;
    if (names.count == 0)
        return;
    kept.rows = ARENA_ARRAY(arena, uint32_t, names.count);
    for (uint32_t row = 0; row < counted->list->rows; row++)
        if (element_verdict(&counted->all, row) == verdict)
            kept.rows[count++] = row;
    page_names_row(page, verdict, &names);
}

void page_main_list(struct page *page) {
    const struct element_list *list = counted_main(page->report->findings);
    struct arena *arena = arena_new();
    struct text line = {0};
    if (list != NULL) {
        struct counted_list counted = counted_list(page->report, list, arena);
        counted_add_promise(&line, page->report, &counted, false, arena);
        text_add_char(page->out, '\n');
        page_note(page, text_data(&line));
        write_kept(page, &counted, VERDICT_FAIL, arena);
        write_kept(page, &counted, VERDICT_UNKNOWN, arena);
        write_kept(page, &counted, VERDICT_BASELINE, arena);
    }
    text_clear(&line);
    arena_free(arena);
}

// ---- one by one ----

struct by {
    struct page *page;
    const struct element_list *list;
    struct arena *arena;
    const struct rule_finding **rules; // of one element, those that keep it
    uint32_t count;
};

static bool keeps(enum verdict verdict) {
    return verdict != VERDICT_PASS && verdict != VERDICT_SKIP;
}

// The rules that come to a verdict for a row; those whose failure is shown as less are apart.
static void gather(struct by *by, uint32_t row, enum verdict verdict, bool fails) {
    const struct report *report = by->page->report;
    by->count = 0;
    for (uint32_t i = 0; i < by->list->rule_count; i++) {
        const struct rule_finding *finding = &report->findings->rules[by->list->rules[i].rule];
        if (element_verdict(&by->list->rules[i], row) == verdict &&
            report_fails(report, finding->rule) == fails)
            by->rules[by->count++] = finding;
    }
}

static void add_rule(const void *state, uint64_t index, struct text *out) {
    const struct by *by = state;
    page_add_rule(out, by->page->report, by->rules[index]);
}

static void add_rules(struct by *by, uint32_t row, enum verdict verdict, bool fails, bool is_own,
                      struct text *line) {
    struct page_names names = {add_rule, by, 0, ", ", false};
    gather(by, row, verdict, fails);
    if (by->count == 0)
        return;
    names.count = by->count;
    text_add(line, line->size > 0 ? "; " : "");
    if (!is_own)
        text_addf(line, "%s: ", fails ? verdict_text(verdict) : "warning");
    page_add_names(by->page, line, PAGE_INDENT + by->page->name_width + PAGE_GAP, &names);
}

// What keeps the element of a row: the rules that its verdict is of have no word before them.
static void add_reasons(struct by *by, uint32_t row, enum verdict verdict, struct text *line) {
    for (size_t i = 0; i < VERDICTS_TOLD; i++)
        add_rules(by, row, verdicts_told[i], true, verdicts_told[i] == verdict, line);
    add_rules(by, row, VERDICT_FAIL, false, false, line);
}

static void write_element(struct by *by, uint32_t row, enum verdict verdict) {
    struct text name = {0}, line = {0};
    add_key(&name, by->list, row, by->arena);
    add_reasons(by, row, verdict, &line);
    page_verdict_row(by->page, verdict, text_data(&name), text_data(&line));
    text_clear(&name);
    text_clear(&line);
}

static void measure(struct by *by, const struct counted_list *counted) {
    struct page_columns columns = {0};
    struct text name = {0};
    for (uint32_t row = 0; row < by->list->rows; row++) {
        if (!by->page->report->verbose && !keeps(element_verdict(&counted->all, row)))
            continue;
        text_reset(&name);
        add_key(&name, by->list, row, by->arena);
        page_columns_add(&columns, by->arena, text_data(&name));
    }
    by->page->name_width = page_columns_width(&columns, by->page);
    text_clear(&name);
}

static void write_elements(struct by *by, const struct counted_list *counted) {
    bool verbose = by->page->report->verbose;
    for (uint32_t row = 0; row < by->list->rows; row++) {
        enum verdict verdict = element_verdict(&counted->all, row);
        if (verbose || keeps(verdict))
            write_element(by, row, verdict);
    }
}

static void add_beside(const void *state, uint64_t index, struct text *out) {
    const struct counted_rules *beside = state;
    page_add_rule(out, beside->report, beside->rules[index]);
}

static void write_beside(struct by *by, enum verdict verdict) {
    struct counted_rules others = counted_beside(by->page->report, by->list, verdict, by->arena);
    struct page_names names = {add_beside, &others, others.count, ", ", false};
    if (others.count > 0)
        page_names_row(by->page, verdict, &names);
}

void page_by(struct page *page) {
    const struct report *report = page->report;
    struct arena *arena = arena_new();
    struct by by = {page, elements_find(report->findings, report->by), arena, NULL, 0};
    struct counted_list counted = counted_list(report, by.list, arena);
    struct text line = {0};
    by.rules = ARENA_ARRAY(arena, const struct rule_finding *, by.list->rule_count);
    measure(&by, &counted);
    write_elements(&by, &counted);
    counted_add_promise(&line, page->report, &counted, false, arena);
    text_add(page->out,
             by.list->rows > counted.counts[VERDICT_PASS] || report->verbose ? "\n" : "");
    page_note(page, text_data(&line));
    write_beside(&by, VERDICT_FAIL);
    write_beside(&by, VERDICT_UNKNOWN);
    text_add_char(page->out, '\n');
    text_clear(&line);
    arena_free(arena);
}
