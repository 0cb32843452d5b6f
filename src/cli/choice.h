// Which rules to evaluate: --rule and --tag.
#ifndef PLIM_CLI_CHOICE_H
#define PLIM_CLI_CHOICE_H

#include "finding/verdict.h"

// One pattern of names, or one tag.
struct choice_item;

// A rule is chosen if one of the patterns matches it, where there are any, and it has one of the
// tags, where there are any. Zero it; choice_clear releases it.
struct choice {
    struct choice_item *items;
    size_t count, room;
    struct arena *arena;
    const bool *chosen; // by policy and rule, in the order of the program
    const struct program *program;
};

// Values are not copied. False after a message.
bool choice_take_rule(struct choice *choice, const char *command, const char *glob);
bool choice_take_tag(struct choice *choice, const char *command, const char *tag);
void choice_clear(struct choice *choice);

// Finds the rules in the program; patterns and tags that fit none are diagnostics.
void choice_bind(struct choice *choice, struct program *program);

// Limits an evaluation to them.
void choice_apply(struct choice *choice, struct verdict_options *options);

#endif
