// plimsoll report merge: the reports of several runs as one.
#include "config.h"

#include "cli/command.h"

#include <string.h>

#include "cli/output.h"
#include "cli/reports.h"
#include "report/read/merge.h"
#include "report/report.h"

static const char name[] = "report merge";

enum { OPTION_FORMAT = OPTION_OWN, OPTION_VERBOSE };

static const struct option_row own[] = {
    {OPTION_FORMAT, "format", 'f', "FORMAT", VALUE_MERGED,
     "text (default), json (one document with all reports), ndjson (a\n"
     "report a line) or markdown; FORMAT=FILE writes to a file; repeat\n"
     "for several"},
    {OPTION_VERBOSE, "verbose", 'v', NULL, VALUE_NONE, "text: the names of all rules and runs"},
    {0, NULL, 0, NULL, VALUE_NONE, NULL},
};

static const struct option_table options[] = {{own, NULL}, {option_output, NULL}, {NULL, NULL}};

struct merging {
    struct request request;
    struct outputs outputs;
    bool verbose;
    const struct merged *merged;
};

static bool take(void *state, int option, char *value) {
    static const char *const formats[] = {"text", "json", "ndjson", "markdown", NULL};
    struct merging *merging = state;
    merging->verbose |= option == OPTION_VERBOSE;
    return option != OPTION_FORMAT || outputs_take(&merging->outputs, name, formats, value);
}

static void write_as(void *state, const char *format, const struct output_view *view,
                     struct text *out) {
    const struct merging *merging = state;
    struct compare_look look = {view->colour, merging->verbose, view->width};
    if (strcmp(format, "json") == 0)
        merge_json(merging->merged, PACKAGE_VERSION, out);
    else if (strcmp(format, "ndjson") == 0)
        merge_ndjson(merging->merged, out);
    else if (strcmp(format, "markdown") == 0)
        merge_markdown(merging->merged, out);
    else
        merge_text(merging->merged, &look, out);
}

// --output is the file of the format that has none.
static bool place(struct merging *merging) {
    struct outputs *outputs = &merging->outputs;
    const char *file = merging->request.output;
    if (file == NULL)
        return true;
    if (file[0] == '\0')
        return complain(name, "--output needs a file");
    if (outputs->count == 0)
        outputs->items[outputs->count++] = (struct output){"text", NULL};
    for (size_t i = 0; i < outputs->count; i++)
        if (outputs->items[i].file == NULL) {
            outputs->items[i].file = file;
            return true;
        }
    return complain(name, "every format has a file; leave out --output");
}

static bool reads_once(const struct request *request) {
    size_t count = 0;
    for (size_t i = 0; i < request->operand_count; i++)
        count += strcmp(request->operands[i], "-") == 0;
    return count <= 1 || complain(name, "standard input is read once; name files");
}

static int run(void *state) {
    struct merging *merging = state;
    struct request *request = &merging->request;
    struct past past;
    past_init(&past, request->arena);
    if (!place(merging) || !reads_once(request) ||
        !targets_try(name, &merging->outputs, &request->words) ||
        !reports_read(&past, request->operands, request->operand_count))
        return STATUS_INPUT;
    struct merged merged = merge_runs(&past, request->arena);
    merging->merged = &merged;
    return outputs_write(&merging->outputs, name, write_as, merging) ? report_exit(merged.verdict)
                                                                     : STATUS_INPUT;
}

const struct command report_merge = {
    .name = name,
    .summary = "put the reports of several runs together",
    .help = "usage: plimsoll report merge REPORT... [OPTION]...\n"
            "\n"
            "Puts reports in JSON together: a line a run with its verdict, what keeps it and its\n"
            "tightest margin, and the rules that fail or are unknown anywhere, with where. A run\n"
            "is called as its file, with the folder where several files are called the same.\n"
            "Files that this command wrote, and ndjson, hold several runs.\n",
    .options = options,
    .notes =
        "The exit status is that of the worst run: 1 if one failed, else 2 if one is unknown,\n"
        "else 0; 3 if the input is at fault.\n",
    .examples = {{"How do all sites fare?", "plimsoll report merge sites/*.json"},
                 {"One file of them, to compare with next week's",
                  "plimsoll report merge sites/*.json --format json -o week48.json"}},
    .operands = {1, OPERANDS_ANY, "name reports: plimsoll report merge REPORT...", NULL},
    .kinds = {VALUE_FILE, VALUE_FILE},
    .size = sizeof(struct merging),
    .take = take,
    .run = run,
};
