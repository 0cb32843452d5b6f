// What commands that read policies and facts do alike.
#ifndef PLIM_CLI_SETUP_H
#define PLIM_CLI_SETUP_H

#include "cli/command.h"

// Adds the search path of the environment and of the installation.
void setup_search_path(struct text *path);

// A session with the search path of the environment and of the installation.
struct session *setup_session(void);

// Begins the session of a request: its operands are policies, with its settings and waivers.
void setup_policies(struct request *request);

// Checks the session, and how long its waivers last.
void setup_check(struct request *request);

// Sets what the request's settings say in its session.
void setup_settings(struct request *request);

// The fact model of commands that are told of none.
#define USUAL_MODEL "virtualization"

// One that uses a fact model, or that of a policy with what it adds, by name or path (the usual one
// where it is NULL), and reads all facts.
struct session *setup_model(const char *model);

// Makes the session of a request over its model, with its settings and one expression, checked.
void setup_question(struct request *request, const char *expression);

// Prints the diagnostics, if any, to stderr; false if there were errors.
bool setup_diagnose(const struct session *session);

// Whether a value of --set is NAME=VALUE; false after a message.
bool setup_setting(const char *command, const char *value);

// Reads --now; false after a message.
bool setup_now(const char *command, const char *value, int64_t *now);

#endif
