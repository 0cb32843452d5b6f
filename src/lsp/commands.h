// Commands that lenses offer and clients run.
#ifndef PLIM_LSP_COMMANDS_H
#define PLIM_LSP_COMMANDS_H

#include "base/json.h"

extern const char command_run_test[], command_explain[];

// Adds "executeCommandProvider".
void commands_put(struct json *json);

#endif
