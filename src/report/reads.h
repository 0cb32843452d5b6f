// What rules read: facts, params, and answers of people, from their expressions.
#ifndef PLIM_REPORT_READS_H
#define PLIM_REPORT_READS_H

#include "base/numbered.h"
#include "program/program.h"

// What rules of one policy read, gathered by adding them one by one.
struct reads {
    struct arena *arena;
    const struct program *program;
    const struct policy *policy;
    bool *columns, *spaces; // by their ids
    bool *params;           // by their index in the policy
    const char **answers;   // keys of the model's list of answers, each once: "backup.source", or
                            // "workload.{vm.name}" where expressions stand in it
    size_t answer_count, answer_room;
    struct hash answer_table; // their places, by themselves
    // Private:
    uint64_t asked;          // how often an answer was
    struct numbered defines; // whose bodies need not be read again
};

// A fact that is read: a column, a list of values, or a list of which nothing but its length is
// read.
struct read_fact {
    const char *path; // "source.vm.disk.capacity"
    struct type type;
    const struct field *field;
    const struct space_def *space; // that the fact stands in, or the list itself
};

struct read_facts {
    struct read_fact *items;
    size_t count, room;
};

// Nothing is read yet; in the arena.
struct reads reads_new(struct arena *arena, const struct program *program,
                       const struct policy *policy);

// Adds what the verdict of a rule depends on: not what only its texts show.
void reads_add_rule(struct reads *reads, const struct rule *rule);

// The place of a key among the answers, which has it.
size_t reads_answer(const struct reads *reads, const char *key);

// The facts, by their paths.
struct read_facts reads_facts(const struct reads *reads);

#endif
