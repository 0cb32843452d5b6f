// Reading reports for a command.
#include "config.h"

#include "cli/reports.h"

#include <stdio.h>

bool reports_read(struct past *past, char *const *files, size_t count) {
    struct text out = {0};
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = past_read(past, files[i]) && good;
    diagnostics_render(past->diagnostics, &out);
    fputs(text_data(&out), stderr);
    text_clear(&out);
    if (good)
        past_name(past);
    return good;
}
