/* The unit test suites: a row X(name) is the function name_suite in test_name.c. */
#ifndef TESTS_UNIT_SUITES_H
#define TESTS_UNIT_SUITES_H

#include <check.h>

/* clang-format off */
#define UNIT_SUITES(X) \
    X(check) \
    X(model) \
    X(pattern) \
    X(program) \
    X(type) \
    X(write_json) \
    X(file) \
    X(json) \
    X(arena) \
    X(hash) \
    X(intern) \
    X(text) \
    X(utf8) \
    X(decimal) \
    X(decimal_school) \
    X(time) \
    X(unit) \
    X(fact_path) \
    X(source) \
    X(diagnostic) \
    X(parse) \
    X(words) \
    X(version) \
    X(logic) \
    X(scan) \
    X(escape) \
    X(load) \
    X(uri)

/* clang-format on */

#define UNIT_DECLARE(name) Suite *name##_suite(void);
UNIT_SUITES(UNIT_DECLARE)
#undef UNIT_DECLARE

#endif
