// plimsoll diff: what became of a run.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/output.h"
#include "cli/reports.h"
#include "report/read/compare_words.h"

static const char name[] = "diff";

enum { OPTION_FORMAT = OPTION_OWN, OPTION_MARGIN, OPTION_VERBOSE };

static const struct option_row own[] = {
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_DIFF_REPORT,
     "text (default), json or markdown; FORMAT=FILE writes to a file;\n"
     "repeat for several"},
    {OPTION_MARGIN, "margin", 0, "PERCENT", VALUE_TEXT,
     "a margin that loses more than that of what it was is worse, too"},
    {OPTION_VERBOSE, "verbose", 'v', NULL, VALUE_NONE,
     "text: the names of all subjects and elements"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {{own, NULL}, {NULL, NULL}};

struct diff {
    struct request request;
    struct outputs outputs;
    bool verbose, limits;
    struct decimal allowed; // share of a margin
    const struct run_comparison *comparison;
};

static bool take_margin(struct diff *diff, const char *value) {
    struct dimension dimension;
    struct decimal share;
    size_t size = strlen(value);
    bool percent = size > 0 && value[size - 1] == '%';
    bool good = quantity_parse(value, size, &share, &dimension) &&
                dimension_equal(dimension, DIMENSION_NONE) && share.nano >= 0;
    if (!good)
        return complain(name, "--margin %s is no share; write it like 10%%", value);
    diff->limits = true;
    diff->allowed = share;
    if (!percent) // 10 is 10%, too
        diff->allowed.nano /= 100;
    return true;
}

static bool take(void *state, int option, char *value) {
    static const char *const formats[] = {"text", "json", "markdown", NULL};
    struct diff *diff = state;
    switch (option) {
    case OPTION_FORMAT:
        return outputs_take(&diff->outputs, name, formats, value);
    case OPTION_MARGIN:
        return take_margin(diff, value);
    default:
        diff->verbose = true;
        return true;
    }
}

static void write_as(void *state, const char *format, const struct output_view *view,
                     struct text *out) {
    const struct diff *diff = state;
    struct compare_look look = {view->colour, diff->verbose, view->width};
    if (strcmp(format, "json") == 0)
        compare_json(diff->comparison, PACKAGE_VERSION, out);
    else if (strcmp(format, "markdown") == 0)
        compare_markdown(diff->comparison, out);
    else
        compare_text(diff->comparison, &look, out);
}

static int compare(struct diff *diff, const struct past *before, const struct past *after) {
    struct run_comparison comparison =
        compare_runs(before, after, diff->limits ? &diff->allowed : NULL, diff->request.arena);
    diff->comparison = &comparison;
    bool written = outputs_write(&diff->outputs, name, write_as, diff);
    return !written ? STATUS_INPUT : comparison.worse ? STATUS_FAIL : STATUS_PASS;
}

static int run(void *state) {
    struct diff *diff = state;
    struct request *request = &diff->request;
    struct past before, after;
    if (strcmp(request->operands[0], "-") == 0 && strcmp(request->operands[1], "-") == 0) {
        complain(name, "standard input is read once; name a file for one of the reports");
        return STATUS_INPUT;
    }
    if (!targets_try(name, &diff->outputs, &request->words))
        return STATUS_INPUT;
    past_init(&before, request->arena);
    past_init(&after, request->arena);
    bool good = reports_read(&before, request->operands, 1);
    good = reports_read(&after, request->operands + 1, 1) && good;
    return good ? compare(diff, &before, &after) : STATUS_INPUT;
}

const struct command cmd_diff = {
    .name = name,
    .summary = "say what became of a run, from its reports",
    .help =
        "usage: plimsoll diff BEFORE AFTER [OPTION]...\n"
        "\n"
        "Compares two reports in JSON: rules that fail or are unknown now, and for whom; what\n"
        "is mended; rules and elements that came and went; margins that shrank and grew, the\n"
        "greatest share lost first; and what else differs between the runs. A report is a file\n"
        "that 'plimsoll check --format json=FILE' wrote, or - for the standard input. Files\n"
        "of several runs ('plimsoll report merge', ndjson) are compared run by run.\n",
    .options = options,
    .notes =
        "The exit status is 0 if nothing got worse, 1 if something did, 3 if the input is at\n"
        "fault. It is worse that a rule of a severity that fails its run fails, or is unknown\n"
        "where it was neither unknown nor failed; for the rule, or for any of its subjects.\n",
    .examples = {{"What became of yesterday's run?", "plimsoll diff yesterday.json today.json"},
                 {"A margin that loses a tenth counts, too",
                  "plimsoll diff yesterday.json today.json --margin 10%"}},
    .operands = {2, 2, "name two reports: plimsoll diff BEFORE AFTER", "two reports are enough"},
    .kinds = {VALUE_FILE, VALUE_FILE},
    .size = sizeof(struct diff),
    .take = take,
    .run = run,
};
