// Reports of one explanation.
#ifndef PLIM_REPORT_EXPLAIN_H
#define PLIM_REPORT_EXPLAIN_H

#include "finding/explanation.h"
#include "report/report.h"

// What is reported: the report has the run, its findings the explained rule alone. The facts have
// kept their texts.
struct explained {
    const struct report *report;
    const struct explanation *explanation;
    const struct rule_finding *finding;
    struct session_facts *facts;
    struct arena *arena;
};

void explain_text(const struct explained *explained, struct text *out);
void explain_json(const struct explained *explained, struct text *out);

// The exit status: 0 where the verdict is pass or excused, 1 fail, 2 unknown, or skip, where
// nothing was decided.
int explain_exit(enum verdict verdict);

// Who set a param, the last of them; NULL: its own policy, in its default.
const struct tailoring *explain_tailoring(const struct derivation *param);

// Adds what would give a missing fact a value for once: --with 'vm["db01"].memory=VALUE'.
// Nothing where it cannot be given one so.
void explain_add_try(const struct explained *explained, const struct derivation *part,
                     struct text *out);

// Adds the command that would tell it; nothing where there is none.
void explain_add_tell(const struct explained *explained, const struct derivation *part,
                      struct text *out);

#endif
