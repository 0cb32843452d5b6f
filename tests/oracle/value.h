// Values of the naive evaluator: one at a time, each with the reasons why it is unknown and the
// range it must lie in.
#ifndef PLIM_ORACLE_VALUE_H
#define PLIM_ORACLE_VALUE_H

#include "base/arena.h"
#include "base/decimal.h"
#include "facts.h"

enum truth { FALSE_, UNKNOWN_, TRUE_ };

// A set of missing facts, shared and never changed: one of them, or all of two sets. NULL is empty.
struct reasons {
    const struct reasons *left, *right;
    const char *fact, *cause; // a single one
};

// From low to high, both included; a side without its flag is open.
struct range {
    bool has_low, has_high;
    struct decimal low, high;
};

// A list is known although elements of it are not; its reasons are then those of its elements.
struct value {
    bool known;
    bool truth;
    struct decimal number;
    int64_t time;
    const char *text;
    const struct row *row;
    const struct value *items; // of a list
    uint32_t count;
    bool doubtful;               // as an element: it may not belong to its list
    bool incomplete;             // a list: further elements cannot be told
    const struct reasons *order; // a list: the keys by which its order could be told
    const struct reasons *reasons;
    struct range range;  // the bounds of an unknown number, from aggregates in it
    struct range inside; // the same as an element of an aggregate, where constraints of facts count
};

static inline enum truth truth_of_value(const struct value *value) {
    return !value->known ? UNKNOWN_ : value->truth ? TRUE_ : FALSE_;
}

const struct reasons *reason(struct arena *arena, const char *fact, const char *cause);
const struct reasons *reasons_join(struct arena *arena, const struct reasons *a,
                                   const struct reasons *b);

// The distinct reasons, as "fact: cause", sorted.
struct names {
    const char **at;
    size_t count, room;
};
void names_sort(struct names *names);
struct names reasons_list(struct arena *arena, const struct reasons *reasons);

// Arithmetic on ranges.
struct range range_point(struct decimal value);
bool range_is_point(struct range a);
struct range range_negate(struct range a);
struct range range_add(struct range a, struct range b);
struct range range_multiply(struct range a, struct range b);
struct range range_divide(struct range a, struct range b);
struct range range_greatest(struct range a, struct range b); // of max(x, y) with x in a, y in b
struct range range_or_zero(struct range a);                  // of x or 0
struct range range_any_number(struct range a);               // of a sum of any number of x in a

#endif
