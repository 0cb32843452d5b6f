// The commands of the program: one file and one `struct command` each.
#ifndef PLIM_CLI_COMMAND_H
#define PLIM_CLI_COMMAND_H

// The exit statuses, the same for every command: the verdict, or what was at fault.
enum {
    STATUS_PASS = 0,
    STATUS_FAIL = 1,
    STATUS_UNDECIDED = 2, // a fact is missing, or nothing was decided
    STATUS_INPUT = 3,     // usage, a policy, the facts, a connection
    STATUS_INTERNAL = 4,  // a mistake of the program's own
};

// One command. The summary is a line for the list of commands; the help its usage, followed by the
// lines of its table of options, if it has one, and by its notes. `run` gets the command line from
// the command's name on and returns the exit status. Parts are commands of their own behind its
// name
// ("facts diff"), named in full.
struct command {
    const char *name, *summary, *help;
    const struct option_row *options; // or NULL
    const char *notes;                // or NULL
    int (*run)(int argc, char **argv);
    const struct command *const *parts; // ended by NULL, or NULL
};

extern const struct command cmd_attest, cmd_check, cmd_checklist, cmd_collect, cmd_eval, cmd_facts,
    cmd_plan;

// The part of `plimsoll collect`.
extern const struct command collect_hyperv;

// The parts of `plimsoll facts`.
extern const struct command facts_diff, facts_infer, facts_merge, facts_show;

// The part of a command that is run by this word, or NULL.
const struct command *command_part(const struct command *command, const char *word);

// The word that runs a part: "diff" of "facts diff".
const char *command_word(const struct command *part);

// Prints a command's help to stdout; returns STATUS_PASS.
int command_help(const struct command *command);

#endif
