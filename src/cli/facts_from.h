// Where the facts of a command come from: files, hosts and fleets, as its options say.
#ifndef PLIM_CLI_FACTS_FROM_H
#define PLIM_CLI_FACTS_FROM_H

#include "cli/option.h"
#include "session.h"

// What was asked for, in the order of the command line. Zero it; facts_from_clear releases it. The
// values are arguments of the program and are not copied.
struct facts_from {
    struct facts_item *items;
    size_t count, room;
    const char *hosts[2];         // --source, --dest: URIs, files or names
    bool writable, strict;        // whether hosts are asked read-write; unknown fields are errors
    struct facts_change *changes; // --with, --without
    size_t change_count, change_room;
    const char *asked;   // by facts_from_ask: what the hosts said, as JSON
    struct arena *arena; // made when first needed
};

// Rows for tables of options, --facts, --strict-facts and --with by themselves, and taking them.
// facts_from_take returns false after a message.
enum facts_option {
    FACTS_FILE,
    FACTS_SOURCE,
    FACTS_DEST,
    FACTS_SELECT,
    FACTS_WRITE,
    FACTS_STRICT,
    FACTS_WITH,
    FACTS_WITHOUT
};
extern const struct option_row facts_options[], facts_named[], facts_strict[], facts_changes[];
bool facts_from_take(struct facts_from *from, const char *command, enum facts_option option,
                     char *value);
void facts_from_clear(struct facts_from *from);

// Whether there is anything to read.
bool facts_from_any(const struct facts_from *from);

// The first of what cannot be read for each of several runs: standard input, or a host to ask; NULL
// where everything can.
const char *facts_from_unrepeatable(const struct facts_from *from);

// The last facts file that can be edited; "FACTS", for people to replace, where there is none.
const char *facts_from_editable(const struct facts_from *from);

// Asks the hosts, if any, before anything else is read. False after a message.
bool facts_from_ask(struct facts_from *from, const char *command, const char *now);

// Asks the hosts, if any that were not asked, and loads everything. NULL after diagnostics in the
// session's program, or after a message of a host on stderr.
struct session_facts *facts_from_load(const struct facts_from *from, const char *command,
                                      const struct session *session, const char *now);

#endif
