/* A session for tests that evaluate: a fact model and a policy, given as texts. */
#ifndef TESTS_UNIT_CHECKED_SESSION_H
#define TESTS_UNIT_CHECKED_SESSION_H

#include "session.h"

/* The policy, checked, with the model of that name; the test fails where anything is said of them.
   Free it with session_free. */
struct session *checked_session(const char *model, const char *declaration, const char *policy);

#endif
