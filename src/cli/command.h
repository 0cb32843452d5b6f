// The commands of the program: one file and one `struct command` each, and what runs them.
#ifndef PLIM_CLI_COMMAND_H
#define PLIM_CLI_COMMAND_H

#include <stdio.h>

#include "cli/facts_from.h"
#include "cli/option.h"
#include "cli/output.h"
#include "cli/target.h"

// The exit statuses, the same for every command: the verdict, or what was wrong.
enum {
    STATUS_PASS = 0,
    STATUS_FAIL = 1,
    STATUS_UNDECIDED = 2, // a fact is missing, or nothing was decided
    STATUS_INPUT = 3,     // usage, a policy, the facts, a connection
    STATUS_INTERNAL = 4,  // a mistake in the program itself
};

// Options that several commands have; a command's own begin at OPTION_OWN. option_now is that of
// commands that evaluate, option_json is --format text or json.
enum {
    OPTION_USE = FACTS_WITHOUT + 1,
    OPTION_SET,
    OPTION_PARAMS,
    OPTION_NOW,
    OPTION_JSON,
    OPTION_OUTPUT,
    OPTION_WAIVERS,
    OPTION_MAX_WAIVER,
    OPTION_NO_WAIVERS,
    OPTION_BASELINE,
    OPTION_BASELINE_STRICT,
    OPTION_COLOUR,
    OPTION_STEPS,
    OPTION_OWN
};
extern const struct option_row option_use[], option_set[], option_now[], option_json[],
    option_output[], option_waivers[], option_baseline[], option_colour[], option_steps[];

// What a command was asked for, and what it made of that. The state of every command begins with
// one; command_run makes it and releases what is in it. Texts are arguments of the program.
struct request {
    struct arena *arena;
    char **operands;
    size_t operand_count;
    struct words words; // of the whole command line
    char **arguments;   // that, as it stands behind the name of the command
    size_t argument_count;
    struct facts_from from;
    char **settings; // NAME=VALUE
    char **params;   // files of settings
    size_t setting_count, params_count, model_count;
    char **waivers; // files
    size_t waiver_count;
    const char *max_waiver; // NULL: not given
    bool no_waivers;
    const char *baseline; // the file of a report, or NULL
    bool baseline_strict;
    const char *model, *now_text, *output; // NULL: not given
    int64_t now;                           // that of --now, else the clock's
    uint64_t step_limit;                   // 0: the default
    bool json;
    enum output_colour colour;
    struct session *session;     // NULL until the command makes it
    struct session_facts *facts; // NULL until they are loaded
};

// How many operands a command takes, and the messages for fewer and for more.
struct command_operands {
    size_t least, most;
    const char *too_few, *too_many;
};
enum { OPERANDS_ANY = 1 << 30 };

// Something that a command does, and what has it done: a line, or several that a backslash joins.
struct command_example {
    const char *does, *line;
};
enum { COMMAND_EXAMPLES = 2 };

// One command. The summary is a line for the list of commands; the help its usage, followed by the
// lines of its tables of options, if it has any, by its notes and by its examples, one or two.
// `kinds` are those of its first operand and of the others. Its state is `size` bytes, a
// struct request first, and begins as a copy of `initial`, or zeroed. `take` is given the options
// from OPTION_OWN on, and `take_operand` the operands; where it is NULL, they are kept in the
// request. Both return false after a message. `run` returns the exit status. Parts are commands of
// their own behind its name ("facts diff"), named in full; a command that has no `run` has nothing
// else, and needs no more than its texts and the size of a request.
struct command {
    const char *name, *summary, *help;
    const struct option_table *options; // or NULL
    const char *notes;                  // or NULL
    struct command_example examples[COMMAND_EXAMPLES];
    struct command_operands operands;
    enum value_kind kinds[2];
    size_t size;
    const void *initial; // or NULL
    bool (*take)(void *state, int option, char *value);
    bool (*take_operand)(void *state, char *value);
    int (*run)(void *state);            // or NULL
    void (*clear)(void *state);         // or NULL
    const struct command *const *parts; // ended by NULL, or NULL
    bool inner; // for what is installed with the program, and has no man page
};

extern const struct command cmd_attest, cmd_bench, cmd_check, cmd_checklist, cmd_collect,
    cmd_completion, cmd_diff, cmd_doc, cmd_eval, cmd_explain, cmd_facts, cmd_fmt, cmd_help,
    cmd_lint, cmd_lsp, cmd_plan, cmd_policies, cmd_profile, cmd_repl, cmd_report, cmd_test,
    cmd_version;

// The part of `plimsoll collect`.
extern const struct command collect_hyperv;

// The part of `plimsoll completion`.
extern const struct command completion_words;

// The part of `plimsoll report`.
extern const struct command report_merge;

// The parts of `plimsoll facts`.
extern const struct command facts_diff, facts_infer, facts_merge, facts_schema, facts_show,
    facts_validate;

// All commands, in the order of their list, ended by NULL.
extern const struct command *const commands[];

// The command of that name, or NULL.
const struct command *command_find(const char *name);

// Prints the list of commands.
void command_list(FILE *out);

// Says that the run took more steps than it may; returns STATUS_INPUT.
int command_spent(const char *name);

// Says that there is no such command; returns STATUS_INPUT.
int command_unknown(const char *name);

// Reads the command line, from the command's name on, and runs the command; returns the exit
// status.
int command_run(const struct command *command, int argc, char **argv);

// The same with the facts, changes, settings and the time that GIVEN has, and those of the command
// line after them.
int command_run_over(const struct command *command, const struct request *given, int argc,
                     char **argv);

// The part of a command that is run by this word, or NULL.
const struct command *command_part(const struct command *command, const char *word);

// The word that runs a part: "diff" of "facts diff".
const char *command_word(const struct command *part);

// Prints a command's help to stdout; returns STATUS_PASS.
int command_help(const struct command *command);

// STATUS_PASS once everything is on standard output, else STATUS_INPUT after a message.
int command_flush(void);

#endif
