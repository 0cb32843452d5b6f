// What commands that read policies and facts do alike.
#ifndef PLIM_CLI_SETUP_H
#define PLIM_CLI_SETUP_H

#include "program/program.h"

// A program with the search path of the environment and of the installation.
struct program *setup_program(void);

// Prints the diagnostics, if any, to stderr; false if there were errors.
bool setup_diagnose(struct program *program);

// Whether every mistake is one of a policy or an option, so that facts can still be checked against
// the model.
bool setup_model_is_sound(const struct program *program);

// Reads --now; false after a message.
bool setup_now(const char *command, const char *value, int64_t *now);
int64_t setup_clock(void);

#endif
