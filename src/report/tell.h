// What a rule misses, and the commands that tell it: one source of these words for all reports.
#ifndef PLIM_REPORT_TELL_H
#define PLIM_REPORT_TELL_H

#include "report/report.h"

// Adds the command that tells a missing fact of a rule or (NULL) of an expression, or says that it
// is written by hand. Nothing where nothing tells it.
void tell_add(struct text *out, const struct report *report, const struct rule *rule,
              const struct missing_fact *missing);

// Facts that one command tells: as sentences, "vm["web01"].memory is not in the facts".
struct told_facts {
    const char **facts;
    size_t count, room;
    const char *command; // "" where there is none
};

// All that a rule misses, each once and in its order, as far as `most` go.
struct told_rule {
    struct told_facts *items;
    size_t count, room;
    uint64_t more; // how many facts are left out,
    bool bounded;  // or more
};
struct told_rule tell_rule(const struct report *report, const struct rule_finding *finding,
                           size_t most, struct arena *arena);

#endif
