/* Runs every unit test suite and reports in TAP on standard output; the exit status
 * says only that all were run. */
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
    srunner_free(runner);
    return EXIT_SUCCESS;
}
