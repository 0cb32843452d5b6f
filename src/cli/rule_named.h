// One rule of the policies by its name.
#ifndef PLIM_CLI_RULE_NAMED_H
#define PLIM_CLI_RULE_NAMED_H

#include "program/program.h"

// Finds NAME or POLICY/NAME; false after a diagnostic.
bool rule_named(struct program *program, const char *name, const struct policy **policy,
                const struct rule **rule);

#endif
