// Lists the operators and functions of the language as the rows that the reference has to hold.
#include <stdio.h>

#include "check/builtin.h"

int main(void) {
    for (int i = 0; i < BUILTIN_COUNT_OF; i++) {
        struct text signature = {0};
        builtin_signature(&signature, &builtin_rows[i]);
        printf("| `%s` | %s |\n", text_data(&signature), builtin_rows[i].description);
        text_clear(&signature);
    }
    return 0;
}
