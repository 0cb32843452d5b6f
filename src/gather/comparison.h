// Asking hosts, several at once, whether they can give machines the processors of other hosts.
#ifndef PLIM_GATHER_COMPARISON_H
#define PLIM_GATHER_COMPARISON_H

#include "gather/accepts.h"

// What one host is asked about: processors as candidate.h describes them, each different one once,
// which belong to whoever added them. `answer` is what was told about each, as candidate.h says, or
// NULL; `problem` tells why some have none, else it is NULL. Zero it, but for the host.
struct comparison {
    const struct accepts_host *host;
    const cJSON **cpu;
    cJSON **answer;
    size_t count;
    char *problem;
};

void comparison_add(struct comparison *comparison, const cJSON *cpu);
// Asks the hosts of all comparisons that have something to ask.
void comparisons_run(struct comparison *comparisons, size_t count,
                     const struct accepts_options *options);
// Returns what was told about the processor, or NULL.
const cJSON *comparison_answer(const struct comparison *comparison, const cJSON *cpu);
void comparison_clear(struct comparison *comparison);

#endif
