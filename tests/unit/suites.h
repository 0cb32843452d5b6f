/* The unit test suites: a row X(name) is the function name_suite in test_name.c. */
#ifndef TESTS_UNIT_SUITES_H
#define TESTS_UNIT_SUITES_H

#include <check.h>
#include <stddef.h>

/* clang-format off */
#ifdef HAVE_PCRE2
#define PCRE2_SUITES(X) X(pattern_peer)
#else
#define PCRE2_SUITES(X)
#endif
#define UNIT_SUITES(X) \
    X(check) \
    X(model) \
    X(pattern) \
    PCRE2_SUITES(X) \
    X(program) \
    X(type) \
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
    X(subject) \
    X(diagnostic) \
    X(parse) \
    X(words) \
    X(order) \
    X(version) \
    X(logic) \
    X(packing) \
    X(scan) \
    X(ahead) \
    X(pattern_automaton) \
    X(escape) \
    X(tokens) \
    X(load) \
    X(broken_facts) \
    X(overlay) \
    X(steps) \
    X(coverage) \
    X(evaluate) \
    X(elements) \
    X(item) \
    X(uri)

/* clang-format on */

#define UNIT_DECLARE(name) Suite *name##_suite(void);
UNIT_SUITES(UNIT_DECLARE)
#undef UNIT_DECLARE

/* The rows of a table. */
#define ROWS(table) (sizeof(table) / sizeof *(table))

/* A row of many tables: a text, and what is to become of it. */
struct text_pair {
    const char *given, *wanted;
};

/* A test that runs once, or as often as a table has rows, which _i counts. */
struct unit_test {
    const TTest *test;
    size_t rows;
};

/* A suite of tests, the last of which is NULL. Each runs between begin and end, which may be NULL.
 */
Suite *suite_of(const char *name, SFun begin, SFun end, const struct unit_test *tests);

#define ONCE(test)                                                                                 \
    { test, 0 }
#define EACH(test, table)                                                                          \
    { test, ROWS(table) }

/* The end of a file: SUITE(name, begin, end, ONCE(a_test), EACH(another, table)) */
#define SUITE(name, begin, end, ...)                                                               \
    Suite *name##_suite(void) {                                                                    \
        return suite_of(#name, begin, end, (const struct unit_test[]){__VA_ARGS__, {NULL, 0}});    \
    }

#endif
