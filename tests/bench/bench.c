// What the measuring programs share.
#include "config.h"

#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void give_up(struct diagnostics *diagnostics) {
    struct text text = {0};
    diagnostics_render(diagnostics, &text);
    fputs(text_data(&text), stderr);
    exit(3);
}

struct program *bench_program(const char *policy) {
    const char *path = getenv("PLIMSOLL_PATH");
    struct program *program = program_new(path ? path : "policies");
    program_add_file(program, policy);
    if (!program_check(program))
        give_up(program->diagnostics);
    return program;
}

struct store *bench_load(struct program *program, const char *facts) {
    struct load_options options = {.wanted_columns = program->wanted->columns,
                                   .wanted_spaces = program->wanted->spaces};
    struct loader *loader = loader_new(program->model, &options, program->diagnostics);
    loader_add_file(loader, facts);
    struct store *store = loader_finish(loader);
    if (!store)
        give_up(program->diagnostics);
    return store;
}
