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
    size_t name_width, lead_width; // columns of the section
    bool counted;                  // the last line has begun
};

// Columns before a verdict, of a verdict, and before the lines that explain it.
enum { PAGE_MARGIN = 2, PAGE_WORD = 9, PAGE_INDENT = PAGE_MARGIN + PAGE_WORD, PAGE_GAP = 3 };

// Adds TEXT, made safe for a terminal, behind COLUMN columns of a line. What would go beyond the
// width of the report goes on at a word, on lines that begin with HANG blanks.
void page_flow(struct page *page, size_t column, size_t hang, const char *text);
// The lines that it takes there, with every further one as far to the right; SIZE_MAX where a word
// does not fit on one.
size_t page_lines(const struct page *page, size_t column, const char *text);

// Turns a style on or off; does nothing without colour.
void page_style(struct page *page, enum style style);

// Adds the name of a rule, and its severity where neither verdict nor lines below say it.
void page_add_name(struct text *out, const struct rule_finding *finding);
// The requirement that stands for its rule on one line: the first that failed; else with a margin;
// else that shows something; NULL where there is none.
const struct requirement_finding *page_foremost(const struct rule_finding *finding);
// Adds values as findings have them, with times to the minute where that loses nothing; what is in
// quotes is a text and stays as it is.
void page_add_shown(struct text *out, const char *shown);
// Adds what comes before all else of a requirement: its margin, or of how many it fails.
void page_add_lead(struct text *out, const struct rule_finding *finding,
                   const struct requirement_finding *requirement);
// Adds what follows: both sides of its comparison or whatever says most, whose margin it is, and
// whether nothing was looked at.
void page_add_rest(struct text *out, const struct rule_finding *finding,
                   const struct requirement_finding *requirement);
// Adds all of it with the requirement as it is written, for a line of its own.
void page_add_requirement(struct text *out, const struct rule_finding *finding,
                          const struct requirement_finding *requirement);

// Whether a failure of the rule is shown as one: those of warnings and notes are not, unless they
// fail the run.
bool page_fails(const struct report *report, const struct rule *rule);

// Adds a line below a rule, so deep within it; or one about the run.
void page_line(struct page *page, size_t depth, const char *text);
void page_warning(struct page *page, const char *text);

// What divides subjects that are like this one.
const char *page_between(const char *subject);

// The waivers that cover something of a rule, below it; and what else is to be said of waivers.
void page_waivers(struct page *page, const struct rule_finding *rule);
void page_waiver_warnings(struct page *page);

// What tailoring changes that no rule shows.
void page_tailoring_warnings(struct page *page);

// All lines of one rule.
void page_rule(struct page *page, const struct rule_finding *finding);

#endif
