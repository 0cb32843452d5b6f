// The text report in the making: what its parts share.
#ifndef PLIM_REPORT_PAGE_H
#define PLIM_REPORT_PAGE_H

#include "base/utf8.h"
#include "lang/diagnostic.h"
#include "report/report.h"

enum style { STYLE_NONE, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_GREEN, STYLE_YELLOW };

struct page {
    const struct report *report;
    struct text *out;
    size_t name_width, shown_width; // columns of the section
    bool counted;                   // the last line has begun
};

// Columns before a verdict, of a verdict, and before the lines that explain it.
enum { PAGE_MARGIN = 2, PAGE_WORD = 9, PAGE_INDENT = PAGE_MARGIN + PAGE_WORD, PAGE_GAP = 3 };

// Turns on a style, or off again; nothing without colour.
void page_style(struct page *page, enum style style);

// The requirement that stands for its rule on one line: the first that failed; else with a margin;
// else that shows something; NULL where there is none.
const struct requirement_finding *page_foremost(const struct rule_finding *finding);

// Whether the rule's failure is called one: warnings and notes are not, unless they fail the run.
bool page_fails(const struct report *report, const struct rule *rule);

// All lines of one rule.
void page_rule(struct page *page, const struct rule_finding *finding);

#endif
