// Asking hosts, several at once, whether they can give machines the processors of other hosts.
#ifndef PLIM_GATHER_COMPARISON_H
#define PLIM_GATHER_COMPARISON_H

#include "gather/accepts.h"

// What one host is asked about: processors as candidate.h describes them, each different one once,
// and the answer about each, as candidate.h says, or NULL. `problem` is why some have no answer.
// Zero it, but for the host.
struct comparison {
    const struct accepts_host *host;
    struct asked {
        const struct item *cpu, *answer;
    } * asked;
    size_t count, room;
    const char *problem;
};

void comparison_add(struct comparison *comparison, struct arena *arena, const struct item *cpu);
// Asks the hosts of all comparisons that have something to ask; the answers live in ARENA.
void comparisons_run(struct comparison *comparisons, size_t count, struct arena *arena,
                     const struct accepts_options *options);
// Returns the answer about the processor, or NULL.
const struct item *comparison_answer(const struct comparison *comparison, const struct item *cpu);

#endif
