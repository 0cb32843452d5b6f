// Reports: the findings of a run in some format.
#ifndef PLIM_REPORT_REPORT_H
#define PLIM_REPORT_REPORT_H

#include "base/json.h"
#include "base/time.h"
#include "finding/questions.h"
#include "finding/verdict.h"
#include "session.h"

// What to report, and how. Owned by the caller; const while it is written.
struct report {
    const struct program *program;
    const struct findings *findings;
    const char *version;                  // of Plimsoll
    const char *digest;                   // "sha256:…" of everything that the verdict depends on;
                                          // NULL unless a writer has it
    const struct session_change *changes; // of the facts after they were read
    size_t change_count;
    // Adds the command that answers a question, or nothing; NULL: there is none for any.
    void (*tell)(const void *state, const struct question *question, struct text *out);
    const void *tell_state;
    bool now_given; // the time of the run was given, not taken from the clock
    enum severity fail_on;
    bool never_fail;
    bool all_subjects; // json: what becomes of every one; findings have to be made for that
    bool quiet;        // text: only what needs attention
    bool verbose;      // text: every requirement, every missing fact, long values whole
    const char *by;    // text: the path of a list of the findings, whose elements take the place of
                       // the rules; or NULL
    bool colour;       // text: escape sequences
    size_t width;      // text: columns of a line, which is broken at words; 0: lines of any length
};

// One format. Writers print nothing: they add to a text, and those of what may be long hand it on
// in pieces (text_pass_on).
struct report_writer {
    const char *name, *description;
    bool has_digest;
    void (*write)(const struct report *report, struct text *out);
};

extern const struct report_writer report_text, report_json, report_ndjson, report_junit, report_tap,
    report_sarif, report_github, report_gitlab, report_markdown, report_openmetrics, report_html;

// All formats, ended by NULL.
extern const struct report_writer *const report_writers[];
const struct report_writer *report_writer_find(const char *name); // NULL

// The version of what the report in JSON means, its member "schema".
enum { REPORT_SCHEMA = 2 };

// Adds one rule as the report in JSON has it.
void report_json_rule(struct json *json, const char *name, const struct report *report,
                      const struct rule_finding *finding);

// The exit status that a verdict of a run means: 0 pass, 1 fail, 2 unknown.
int report_exit(enum verdict verdict);

// Whether a failure of the rule would fail the run.
bool report_counts(const struct report *report, const struct rule *rule);

// Whether a failure of the rule is shown as one: those of warnings and notes are not, unless they
// fail the run.
bool report_fails(const struct report *report, const struct rule *rule);

// Adds "prepare.plim:12:1".
void report_add_place(struct text *out, const struct report *report, struct span span);

// Writes the day of a time, "2027-01-31".
void report_day(int64_t time, char out[TIME_TEXT]);

// Adds a cell of a table in Markdown with words of the policy, or with facts. Those are code, so
// that no name of a machine calls a person; a cell ends at each bar that is not escaped, in code
// too.
void report_add_cell(struct text *out, const char *string, bool code);

// Adds a sentence: "vm["web01"].memory is not in the facts", "a / b: division by zero".
void report_add_missing(struct text *out, const struct missing_fact *missing);

// The first fact that is missing for a rule, or for one of its requirements; NULL where none is.
const struct missing_fact *report_first_missing(const struct rule_finding *finding);

#endif
