// A policy that a command describes: read by itself, without facts and without settings.
#ifndef PLIM_CLI_DESCRIBED_H
#define PLIM_CLI_DESCRIBED_H

#include "cli/command.h"
#include "report/describe.h"

// Its session is released by session_free, after whatever uses the description.
struct described {
    struct session *session;
    struct description description;
    bool is_model; // the file has a fact model instead
};

// Reads a policy by its path or name. False after its mistakes are on stderr, or where it is a fact
// model.
bool described_read(struct described *out, const char *path_or_name);

#endif
