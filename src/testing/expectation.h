// Statements of tests with their names resolved.
#ifndef PLIM_TESTING_EXPECTATION_H
#define PLIM_TESTING_EXPECTATION_H

#include "testing/testing.h"

// Each adds a statement to the case; false after a diagnostic of the session's program.
bool expectation_bind(struct test_case *test, const struct step_node *step);
bool change_bind(struct test_case *test, const struct step_node *step);
bool setting_bind(struct test_case *test, const struct step_node *step);

#endif
