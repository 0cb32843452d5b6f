// The parts of a comparison of two runs, a file each.
#ifndef PLIM_REPORT_READ_COMPARE_PARTS_H
#define PLIM_REPORT_READ_COMPARE_PARTS_H

#include <string.h>

#include "report/read/compare.h"

// The two runs while they are compared.
struct comparing {
    struct arena *arena;
    const struct decimal *allowed;
    struct run_pair *pair;
};

// Whether two texts are the same, which may both be NULL.
static inline bool compare_same(const char *a, const char *b) {
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

// How bad a verdict is: below BAD, nothing is to be done about it.
enum { EXCUSED = 1, BAD, FAILING };
int compare_badness(enum verdict verdict);

// The requirement of the other rule, which may be NULL, that has the text of this one's; of several
// the one at the same place among them. NULL: none.
const struct past_requirement *compare_counterpart(const struct past_rule *rule,
                                                   const struct past_rule *other, size_t index);

// Each adds its part to the pair; both runs are there.
void compare_margins(struct comparing *comparing, const struct past_rule *before,
                     const struct past_rule *after);
// The greatest share lost first.
void compare_sort_margins(struct run_pair *pair);
void compare_lists(struct comparing *comparing);
void compare_about(struct comparing *comparing);

#endif
