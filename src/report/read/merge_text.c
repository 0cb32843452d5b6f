// Several runs for people at a terminal.
#include "report/page.h"
#include "report/read/merge.h"

enum { NAMED = 5 };

static enum style style_of(enum verdict verdict) {
    return verdict == VERDICT_PASS   ? STYLE_GREEN
           : verdict == VERDICT_FAIL ? STYLE_RED
                                     : STYLE_YELLOW;
}

static void write_run(struct page *page, const struct merged_run *run, size_t most) {
    struct text text = {0};
    text_addf(&text, "%s   ", run->run->name);
    merge_add_counts(&text, run->run);
    page_word(page, style_of(run->run->verdict), verdict_text(run->run->verdict), text_data(&text));
    text_reset(&text);
    merge_add_keep(&text, run, most);
    page_below(page, "because of ", &text);
    merge_add_worst(&text, run);
    page_below(page, "tightest: ", &text);
    if (run->same != NULL)
        text_add(&text, run->same->name);
    page_below(page, "the same run as ", &text);
    text_clear(&text);
}

static void write_rule(struct page *page, const struct merged_rule *rule, size_t most) {
    struct text text = {0};
    const char *word = rule->failed_count > 0 ? "fail" : "unknown";
    compare_add_rule(&text, rule->rule);
    if (rule->rule->severity != SEVERITY_ERROR)
        text_addf(&text, " (%s)", severity_text(rule->rule->severity));
    text_add(&text, "   ");
    merge_add_where(&text, rule, most);
    page_word(page,
              !rule->counts            ? STYLE_DIM
              : rule->failed_count > 0 ? STYLE_RED
                                       : STYLE_YELLOW,
              word, text_data(&text));
    text_clear(&text);
}

void merge_text(const struct merged *merged, const struct compare_look *look, struct text *out) {
    struct report report = {.colour = look->colour, .width = look->width, .verbose = look->verbose};
    struct page page = {.report = &report, .out = out};
    size_t most = look->verbose ? SIZE_MAX : NAMED;
    struct text sum = {0};
    for (size_t i = 0; i < merged->run_count; i++)
        write_run(&page, &merged->runs[i], most);
    if (merged->rule_count > 0)
        text_add(out, "\nRules that fail or are unknown\n\n");
    for (size_t i = 0; i < merged->rule_count; i++)
        write_rule(&page, &merged->rules[i], most);
    text_add_char(out, '\n');
    page_style(&page, style_of(merged->verdict));
    merge_add_sum(&sum, merged);
    page_flow(&page, 0, PAGE_MARGIN, text_data(&sum));
    page_style(&page, STYLE_NONE);
    text_add_char(out, '\n');
    text_clear(&sum);
}
