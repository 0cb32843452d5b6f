// A policy that a command describes.
#include "cli/described.h"

#include "cli/setup.h"
#include "lang/uses.h"

// The policy of the file that was read first; what it uses was read after it.
static const struct policy *first_policy(const struct program *program) {
    const struct source *first = sources_at(program->sources, 0);
    for (uint32_t i = 0; i < program->policy_count; i++)
        if (program->policies[i]->source == first)
            return program->policies[i];
    return NULL;
}

// A param that has no value yet is no mistake here, so the session is not checked as a whole.
static bool read_with(struct described *out, void (*add)(struct program *, const char *),
                      const char *what, bool quiet) {
    static const char *const roots[] = {"source", "dest", "host", "collected", NULL};
    *out = (struct described){.session = setup_session()};
    struct program *program = out->session->program;
    program->uses = ARENA_NEW(program->arena, struct uses);
    program->uses->arena = program->arena;
    add(program, what);
    program_check(program);
    if (quiet ? diagnostics_count(program->diagnostics, DIAGNOSTIC_ERROR) > 0
              : !setup_diagnose(out->session))
        return false;
    const struct policy *policy = first_policy(program);
    out->no_policy = policy == NULL;
    if (policy != NULL)
        out->description = describe(program->arena, program, policy, roots);
    return policy != NULL;
}

bool described_read(struct described *out, const char *path_or_name) {
    return read_with(out, program_add_file, path_or_name, false);
}

bool described_read_listed(struct described *out, const char *path) {
    return read_with(out, program_add_listed, path, false);
}

bool described_read_quietly(struct described *out, const char *path_or_name) {
    return read_with(out, program_add_file, path_or_name, true);
}
