// Kinds of values that options and operands take: what completion offers for them.
#ifndef PLIM_CLI_VALUE_H
#define PLIM_CLI_VALUE_H

#include <stdbool.h>
#include <stddef.h>

enum value_kind {
    VALUE_NONE, // the option has no value; there are no such operands
    VALUE_TEXT, // nothing that could be listed: a number, a remark, an expression
    VALUE_FILE,
    VALUE_FOLDER,
    VALUE_POLICY,     // its name, its file, or a folder of policies
    VALUE_TESTS,      // a file of tests, or a folder of them
    VALUE_MODEL,      // a fact model, or a policy for its model
    VALUE_SETTINGS,   // a file of set statements
    VALUE_WAIVERS,    // a file of waive statements
    VALUE_RULE,       // of the policies on the line, RULE or POLICY/RULE
    VALUE_TAG,        // of a rule of them
    VALUE_PARAM,      // NAME=VALUE, or POLICY/NAME=VALUE, of the policies on the line
    VALUE_FACTS,      // FILE, or LIST=FILE
    VALUE_HOST,       // a facts file, a URI, or a host of the fleet files on the line
    VALUE_URI,        // of a host
    VALUE_NAMED_URI,  // NAME=URI
    VALUE_HOSTS,      // a file of names and URIs
    VALUE_SELECTION,  // LIST=GLOB of the facts on the line
    VALUE_CHANGE,     // PATH=VALUE
    VALUE_FACT,       // the path of a fact
    VALUE_LIST,       // the path of a list of the root or of a record in it
    VALUE_COLUMNS,    // paths without keys, by commas
    VALUE_ANSWER,     // the id of an attestation
    VALUE_EXPRESSION, // over the facts on the line, and what the policy there defines
    VALUE_TIME,
    VALUE_COMMAND, // a command, and then a part of it
    // Those with words of their own:
    VALUE_SHELL,
    VALUE_SEVERITY, // or never
    VALUE_ROLE,
    VALUE_STRICT,
    VALUE_COLOUR,      // in the order of enum output_colour
    VALUE_FORMAT,      // of most commands
    VALUE_LISTING,     // formats of a checklist
    VALUE_REPORT,      // formats of check, FORMAT=FILE
    VALUE_TEST_REPORT, // formats of test, FORMAT=FILE
    VALUE_DIFF_REPORT, // formats of diff, FORMAT=FILE
    VALUE_MERGED,      // formats of report merge
    VALUE_LINT_REPORT, // formats of lint
    VALUE_LINT_RULE,   // a rule of lint, or a category of them
    VALUE_KINDS
};

// The word at that place among those of the kind; NULL after the last, and for kinds without.
const char *value_word(enum value_kind kind, size_t at);

// Whether options with such a value can be given several times.
bool value_repeats(enum value_kind kind);

#endif
