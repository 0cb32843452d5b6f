// The open questions of policies: facts that are missing, answers that people have not given or
// with which a rule fails, and plans that would mend what fails.
#ifndef PLIM_FINDING_QUESTIONS_H
#define PLIM_FINDING_QUESTIONS_H

#include "base/hash.h"
#include "finding/verdict.h"

// A rule that asks, with its remedy for its first subject that does; or NULL.
struct question_rule {
    const struct rule_finding *finding;
    const char *remedy;
};

// One question. It asks for an answer where `answer` is a key in the model's list of answers, else
// for a fact.
struct question {
    struct fact_path path;    // no steps for an expression without a value
    const char *fact, *words; // what is missing and why, as in missing_fact; of an answer with
                              // which a rule fails words is ""
    const char *answer;       // or NULL
    bool given;               // there is an answer, and a rule fails with it
    bool planned;             // a rule fails whose remedy is to plan this
    bool needs_answer; // a rule reads the answer itself, not only when or by whom it was given
    struct question_rule *rules; // that ask it, in their order
    size_t rule_count, rule_room;
};

// Each question once, in the order of the rules that ask it.
struct questions {
    struct arena *arena;
    const struct purpose_list *answers;
    struct question *items;
    size_t count, room;
    struct hash table; // private: of what they ask for
};

// Marks all parts of answers as wanted. Call it between program_check and loading.
void questions_want_answers(struct program *program);

// Treats an absent list of answers as empty, so that each answer is asked for.
void questions_expect_answers(struct store *store);

// The questions that findings leave open; in the arena, with texts of the findings.
struct questions questions_make(const struct model *model, const struct findings *findings,
                                struct arena *arena);

// The question that a missing fact asks by itself, of a rule or (NULL) of an expression.
struct question questions_of(const struct model *model, const struct rule *rule,
                             const struct missing_fact *missing);

#endif
