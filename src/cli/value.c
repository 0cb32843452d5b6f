// The words of kinds of values that have some.
#include "config.h"

#include "cli/value.h"

#include "lint/lint_report.h"
#include "report/report.h"
#include "testing/test_report.h"

static const char *const shells[] = {"bash", "zsh", "fish", NULL};
static const char *const severities[] = {"error", "warning", "info", "never", NULL};
static const char *const roles[] = {"source", "dest", NULL};
static const char *const strictness[] = {"strict", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};
static const char *const formats[] = {"text", "json", NULL};
static const char *const listings[] = {"text", "markdown", NULL};
static const char *const differences[] = {"text", "json", "markdown", NULL};
static const char *const merged[] = {"text", "json", "ndjson", "markdown", NULL};

static const char *const *const lists[VALUE_KINDS] = {
    [VALUE_SHELL] = shells,     [VALUE_SEVERITY] = severities,
    [VALUE_ROLE] = roles,       [VALUE_STRICT] = strictness,
    [VALUE_COLOUR] = colours,   [VALUE_FORMAT] = formats,
    [VALUE_LISTING] = listings, [VALUE_DIFF_REPORT] = differences,
    [VALUE_MERGED] = merged,    [VALUE_LINT_REPORT] = lint_formats,
};

static const char *listed(enum value_kind kind, size_t at) {
    const char *const *word = lists[kind];
    while (word != NULL && *word != NULL && at > 0)
        word++, at--;
    return word != NULL ? *word : NULL;
}

static const char *report_name(size_t at) {
    const struct report_writer *const *writer = report_writers;
    while (*writer != NULL && at > 0)
        writer++, at--;
    return *writer != NULL ? (*writer)->name : NULL;
}

static const char *test_report_name(size_t at) {
    const struct test_writer *const *writer = test_writers;
    while (*writer != NULL && at > 0)
        writer++, at--;
    return *writer != NULL ? (*writer)->name : NULL;
}

// Rules, and then their categories.
static const char *lint_name(size_t at) {
    size_t count = 0;
    while (lint_rule_at(count) != NULL)
        count++;
    if (at < count)
        return lint_rule_name(lint_rule_at(at));
    at -= count;
    return at < LINT_CATEGORIES ? lint_category_text((enum lint_category)at) : NULL;
}

const char *value_word(enum value_kind kind, size_t at) {
    if (kind == VALUE_REPORT)
        return report_name(at);
    if (kind == VALUE_LINT_RULE)
        return lint_name(at);
    return kind == VALUE_TEST_REPORT ? test_report_name(at) : listed(kind, at);
}

bool value_repeats(enum value_kind kind) {
    static const bool repeats[VALUE_KINDS] = {
        [VALUE_SETTINGS] = true,    [VALUE_WAIVERS] = true,   [VALUE_RULE] = true,
        [VALUE_TAG] = true,         [VALUE_PARAM] = true,     [VALUE_FACTS] = true,
        [VALUE_NAMED_URI] = true,   [VALUE_HOSTS] = true,     [VALUE_SELECTION] = true,
        [VALUE_CHANGE] = true,      [VALUE_FACT] = true,      [VALUE_REPORT] = true,
        [VALUE_TEST_REPORT] = true, [VALUE_LINT_RULE] = true,
    };
    return repeats[kind];
}
