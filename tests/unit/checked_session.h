/* A session for tests that evaluate: a fact model and a policy, given as texts. */
#ifndef TESTS_UNIT_CHECKED_SESSION_H
#define TESTS_UNIT_CHECKED_SESSION_H

#include "session.h"

/* One for each test, over a model "yard". */
struct checked_session {
    struct arena *arena; /* of what the test makes */
    struct session *session;
    struct session_facts *facts; /* or NULL */
};

void checked_session_begin(struct checked_session *test);
void checked_session_end(struct checked_session *test);

/* Checks a policy of these rules, and what else stands with them, about the facts that are
   declared; the test fails where anything is said of them. */
void checked_session_policy(struct checked_session *test, const char *declaration,
                            const char *rules);

/* Loads facts, of the ships only those that a glob takes; all for NULL. */
void checked_session_facts(struct checked_session *test, const char *facts, const char *ships);

#endif
