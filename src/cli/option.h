// Options of commands: a table for each command, read the same way everywhere.
#ifndef PLIM_CLI_OPTION_H
#define PLIM_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/value.h"

// One option. `argument` names its value in the help; NULL: it has none; "[=WORD]": it may have
// one. `kind` says what that is, for completion. Rows end with one without a name.
struct option_row {
    int option; // passed to `take`
    const char *name;
    char letter; // of the short form, or 0
    const char *argument;
    enum value_kind kind;
    const char *help;
};

// The options of a command: rows after rows, ended by a table without any. The help of each begins
// with `prefix`, unless that is NULL.
struct option_table {
    const struct option_row *rows;
    const char *prefix;
};

enum options_result { OPTIONS_GOOD, OPTIONS_HELP, OPTIONS_BAD };
enum { OPTION_OPERAND = -1 };

// Reads the arguments of a command; options may stand after operands, "--" ends them. Calls take
// with each option and its value, or OPTION_OPERAND; it returns false after a message. --help and
// -h need no row. No tables: NULL.
enum options_result options_read(const char *command, const struct option_table *tables, int argc,
                                 char **argv, bool (*take)(void *state, int option, char *value),
                                 void *state);

// Whether a value has to follow.
bool option_needs_value(const struct option_row *row);

// Prints "plimsoll: COMMAND: …" to stderr; returns false.
bool complain(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Whether the value of an option is UTF-8; false after a message.
bool option_is_text(const char *command, const char *option, const char *value);

// Reads the value of an option that is a number from 1 up to `most`; false after a message.
bool option_take_count(const char *command, const char *option, const char *value, uint64_t most,
                       uint64_t *count);

// The row after ROW, or the first where ROW is NULL; NULL after the last. *table moves along.
const struct option_row *option_next(const struct option_table **table,
                                     const struct option_row *row);

// Prints the options of the tables as lines of a help text.
void options_help(const struct option_table *tables);

#endif
