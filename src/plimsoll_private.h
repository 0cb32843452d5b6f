// What the two files of the public library share.
#ifndef PLIM_PLIMSOLL_PRIVATE_H
#define PLIM_PLIMSOLL_PRIVATE_H

#include "finding/verdict.h"
#include "plimsoll.h"

// A requirement with its margin written out.
struct plim_requirement {
    const struct requirement_finding *finding;
    char margin_value[DECIMAL_TEXT];
};

struct plim_rule {
    const struct rule_finding *finding;
    struct place place;
    struct plim_requirement *requirements;
};

struct plim_result {
    struct arena *arena;
    const struct program *program;
    const struct findings *findings;
    const char *digest;
    bool now_given;
    enum severity fail_on;
    bool never_fail;
    struct plim_rule *rules;
};

#endif
