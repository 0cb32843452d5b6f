// Lines of the text report: rows of a verdict and columns, and what stands below them.
#include <string.h>

#include "report/page.h"

void page_style(struct page *page, enum style style) {
    static const char *const codes[] = {"0", "1", "2", "31", "32", "33"};
    if (page->report->colour)
        text_addf(page->out, "\033[%sm", codes[style]);
}

// The word that a line begins with.
static void add_word(struct page *page, enum style style, const char *word) {
    text_add_repeat(page->out, ' ', PAGE_MARGIN);
    page_style(page, style);
    text_add(page->out, word);
    page_style(page, STYLE_NONE);
    text_add_repeat(page->out, ' ', PAGE_WORD - strlen(word));
}

void page_line(struct page *page, size_t depth, const char *text) {
    size_t indent = PAGE_INDENT + depth * 2;
    text_add_repeat(page->out, ' ', indent);
    page_flow(page, indent, indent + 2, text);
    text_add_char(page->out, '\n');
}

void page_word(struct page *page, enum style style, const char *word, const char *text) {
    add_word(page, style, word);
    page_flow(page, PAGE_INDENT, PAGE_INDENT + 2, text);
    text_add_char(page->out, '\n');
}

void page_warning(struct page *page, const char *text) {
    page_word(page, STYLE_YELLOW, "warning", text);
}

void page_below(struct page *page, const char *words, struct text *text) {
    struct text line = {0};
    text_addf(&line, "%s%s", words, text_data(text));
    if (text->size > 0)
        page_line(page, 0, text_data(&line));
    text_clear(&line);
    text_reset(text);
}

// Adds the text of a column, and to the blanks behind it those that it leaves free; returns its
// width.
static size_t add_column(struct page *page, const char *text, size_t *blanks, size_t width) {
    size_t before = page->out->size;
    text_add_clean(page->out, text);
    size_t used = utf8_width(page->out->data + before, page->out->size - before);
    *blanks += used < width ? width - used : 0;
    return used;
}

static void add_verdict(struct page *page, enum verdict verdict) {
    static const enum style styles[] = {STYLE_GREEN, STYLE_RED, STYLE_YELLOW,
                                        STYLE_DIM,   STYLE_DIM, STYLE_DIM};
    add_word(page, styles[verdict], verdict_text(verdict));
}

static void add_rule_verdict(struct page *page, const struct rule_finding *finding) {
    if (finding->verdict == VERDICT_FAIL && !report_fails(page->report, finding->rule))
        add_word(page, STYLE_YELLOW, severity_text(finding->rule->severity));
    else
        add_verdict(page, finding->verdict);
}

// Goes on after BLANKS behind a column, or on the next line; returns the column of what follows.
static size_t go_on(struct page *page, size_t column, size_t blanks, bool here) {
    enum { HANG = PAGE_INDENT + 2 };
    if (!here)
        text_add_char(page->out, '\n');
    text_add_repeat(page->out, ' ', here ? blanks : HANG);
    return here ? column + blanks : HANG;
}

// The rest of a line from a column on, after BLANKS; where it would take more than so many lines
// there, from the next line on.
static void write_rest(struct page *page, size_t column, size_t blanks, const char *text,
                       size_t lines) {
    bool here = page_lines(page, column + blanks, text) <= lines;
    size_t from = go_on(page, column, blanks, here);
    page_flow(page, from, from, text);
}

// What follows the verdict.
static void add_columns(struct page *page, const char *name, const char *lead, const char *rest) {
    size_t column = PAGE_INDENT, blanks = PAGE_GAP;
    column += add_column(page, name, &blanks, page->name_width);
    if (lead[0] != '\0') {
        column = go_on(page, column, blanks, page_lines(page, column + blanks, lead) <= 1);
        blanks = PAGE_GAP;
        column += add_column(page, lead, &blanks, page->lead_width);
    }
    if (rest[0] != '\0')
        write_rest(page, column, blanks, rest, lead[0] != '\0' ? 1 : 2);
    text_add_char(page->out, '\n');
}

void page_row(struct page *page, const struct rule_finding *finding, const char *name,
              const char *lead, const char *rest) {
    add_rule_verdict(page, finding);
    add_columns(page, name, lead, rest);
}

void page_verdict_row(struct page *page, enum verdict verdict, const char *name, const char *rest) {
    add_verdict(page, verdict);
    add_columns(page, name, "", rest);
}

void page_names_row(struct page *page, enum verdict verdict, const struct page_names *names) {
    struct text line = {0};
    page_add_names(page, &line, PAGE_INDENT, names);
    add_verdict(page, verdict);
    page_flow(page, PAGE_INDENT, PAGE_INDENT, text_data(&line));
    text_add_char(page->out, '\n');
    text_clear(&line);
}

void page_heading(struct page *page, const char *text) {
    page_style(page, STYLE_BOLD);
    page_flow(page, 0, PAGE_MARGIN, text);
    page_style(page, STYLE_NONE);
    text_add(page->out, "\n\n");
}

void page_note(struct page *page, const char *text) {
    text_add_repeat(page->out, ' ', PAGE_MARGIN);
    page_flow(page, PAGE_MARGIN, PAGE_MARGIN, text);
    text_add_char(page->out, '\n');
}
