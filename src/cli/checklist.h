// A list of open questions, as text or as Markdown to tick off, with the commands that answer them.
#ifndef PLIM_CLI_CHECKLIST_H
#define PLIM_CLI_CHECKLIST_H

#include "finding/questions.h"

// What a list is made of. The store has the answers that were given, and the hosts that were picked
// from a fleet.
struct checklist {
    const struct questions *questions;
    const struct findings *findings;
    const struct program *program;
    const struct store *store;
    const char *facts; // the facts file, as commands name it
    bool markdown;
    size_t width; // text: columns of a line, which is broken at words; 0: lines of any length
};

// How a question is answered.
enum how {
    HOW_ATTEST,
    HOW_PLAN,
    HOW_COLLECT, // a host has the fact
    HOW_WRITE,   // by hand, into the facts
    HOW_NONE,    // an expression that has no value
};

// Questions that one box stands for: they are open for the same reason, and answered in one go. Of
// facts of one host, whatever they are; else the same question of several elements, for the same
// rules.
struct question_group {
    enum how how;
    const char *state; // why they are open
    const char *root;  // COLLECT: the source or the destination
    const struct question **questions;
    size_t count, room;
    struct question_rule *rules; // that ask any of them, each once
    size_t rule_count, rule_room;
};

struct question_groups {
    struct question_group *items;
    size_t count, room;
};

// The groups in the order of their first questions (checklist_group.c), and what a group is about:
// of several elements alike the path without keys and how many.
struct question_groups checklist_groups(const struct checklist *checklist);
void checklist_add_subject(const struct checklist *checklist, const struct question_group *group,
                           struct text *out);

// How a question is answered, and of a fact that a host has, whose it is (checklist_how.c).
enum how checklist_how(const struct checklist *checklist, const struct question *question,
                       const char **root);
// Adds the command so far down the list of those that answer a group; false where there is none.
bool checklist_add_command(const struct checklist *checklist, const struct question_group *group,
                           size_t index, struct text *out);

// For reports: adds the command that answers a question. The state is a struct checklist with no
// more than an arena in its questions, a program, a store and the facts file.
void checklist_tell(const void *state, const struct question *question, struct text *out);

void checklist_write(const struct checklist *checklist, struct text *out);

// What is listed of many that are alike.
enum { CHECKLIST_SHOWN = 10 };

#endif
