// plimsoll report: the parts that work on reports in JSON.
#include "config.h"

#include "cli/command.h"

static const struct command *const parts[] = {&report_merge, NULL};

const struct command cmd_report = {
    .name = "report",
    .summary = "put the reports of several runs together",
    .help = "usage: plimsoll report merge REPORT... [OPTION]...\n"
            "\n"
            "Works on reports that 'plimsoll check --format json=FILE' wrote; 'plimsoll help\n"
            "report merge' explains the part. 'plimsoll diff' compares two reports.\n",
    .examples = {{"How do all sites fare?", "plimsoll report merge sites/*.json"}},
    .size = sizeof(struct request),
    .parts = parts,
};
