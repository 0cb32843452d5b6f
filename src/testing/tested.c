// Which policies the tests of a file are tests of.
#include "testing/tested.h"

bool is_tested(const struct program *program, const struct policy *policy) {
    const struct policy *own = program->first;
    return own->rule_count > 0 ? policy == own : policy->layer == 1 && policy->root == own->name;
}
