/* Runs every unit test suite and reports in TAP on standard output; the exit status
 * says only that all were run. */
#include "suites.h"

#include <stddef.h>
#include <stdlib.h>

typedef Suite *suite_maker(void);

#define ROW(name) name##_suite,
static suite_maker *const makers[] = {UNIT_SUITES(ROW) NULL};
#undef ROW

enum { SECONDS = 60 };

Suite *suite_of(const char *name, SFun begin, SFun end, const struct unit_test *tests) {
    Suite *suite = suite_create(name);
    TCase *cases = tcase_create(name);
    tcase_set_timeout(cases, SECONDS);
    tcase_add_checked_fixture(cases, begin, end);
    for (; tests->test != NULL; tests++) {
        if (tests->rows == 0)
            tcase_add_test(cases, tests->test);
        else
            tcase_add_loop_test(cases, tests->test, 0, (int)tests->rows);
    }
    suite_add_tcase(suite, cases);
    return suite;
}

int main(void) {
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; makers[i] != NULL; i++)
        srunner_add_suite(runner, makers[i]());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    srunner_free(runner);
    return EXIT_SUCCESS;
}
