// Several runs as a comment on a merge request. What would make it too long is left out, and
// counted.
#include "report/read/merge.h"
#include "report/report.h"

// GitHub takes 65,536 characters.
enum { MOST = 60000, ROOM_FOR_END = 1000, NAMED = 5 };

static const char *mark_of(enum verdict verdict) {
    return verdict == VERDICT_PASS ? "✅" : verdict == VERDICT_FAIL ? "❌" : "❔";
}

static void add_cell(struct text *row, struct text *cell) {
    if (cell->size > 0)
        report_add_cell(row, text_data(cell), true);
    text_add(row, " | ");
    text_reset(cell);
}

// Takes the row where there is room for it; returns whether not. The blank behind its last cell
// becomes the end of the line.
static bool add_row(struct text *out, struct text *row, struct text *cell) {
    bool fits = out->size + row->size + ROOM_FOR_END <= MOST;
    row->data[row->size - 1] = '\n';
    if (fits)
        text_add_bytes(out, row->data, row->size);
    text_clear(row);
    text_clear(cell);
    return !fits;
}

static bool add_run(struct text *out, const struct merged_run *run) {
    struct text row = {0}, cell = {0};
    text_addf(&row, "| %s %s | ", mark_of(run->run->verdict), verdict_text(run->run->verdict));
    text_add(&cell, run->run->name);
    add_cell(&row, &cell);
    merge_add_counts(&row, run->run);
    text_add(&row, " | ");
    merge_add_keep(&cell, run, NAMED);
    add_cell(&row, &cell);
    merge_add_worst(&cell, run);
    add_cell(&row, &cell);
    return add_row(out, &row, &cell);
}

static bool add_rule(struct text *out, const struct merged_rule *rule) {
    struct text row = {0}, cell = {0};
    text_addf(&row, "| %s | ", rule->failed_count > 0 ? "❌" : "❔");
    compare_add_rule(&cell, rule->rule);
    add_cell(&row, &cell);
    text_addf(&row, "%s | ", severity_text(rule->rule->severity));
    report_add_cell(&row, rule->rule->title, false);
    text_add(&row, " | ");
    merge_add_where(&cell, rule, NAMED);
    add_cell(&row, &cell);
    return add_row(out, &row, &cell);
}

static void add_same(struct text *out, const struct merged *merged) {
    for (size_t i = 0; i < merged->run_count; i++) {
        const struct merged_run *run = &merged->runs[i];
        if (run->same == NULL || out->size + ROOM_FOR_END > MOST)
            continue;
        text_add(out, "\nThe same run stands twice: ");
        report_add_cell(out, run->same->name, true);
        text_add(out, " and ");
        report_add_cell(out, run->run->name, true);
        text_add(out, ".\n");
    }
}

void merge_markdown(const struct merged *merged, struct text *out) {
    size_t left_out = 0;
    text_addf(out, "### Plimsoll\n\n%s **%s**: ", mark_of(merged->verdict),
              verdict_text(merged->verdict));
    merge_add_sum(out, merged);
    text_add(out,
             ".\n\n| verdict | run | rules | because of | tightest |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < merged->run_count; i++)
        left_out += add_run(out, &merged->runs[i]);
    if (merged->rule_count > 0)
        text_add(out,
                 "\n| | rule | severity | what has to hold | where |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < merged->rule_count; i++)
        left_out += add_rule(out, &merged->rules[i]);
    add_same(out, merged);
    if (left_out > 0)
        text_addf(out, "\n_%zu row%s left out, as the comment would be too long._\n", left_out,
                  left_out == 1 ? " is" : "s are");
}
