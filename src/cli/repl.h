// plimsoll repl: what its parts share.
#ifndef PLIM_CLI_REPL_H
#define PLIM_CLI_REPL_H

#include "cli/complete.h"

// Policies and facts that lines are about. A session does not change once it is checked, so each
// line has one of its own, over the same files: reading them takes far less time than typing, and a
// line finds what was edited meanwhile.
struct repl {
    struct request request;               // with what :set, :with and :without added
    size_t given_settings, given_changes; // those of the command line
    bool ended;
};

// Makes the session and the facts of the request. False after messages. repl_close releases them.
bool repl_open(struct repl *repl);
void repl_close(struct repl *repl);

// A line that begins with a colon: its name, what follows and what that is, and what it does, which
// returns false after a message.
struct repl_command {
    const char *name, *argument; // argument: or NULL; in brackets where it may be left out
    enum value_kind kind;
    const char *about;
    bool (*run)(struct repl *repl, char *argument); // which is "" where there is none
};
extern const struct repl_command repl_commands[]; // ended by one without a name

// Does what a line says: an expression, or a command. False after a message.
bool repl_run(struct repl *repl, char *line);

// A line_completer; its state is the struct repl.
struct completing repl_complete(void *state, struct arena *arena, const char *line,
                                const char **word);

#endif
