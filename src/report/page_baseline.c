// The baseline of a run in the text report: below the rules of which it excuses something, and at
// the end.
#include <inttypes.h>

#include "report/based.h"
#include "report/page.h"

// ---- below a rule ----

static void add_subject(const void *state, uint64_t index, struct text *out) {
    const struct found_subject *subjects = state;
    text_add(out, subjects[index].text);
}

// Those of the baseline stand before those that are waived. One without a name is the rule itself.
static void write_subjects(struct page *page, const char *words,
                           const struct found_subject *subjects, uint64_t count,
                           const struct excused *excused) {
    uint64_t first = excused_not(count, excused);
    struct page_names names = {add_subject, subjects + first, excused->baseline, NULL, false};
    struct text line = {0};
    if (excused->baseline == 0)
        return;
    text_add(&line, words);
    if (subjects[first].text[0] != '\0') {
        text_add(&line, ": ");
        names.between = page_between(subjects[first].text);
        page_add_names(page, &line, PAGE_INDENT, &names);
    }
    page_line(page, 0, text_data(&line));
    text_clear(&line);
}

void page_baseline(struct page *page, const struct rule_finding *rule) {
    if (rule->unknown_whole && rule->whole == VERDICT_BASELINE)
        page_line(page, 0, "unknown as in the baseline: whether it applies, or to what");
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct requirement_finding *at = &rule->requirements[i];
        write_subjects(page, "fails as in the baseline", at->failed_subjects, at->failed_elements,
                       &at->failed_excused);
        write_subjects(page, "unknown as in the baseline", at->unknown_subjects, at->unknown_count,
                       &at->unknown_excused);
    }
}

// ---- at the end ----

static void add_needless(const void *state, uint64_t index, struct text *out) {
    const struct baseline_item *const *items = state;
    based_add_name(out, items[index]);
}

static void write_needless(struct page *page, const struct baseline_finding *finding) {
    struct arena *arena = arena_new();
    size_t count;
    const struct baseline_item **items = based_needless(finding, arena, &count);
    struct page_names names = {add_needless, items, count, ", ", false};
    struct text line = {0};
    if (count > 0) {
        text_add(&line, "needed no more, so make it anew: ");
        page_add_names(page, &line, PAGE_INDENT, &names);
        page_line(page, 0, text_data(&line));
    }
    text_clear(&line);
    arena_free(arena);
}

void page_baseline_end(struct page *page) {
    const struct baseline_finding *finding = page->report->findings->baseline;
    struct text line = {0};
    if (finding == NULL)
        return;
    based_add_sum(&line, finding);
    page_word(page, STYLE_YELLOW, "baseline", text_data(&line));
    write_needless(page, finding);
    text_clear(&line);
}
