// A policy that a command describes: read by itself, without facts and without settings.
#ifndef PLIM_CLI_DESCRIBED_H
#define PLIM_CLI_DESCRIBED_H

#include "cli/command.h"
#include "report/describe.h"

// Its session is released by session_free, after whatever uses the description.
struct described {
    struct session *session;
    struct description description;
    bool no_policy; // the file has a fact model instead; one of a folder, settings or waivers
};

// Reads a policy by its path or name. False after its mistakes are on stderr, or where it is none.
bool described_read(struct described *out, const char *path_or_name);

// The same for a file of a folder, which need not be a policy.
bool described_read_listed(struct described *out, const char *path);

// The first again, without a word of mistakes.
bool described_read_quietly(struct described *out, const char *path_or_name);

#endif
