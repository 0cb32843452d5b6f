// Which policies the tests of a file are tests of.
#ifndef PLIM_TESTING_TESTED_H
#define PLIM_TESTING_TESTED_H

#include "program/program.h"

// Whether the rules of a policy are those that the tests of a program's first file are for: its own
// rules, or where it has none those of the policies that it uses itself.
bool is_tested(const struct program *program, const struct policy *policy);

#endif
