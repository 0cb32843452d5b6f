// What the linter found in files, in the formats that people and programs read.
#ifndef PLIM_LINT_LINT_REPORT_H
#define PLIM_LINT_LINT_REPORT_H

#include "base/json.h"
#include "lint/lint_text.h"

enum lint_format { LINT_TEXT, LINT_JSON, LINT_SARIF, LINT_GITHUB, LINT_FORMATS };
extern const char *const lint_formats[LINT_FORMATS + 1]; // their names, ended by NULL

// A report in the making. Zero it, set the format, the version of the program and the text.
struct lint_report {
    enum lint_format format;
    const char *version;
    struct text *out;
    struct json json;
    size_t counts[DIAGNOSTIC_LEVELS], curable;
};

void lint_report_begin(struct lint_report *report);
// A file that was read without a mistake.
void lint_report_add(struct lint_report *report, const struct lint_text *lint);
void lint_report_end(struct lint_report *report);
size_t lint_report_count(const struct lint_report *report); // of findings

#endif
