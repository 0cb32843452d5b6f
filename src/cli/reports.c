// Reading reports for a command.
#include "config.h"

#include "cli/reports.h"

#include <stdio.h>

#include "report/read/past_baseline.h"

static void print(struct past *past) {
    struct text out = {0};
    diagnostics_render(past->diagnostics, &out);
    fputs(text_data(&out), stderr);
    text_clear(&out);
}

bool reports_read(struct past *past, char *const *files, size_t count) {
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = past_read(past, files[i]) && good;
    print(past);
    if (good)
        past_name(past);
    return good;
}

bool reports_baseline(const char *command, const struct request *request,
                      const struct baseline **baseline) {
    struct past past;
    *baseline = NULL;
    if (request->baseline == NULL)
        return !request->baseline_strict ||
               complain(command, "--baseline-strict needs a baseline: --baseline REPORT");
    past_init(&past, request->arena);
    if (past_read(&past, request->baseline))
        *baseline = past_baseline(&past, request->baseline_strict);
    print(&past);
    return *baseline != NULL;
}
