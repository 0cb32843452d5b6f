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

// Names that stand on one line, as many as fit on it and the next, each cut to what fits; all of
// them, and whole, under --verbose.
struct page_names {
    void (*add)(const void *state, uint64_t index, struct text *out);
    const void *state;
    uint64_t count;
    const char *between;
    bool counted; // the line says already how many they are
};
// Adds them to a line that will be indented so far.
void page_add_names(const struct page *page, struct text *line, size_t indent,
                    const struct page_names *names);

// The widths of the texts of a column, those that are empty left out, and that of the column.
struct page_columns {
    size_t *widths;
    size_t count, room;
};
void page_columns_add(struct page_columns *columns, struct arena *arena, const char *text);
size_t page_columns_width(const struct page_columns *columns, const struct page *page);

// Adds how a rule is called where other policies may have one of that name.
void page_add_rule(struct text *out, const struct report *report,
                   const struct rule_finding *finding);
// Adds the name of a rule, and its severity where neither verdict nor lines below say it.
void page_add_name(struct text *out, const struct rule_finding *finding);
// The requirement that stands for its rule on one line: the first that failed; else with a margin;
// else that shows something; NULL where there is none.
const struct requirement_finding *page_foremost(const struct rule_finding *finding);
// Adds values as findings have them, with times to the minute where that loses nothing; what is in
// quotes is a text, and cut where it is long, unless they are to be whole.
void page_add_shown(struct text *out, const char *shown, bool whole);
// Adds what comes before all else of a requirement: its margin, or of how many it fails.
void page_add_lead(struct text *out, const struct rule_finding *finding,
                   const struct requirement_finding *requirement);
// Adds what follows: both sides of its comparison or whatever says most, whose margin it is, and
// whether nothing was looked at.
void page_add_rest(struct text *out, const struct rule_finding *finding,
                   const struct requirement_finding *requirement, bool whole);
// Adds all of it with the requirement as it is written, for a line of its own.
void page_add_requirement(struct text *out, const struct rule_finding *finding,
                          const struct requirement_finding *requirement, bool whole);
// Adds a rule in one line, for an editor: "fail: 5 short   8 >= 13".
void page_add_verdict(struct text *out, const struct rule_finding *finding);

// Adds a line below a rule, so deep within it; or one about the run, which begins with a word.
void page_line(struct page *page, size_t depth, const char *text);
void page_word(struct page *page, enum style style, const char *word, const char *text);
void page_warning(struct page *page, const char *text);
// Adds a line of words and the text behind them, which is reset; nothing where that is empty.
void page_below(struct page *page, const char *words, struct text *text);

// What divides subjects that are like this one.
const char *page_between(const char *subject);

// The waivers that cover something of a rule, below it; and what else is to be said of waivers.
void page_waivers(struct page *page, const struct rule_finding *rule);
void page_waiver_warnings(struct page *page);

// What a baseline excuses of a rule, below it; and what it is, at the end.
void page_baseline(struct page *page, const struct rule_finding *rule);
void page_baseline_end(struct page *page);

// What tailoring changes that no rule shows.
void page_tailoring_warnings(struct page *page);

// A line of a table: the verdict of a rule, a name, the lead if there is any, and the rest.
void page_row(struct page *page, const struct rule_finding *finding, const char *name,
              const char *lead, const char *rest);

// The same for something else that has a verdict; and a line of nothing but names.
void page_verdict_row(struct page *page, enum verdict verdict, const char *name, const char *rest);
void page_names_row(struct page *page, enum verdict verdict, const struct page_names *names);

// The line above a part, and a sentence in it.
void page_heading(struct page *page, const char *text);
void page_note(struct page *page, const char *text);

// How many elements of the list that most rules loop over pass all of them, and which do not.
void page_main_list(struct page *page);

// What failed and what is unknown, in short, and which elements pass all rules; nothing where the
// lines above are few enough to show that.
void page_closing(struct page *page);

// The elements of the list report->by, with what keeps them.
void page_by(struct page *page);

// All lines of one rule.
void page_rule(struct page *page, const struct rule_finding *finding);

#endif
