// Evaluating what an input says, and reporting what was found: what several targets end in.
#ifndef TESTS_FUZZ_JUDGE_H
#define TESTS_FUZZ_JUDGE_H

#include "frame.h"
#include "report/report.h"

// All that can be said of a session's diagnostics.
void judge_messages(struct diagnostics *diagnostics);

// Ends the process with what is said, where it should say nothing.
void judge_complain(struct diagnostics *diagnostics, const char *what);

// Facts of a session from parts, loaded; NULL where they or the session are mistaken. What is said
// of them goes to the diagnostics.
struct session_facts *judge_facts(const struct session *session, struct diagnostics *diagnostics,
                                  const struct part *parts, size_t count);

// Has what a collector gave, a text of facts, loaded: it is facts of the model of the session.
void judge_collected(const struct session *session, struct diagnostics *diagnostics,
                     const struct text *facts);

// Evaluates all rules and has `write` called with the report, unless it takes too many steps.
typedef void judge_write(const struct report *report);
void judge(const struct session *session, const struct session_facts *facts, judge_write *write);

// The same with the report in text and in JSON, and an explanation of the first rules.
void judge_all(const struct session *session, struct session_facts *facts);

// Writes a report; the text is valid until the next. What has to be JSON is.
const struct text *judge_report(const struct report *report, const struct report_writer *writer);

// Whether a text is one JSON value.
bool judge_is_json(const char *text, size_t size);

#endif
