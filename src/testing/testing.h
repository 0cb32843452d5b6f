// Tests of policies: the cases of a file, and how each of them went.
#ifndef PLIM_TESTING_TESTING_H
#define PLIM_TESTING_TESTING_H

#include "facts/overlay.h"
#include "grammar/tree_test.h"
#include "session.h"

// The place of a rule in a program: its policy, and its rule there.
struct rule_index {
    uint32_t policy, rule;
};

// What a case expects, with its names resolved.
struct expectation {
    const struct expect_node *node;
    struct span span;       // of the statement
    struct rule_index rule; // RULE, MESSAGE
    enum verdict verdict;   // RULE, RUN
    bool has_subject;       // RULE
    struct fact_path subject;
    const struct expr *margin; // RULE: CONSTANT, or NULL
    struct fact_path *missing; // RULE
    uint32_t missing_count;
    const struct expr *value; // VALUE: true where it is as expected
    uint32_t policy;          // VALUE: whose params and defines it reads
};

// with PATH = VALUE, or without PATH where the value is NULL.
struct fact_change {
    struct fact_path path;
    const struct expr *value;
    struct span span;
};

// set PARAM = VALUE, of one policy.
struct param_setting {
    uint32_t policy, param;
    const struct expr *value;
};

// Facts that cases begin with; those with the same are one. facts is NULL after a mistake.
struct given {
    struct session_facts *facts;
};

// One case: what is given and changed, in order, and what is expected then. It is not sound where
// there was a mistake in it, and cannot be run.
struct test_case {
    const struct test_file *file;
    const struct test_node *test;
    const char *name; // "TEST / CASE", or "TEST" of a test without cases
    struct span span; // of its name
    bool sound;
    const struct given *given;
    struct fact_change *changes;
    uint32_t change_count;
    struct param_setting *settings;
    uint32_t setting_count;
    struct expectation *expectations;
    uint32_t expectation_count;
    int64_t now;
    size_t change_room, setting_room, expectation_room;
};

// A policy file with its tests and the policies that it uses. Constant once it was read, so that
// threads may share it. Mistakes are diagnostics of the session's program.
struct test_file {
    const char *path;
    struct session *session;
    struct arena *arena;
    bool understood;  // its policies are without a mistake; else it has no cases
    uint32_t written; // the tests in it
    struct test_case *cases;
    uint32_t case_count;
    struct given **givens;
    size_t case_room, given_count, given_room;
};

// Reads a policy file with tests into a new session, which becomes its own; never NULL.
struct test_file *test_file_new(struct session *session, const char *path_or_name);
// The same of the policy that was added to a session.
struct test_file *test_file_of(struct session *session, const char *path);
void test_file_free(struct test_file *file);

// An expectation that was not met.
struct shortfall {
    const struct expectation *expected;
    const char *came;                   // "fail, margin -1 B"
    const struct rule_finding *finding; // the evidence, or NULL
    bool only_margin;                   // all else was met, and this is the margin that came
    struct decimal margin;
    struct type type;
};

// A mistake that only the facts of a case show.
struct case_mistake {
    struct span span;
    enum code code;
    const char *message, *cure; // cure may be NULL
};

// How a case went; what it points to lives in its arena.
struct outcome {
    const struct test_case *test;
    enum outcome_kind { OUTCOME_PASSED, OUTCOME_FAILED, OUTCOME_MISTAKEN } kind;
    struct arena *arena;
    const struct program *program;   // with the params of the case
    const struct findings *findings; // of the rules that are expected; NULL where it was not run
    struct shortfall *shortfalls;
    uint32_t shortfall_count;
    struct case_mistake *mistakes;
    uint32_t mistake_count;
    size_t shortfall_room, mistake_room;
};

// Runs a case with a program: that of its file, or a variant of it (variant.h). Changes nothing but
// the outcome, so that threads may run cases at once. Options may add to how rules are evaluated;
// NULL: nothing.
void outcome_make(const struct test_case *test, const struct program *program,
                  const struct verdict_options *options, struct outcome *outcome);
void outcome_clear(struct outcome *outcome);

#endif
