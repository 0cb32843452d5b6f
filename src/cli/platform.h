// The platforms whose hosts can be asked, and what is to be said of each.
#ifndef PLIM_CLI_PLATFORM_H
#define PLIM_CLI_PLATFORM_H

#include "facts/store.h"
#include "program/program.h"

struct platform {
    const char *kind;    // as facts say where they come from
    const char *pack;    // the policies that are for it: PACK.NAME
    const char *hosts;   // for people
    const char *collect; // the command that asks a host, which is --%s
};

// The roots that --source and --dest name, and that collecting a pair fills.
extern const char *const platform_roots[2];

// The platform that the facts of the source or the destination, a name of a root, come from; NULL
// where they do not say, or come from elsewhere.
const struct platform *platform_of_facts(const struct store *store, const char *root);

// The platform that a policy is for; NULL where it is for none, or for any.
const struct platform *platform_of_policy(const struct policy *policy);

// The platform that all policies with rules are for, as far as they are for any; NULL where there
// is none, or several.
const struct platform *platform_of_policies(const struct program *program);

// Lets facts say where they come from. Call it between program_check and loading.
void platform_want(struct program *program);

#endif
