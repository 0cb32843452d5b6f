// A comparison for people at a terminal.
#include "report/page.h"
#include "report/read/compare_words.h"

#include <string.h>

enum { NAMED = 5 };

static size_t named(const struct compare_look *look) {
    return look->verbose ? SIZE_MAX : NAMED;
}

// ---- rules ----

static void write_reasons(struct page *page, const struct rule_change *change, size_t most) {
    struct text text = {0};
    compare_add_severity(&text, change);
    page_below(page, "", &text);
    compare_add_subjects(&text, &change->failing, most);
    page_below(page, "fails now: ", &text);
    compare_add_subjects(&text, &change->unknown, most);
    page_below(page, "unknown now: ", &text);
    compare_add_keys(&text, change->missing, change->missing_count, most);
    page_below(page, "missing now: ", &text);
    compare_add_subjects(&text, &change->mended, most);
    page_below(page, "no longer: ", &text);
    compare_add_left_out(&text, change);
    page_below(page, "", &text);
    for (size_t i = 0; i < change->tailored_count; i++) {
        compare_add_tailoring(&text, change, i);
        page_below(page, "", &text);
    }
    text_clear(&text);
}

static void write_rule(struct page *page, const struct rule_change *change, size_t most) {
    static const enum style styles[] = {STYLE_RED, STYLE_YELLOW, STYLE_GREEN,
                                        STYLE_DIM, STYLE_DIM,    STYLE_DIM};
    struct text text = {0};
    const struct past_rule *rule = change->after != NULL ? change->after : change->before;
    bool noted = change->kind == RULE_NOTED;
    compare_add_rule(&text, rule);
    text_add(&text, "   ");
    compare_add_verdicts(&text, change);
    page_word(page, styles[change->kind],
              noted ? severity_text(rule->severity) : rule_change_word(change->kind),
              text_data(&text));
    text_reset(&text);
    if (change->after != NULL)
        write_reasons(page, change, most);
    text_clear(&text);
}

// ---- margins and lists ----

static void write_margin(struct page *page, const struct margin_change *change) {
    struct text text = {0};
    bool less = change->by.nano < 0;
    compare_add_rule(&text, change->rule);
    text_add(&text, "   ");
    compare_add_loss(&text, change);
    text_add(&text, ": ");
    compare_add_margins(&text, change);
    page_word(page, change->worse ? STYLE_RED : STYLE_NONE,
              change->worse ? "worse"
              : less        ? "less"
                            : "more",
              text_data(&text));
    text_reset(&text);
    if (change->rule->requirement_count > 1)
        text_add(&text, change->after->text);
    page_below(page, "", &text);
    text_clear(&text);
}

static void write_keys(struct page *page, const char *word, const char *list,
                       const char *const *keys, size_t count, size_t most) {
    struct text text = {0};
    text_addf(&text, "%s ", list);
    compare_add_keys(&text, keys, count, most);
    if (count > 0)
        page_word(page, STYLE_NONE, word, text_data(&text));
    text_clear(&text);
}

static void write_list(struct page *page, const struct list_change *change, size_t most) {
    struct text text = {0};
    write_keys(page, "came", change->name, change->came, change->came_count, most);
    write_keys(page, "went", change->name, change->went, change->went_count, most);
    compare_add_passed(&text, change);
    page_word(page, STYLE_NONE, "now", text_data(&text));
    text_clear(&text);
}

// ---- runs ----

static void write_side(struct page *page, const char *word, const struct past_run *run) {
    struct text text = {0};
    text_addf(&text, "%s, %s, %s", strcmp(run->file, "-") == 0 ? "standard input" : run->file,
              run->now, verdict_text(run->verdict));
    text_addf(page->out, "%-9s", word);
    page_flow(page, PAGE_WORD, PAGE_WORD, text_data(&text));
    text_add_char(page->out, '\n');
    text_clear(&text);
}

static void write_head(struct page *page, const struct run_comparison *comparison,
                       const struct run_pair *pair) {
    if (comparison->several) {
        page_style(page, STYLE_BOLD);
        page_flow(page, 0, PAGE_MARGIN, pair->name);
        page_style(page, STYLE_NONE);
        text_add(page->out, pair->before == NULL ? " came" : pair->after == NULL ? " went" : "");
        text_add_char(page->out, '\n');
    }
    if (pair->before != NULL)
        write_side(page, "before", pair->before);
    if (pair->after != NULL)
        write_side(page, "after", pair->after);
    text_add_char(page->out, '\n');
}

static void write_about(struct page *page, const struct run_pair *pair) {
    for (size_t i = 0; i < pair->about_count; i++) {
        struct text text = {0};
        compare_add_about(&text, &pair->about[i]);
        page_word(page, STYLE_NONE, "about", text_data(&text));
        text_clear(&text);
    }
}

static void write_pair(struct page *page, const struct run_comparison *comparison,
                       const struct compare_look *look, const struct run_pair *pair) {
    size_t most = named(look);
    write_head(page, comparison, pair);
    size_t head = page->out->size;
    for (size_t i = 0; i < pair->rule_count; i++)
        write_rule(page, &pair->rules[i], most);
    for (size_t i = 0; i < pair->margin_count; i++)
        write_margin(page, &pair->margins[i]);
    for (size_t i = 0; i < pair->list_count; i++)
        write_list(page, &pair->lists[i], most);
    write_about(page, pair);
    if (page->out->size > head)
        text_add_char(page->out, '\n');
}

void compare_text(const struct run_comparison *comparison, const struct compare_look *look,
                  struct text *out) {
    struct report report = {.colour = look->colour, .width = look->width, .verbose = look->verbose};
    struct page page = {.report = &report, .out = out};
    size_t untold = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        bool told = !comparison->several || compare_is_told(&comparison->pairs[i]);
        if (told)
            write_pair(&page, comparison, look, &comparison->pairs[i]);
        untold += !told;
    }
    if (untold > 0)
        text_addf(out, "%zu %s as before\n\n", untold, untold == 1 ? "run is" : "runs are");
    page_style(&page, comparison->worse ? STYLE_RED : STYLE_GREEN);
    struct text sum = {0};
    compare_add_sum(&sum, comparison);
    page_flow(&page, 0, PAGE_MARGIN, text_data(&sum));
    page_style(&page, STYLE_NONE);
    text_add_char(out, '\n');
    text_clear(&sum);
}
