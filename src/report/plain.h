// What rules came to, for formats that know less than three verdicts and three severities.
#ifndef PLIM_REPORT_PLAIN_H
#define PLIM_REPORT_PLAIN_H

#include "report/report.h"
#include "session_digest.h"

enum plain_state {
    PLAIN_PASS,
    PLAIN_FAIL,
    PLAIN_UNKNOWN,
    PLAIN_NOTED, // it fails or is unknown, and its severity does not fail the run
    PLAIN_SKIP,  // or it is excused
};

enum plain_state plain_state(const struct report *report, const struct rule_finding *finding);

// Adds "hyperv.prepare/memory", or "org.standard/memory for org.berlin": each rule of a run once.
void plain_add_id(struct text *out, const struct rule_finding *finding);

// Adds what has to be known in one line, which is not clean: "1 GiB short, 64 GiB >= 65 GiB", the
// first missing fact, why it was skipped.
void plain_add_reason(struct text *out, const struct report *report,
                      const struct rule_finding *finding);

// What to do about a rule that fails: its remedy for the first subject; NULL where it has none.
const char *plain_remedy(const struct rule_finding *finding);

// A name for one finding that stays as long as its policy, rule and subject are called the same;
// for programs that compare runs. SUBJECT is "" for the rule.
void plain_fingerprint(const struct rule_finding *finding, const char *subject,
                       char out[DIGEST_HEX]);

// Adds the lines of the text report about a rule, which are clean.
void plain_add_details(struct text *out, const struct report *report,
                       const struct rule_finding *finding);

// Adds "1 fail, 2 warnings, 3 pass": what fails the run and what is shown as less are apart.
void plain_add_counts(struct text *line, const struct report *report);

// Why a run is unknown although no rule that counts is, and what tells more; NULL where that is not
// so.
const char *plain_undecided(const struct report *report);

// Where a rule stands, from the first line and column, 1, on.
struct place plain_place(const struct report *report, const struct rule_finding *finding);

// The waiver that covers something of a rule and ends last, or NULL.
const struct waiver_finding *plain_waiver(const struct report *report,
                                          const struct rule_finding *finding);

#endif
