// Facts as tests write them: { vm: [{ name: "db01", memory: 8 GiB }] }.
#ifndef PLIM_TESTING_GIVEN_H
#define PLIM_TESTING_GIVEN_H

#include "grammar/tree_test.h"
#include "program/program.h"

// Adds the object as a facts file of the program's model. False after a diagnostic at the member
// that does not fit.
bool given_write(struct program *program, const struct object_node *object, struct text *out);

#endif
