// Options of commands: a table for each command, read the same way everywhere.
#ifndef PLIM_CLI_OPTION_H
#define PLIM_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>

// One option. `argument` names its value in the help; NULL: it has none. Tables end with a row
// without a name.
struct option_row {
    const char *name;
    char letter; // of the short form, or 0
    const char *argument;
    const char *help;
};

enum options_result { OPTIONS_GOOD, OPTIONS_HELP, OPTIONS_BAD };
enum { OPTION_OPERAND = -1 };

// Reads the arguments of a command; options may stand after operands, "--" ends them. Calls take
// with the index of each option's row, or OPTION_OPERAND; it returns false after a message. --help
// and -h need no row.
enum options_result options_read(const char *command, const struct option_row *rows, int argc,
                                 char **argv, bool (*take)(void *state, int option, char *value),
                                 void *state);

// Prints "plimsoll: COMMAND: …" to stderr; returns false.
bool complain(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

// Whether the value of an option is UTF-8; false after a message.
bool option_is_text(const char *command, const char *option, const char *value);

// Prints the options of a table as lines of a help text.
void options_help(const struct option_row *rows);

#endif
