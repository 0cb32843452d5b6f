/* Runs every unit test suite and reports in TAP on standard output. */
#include "suites.h"

#include <stddef.h>
#include <stdlib.h>

typedef Suite *suite_maker(void);

#define ROW(name) name##_suite,
static suite_maker *const makers[] = {UNIT_SUITES(ROW) NULL};
#undef ROW

int main(void) {
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; makers[i] != NULL; i++)
        srunner_add_suite(runner, makers[i]());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
