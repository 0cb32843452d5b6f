// How the members of one kind of object are read: names to places, fast where objects are alike.
#ifndef PLIM_FACTS_PLAN_H
#define PLIM_FACTS_PLAN_H

#include "lang/model.h"

struct plan;

// A name that members have: a field of the record, or one that the model does not know. Objects of
// a list mostly have the same members in the same order, so each remembers which one came after it.
struct slot {
    const char *name;
    const struct member *member; // NULL: not in the model
    const struct field *field;   // likewise
    struct slot *after;          // what followed last time, or NULL
    uint64_t seen;               // the number of the object that had it last
    struct plan *nested; // of a nested record or of a list's elements; made when first needed
    uint32_t counted;    // not in the model: 1 + the file in which it was last counted
};

enum { PLAN_UNKNOWN = 64 };

// The members of a record in one place of the store. At most PLAN_UNKNOWN unknown names are told
// apart, so that a hostile file cannot make it grow.
struct plan {
    const struct shape *shape;
    struct slot *slots; // the fields in their order
    struct slot first;  // stands before the first member
    struct slot **table;
    uint32_t table_size; // a power of two
    uint32_t unknown_count;
    struct arena *arena;
};

struct plan *plan_new(struct arena *arena, const struct shape *shape);

// The plan of a slot's nested record or of its list's elements, which are records.
struct plan *plan_nested(struct plan *plan, struct slot *slot);

// The slot of a name that is likely to come after `last`; an unknown one gets a slot, or NULL where
// there are too many.
struct slot *plan_find(struct plan *plan, struct slot *last, const char *name);

#endif
