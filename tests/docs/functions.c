// Lists the operators and functions of the language as the rows that the reference has to hold.
#include <stdio.h>

#include "check/builtin.h"

int main(void) {
    for (int i = 0; i < BUILTIN_COUNT_OF; i++)
        printf("| `%s` | %s |\n", builtin_rows[i].signature, builtin_rows[i].description);
    return 0;
}
