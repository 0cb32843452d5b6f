// Programs, diagnostics and the time of the run.
#include "config.h"

#include "cli/setup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "cli/option.h"

struct program *setup_program(void) {
    const char *own = getenv("PLIMSOLL_PATH");
    struct text path = {0};
    text_addf(&path, "%s%s%s", own != NULL ? own : "", own != NULL ? ":" : "", PLIM_POLICY_DIR);
    struct program *program = program_new(text_data(&path));
    text_clear(&path);
    return program;
}

bool setup_diagnose(struct program *program) {
    struct text out = {0};
    diagnostics_render(program->diagnostics, &out);
    if (out.size > 0)
        fputs(text_data(&out), stderr);
    text_clear(&out);
    return diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) == 0;
}

static bool is_policy(const struct program *program, const struct source *source) {
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (program->policies[i]->source == source)
            return true;
    return false;
}

bool setup_model_is_sound(const struct program *program) {
    const struct diagnostic *one;
    if (program->model == NULL || program->model->incomplete || program->model->column_count == 0)
        return false;
    for (size_t index = 0; (one = diagnostics_next(program->diagnostics, &index)) != NULL;)
        if (one->has_span && one->level == DIAGNOSTIC_ERROR &&
            !is_policy(program, sources_find(program->sources, one->span.begin)))
            return false;
    return true;
}

bool setup_now(const char *command, const char *value, int64_t *now) {
    if (time_parse(value, strlen(value), false, now))
        return true;
    return complain(command, "--now %s is no time; write it like 2026-11-23T10:00:00Z", value);
}

int64_t setup_clock(void) {
    struct timespec moment;
    clock_gettime(CLOCK_REALTIME, &moment);
    return (int64_t)moment.tv_sec * 1000000000 + moment.tv_nsec;
}
