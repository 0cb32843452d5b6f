// The baseline of a run in the text report: below the rules of which it excuses something, and at
// the end.
#include <string.h>

#include "base/intern.h"
#include "report/based.h"
#include "report/page.h"

// ---- below a rule ----

// The subjects of a rule that are excused, each once however many requirements they fail. One
// without a name is the rule itself.
struct excused_names {
    struct intern *seen;
    bool any;
    bool cut; // there are others, which are not named
};

static void add_excused(struct excused_names *names, const struct named_subjects *named,
                        const struct excused *excused) {
    uint64_t first = excused_not(named->count + named->left_out, excused);
    uint64_t end = first + excused->baseline;
    names->any |= excused->baseline > 0;
    names->cut |= excused->baseline > 0 && end > named->count;
    for (uint64_t i = first; i < end && i < named->count; i++)
        if (named->subjects[i]->text[0] != '\0')
            intern_add(names->seen, named->subjects[i]->text, strlen(named->subjects[i]->text));
}

static void add_name(const void *state, uint64_t index, struct text *out) {
    const struct excused_names *names = state;
    text_add(out, intern_text(names->seen, (uint32_t)index));
}

static void write_names(struct page *page, const char *words, const struct excused_names *excused) {
    struct page_names names = {add_name, excused, intern_count(excused->seen), NULL, false};
    struct text line = {0};
    if (!excused->any)
        return;
    text_add(&line, words);
    if (names.count > 0) {
        text_add(&line, ": ");
        names.between = page_between(intern_text(excused->seen, 0));
        page_add_names(page, &line, PAGE_INDENT, &names);
    }
    text_add(&line, excused->cut ? "; others are not named" : "");
    page_line(page, 0, text_data(&line));
    text_clear(&line);
}

// What fails although the baseline has it.
static void add_worse(struct excused_names *names, const struct findings *findings,
                      const struct rule_finding *rule,
                      const struct requirement_finding *requirement) {
    uint64_t count = excused_not(requirement->failed_elements, &requirement->failed_excused);
    const struct named_subjects *named = &requirement->failed_subjects;
    for (uint64_t i = 0; i < count && i < named->count; i++) {
        const struct found_subject *subject = named->subjects[i];
        const struct baseline_item *item = baseline_find(findings, rule, requirement, subject);
        if (item == NULL || item->state != BASELINE_WORSE)
            continue;
        names->any = true;
        if (subject->text[0] != '\0')
            intern_add(names->seen, subject->text, strlen(subject->text));
    }
}

void page_baseline(struct page *page, const struct rule_finding *rule) {
    const struct findings *findings = page->report->findings;
    if (findings->baseline == NULL)
        return;
    struct arena *arena = arena_new();
    struct excused_names failed = {.seen = intern_new(arena)};
    struct excused_names unknown = {.seen = intern_new(arena)};
    struct excused_names worse = {.seen = intern_new(arena)};
    for (uint32_t i = 0; i < rule->requirement_count; i++) {
        const struct requirement_finding *at = &rule->requirements[i];
        add_excused(&failed, &at->failed_subjects, &at->failed_excused);
        add_excused(&unknown, &at->unknown_subjects, &at->unknown_excused);
        if (findings->baseline->given->strict)
            add_worse(&worse, findings, rule, at);
    }
    if (rule->unknown_whole && rule->whole == VERDICT_BASELINE)
        page_line(page, 0, "unknown as in the baseline: whether it applies, or to what");
    write_names(page, "worse than in the baseline, or not comparable", &worse);
    write_names(page, "fails as in the baseline", &failed);
    write_names(page, "unknown as in the baseline", &unknown);
    arena_free(arena);
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
