// Naming many subjects of the same loops, one after the other.
#ifndef PLIM_FINDING_NAMING_H
#define PLIM_FINDING_NAMING_H

#include "finding/rule.h"

// Where there are many more subjects than facts, as with pairs of elements, what an element is
// called is made once, and subjects are put together from that.
struct naming {
    struct rule_state *rule;
    const struct subject_loops *loops;
    struct arena *arena;
    struct arena_mark mark;
    struct env *env; // of the elements; NULL: each subject is made anew
    struct named_element **elements[SUBJECT_LOOPS]; // of each loop, by row; NULL until one is named
    struct found_subject subject;
    struct text text;
};

// Begins to name about `count` subjects of a rule; end it with naming_end. The arena is for this
// alone.
struct naming naming_begin(struct rule_state *rule, const struct subject_loops *loops,
                           uint64_t count, struct arena *arena);
void naming_end(struct naming *naming);

// The subject at these positions; it lasts until the next one.
const struct found_subject *naming_subject(struct naming *naming, const uint32_t *at);

// Whether a waiver may cover the subject at these positions, as far as can be told without its
// name.
bool naming_may_be_waived(struct naming *naming, const uint32_t *at);

#endif
