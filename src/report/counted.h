// Elements of a list as reports count them: what all rules together come to for each.
#ifndef PLIM_REPORT_COUNTED_H
#define PLIM_REPORT_COUNTED_H

#include "finding/elements.h"
#include "report/report.h"

// An element fails where a rule that is shown as failing does for it, warnings and notes left out;
// else it is unknown where such a rule is; else waived where one is, and passes where none is any
// of these. `all` is that of all rules: element_verdict(&counted.all, row).
struct counted_list {
    const struct element_list *list;
    struct element_rule all;
    uint32_t counts[VERDICTS]; // none is skip
};
struct counted_list counted_list(const struct report *report, const struct element_list *list,
                                 struct arena *arena);

// The rules that come to a verdict beside the elements of a list: nothing of those is to be
// promised without saying so.
struct counted_rules {
    const struct report *report;
    const struct rule_finding **rules;
    uint32_t count;
};
struct counted_rules counted_beside(const struct report *report, const struct element_list *list,
                                    enum verdict verdict, struct arena *arena);

// Adds "482 of 500 vm pass all rules about each of them, but 2 other rules fail"; described,
// "482 of 500 vm (the machines to move)".
void counted_add_promise(struct text *out, const struct report *report,
                         const struct counted_list *counted, bool described, struct arena *arena);

// The list that most rules loop over that say something of it; the first of several, NULL where
// there is none that has elements.
const struct element_list *counted_main(const struct findings *findings);

#endif
