// What to say first of a run that has no facts, none of one of its hosts, or those of hosts that
// its policies are not for.
#ifndef PLIM_CLI_FACTS_HINT_H
#define PLIM_CLI_FACTS_HINT_H

#include "cli/facts_from.h"

// Writes one line to standard error where policies are unknown because no facts were given, because
// no host of a fleet was picked, because all that they ask of the source or the destination is
// missing, or because the hosts are those of another platform; else nothing.
void facts_hint(const struct facts_from *from, const char *command, const struct session *session,
                const struct session_facts *facts, const struct findings *findings);

// Lets the platforms of the hosts be known and, where none is named, the number of a fleet's hosts
// be counted. Call it before the session is checked.
void facts_hint_want(const struct facts_from *from, struct session *session);

#endif
