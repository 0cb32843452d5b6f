// The rules of fleet.plim and move.plim as a C programmer would write them by hand over the same
// columns.
#ifndef PLIM_BENCH_BASELINE_H
#define PLIM_BENCH_BASELINE_H

#include "facts/store.h"

// What a rule has to find: how many subjects fail or are unknown, and for orderings the smallest
// margin with its row.
struct outcome {
    uint64_t failed, unknown;
    __int128 margin;
    uint32_t row;
    bool has_margin;
};

struct baseline_rule {
    const char *name;
    bool numeric; // compares numbers only: no text, no pattern
    struct outcome (*run)(const struct store *store);
};

enum { BASELINE_RULES = 12 };

// Those of the policy of that name, or NULL.
const struct baseline_rule *baseline_of(const char *policy);

#endif
