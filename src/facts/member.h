// How the members of one kind of object are read: names to places, fast where objects are alike.
#ifndef PLIM_FACTS_MEMBER_H
#define PLIM_FACTS_MEMBER_H

#include <string.h>

#include "base/hash.h"
#include "lang/model.h"

struct plan;

// A text that a member had not long ago, and its id in the dictionary: most members have few
// different ones.
struct recent {
    const char *text;
    uint32_t size, id;
};

enum { RECENT_BITS = 4, RECENT_TEXTS = 1 << RECENT_BITS };

// How the values of a slot are put where they are as most are (facts/shortcut.h); decided at the
// first of them.
enum shortcut_kind {
    SHORTCUT_UNDECIDED,
    SHORTCUT_NONE,
    SHORTCUT_NUMBER, // whole
    SHORTCUT_BOOL,
    SHORTCUT_TEXT, // without escapes
    SHORTCUT_WORD, // an enum or a version that is among the recent texts
};
struct shortcut {
    enum shortcut_kind kind;
    bool keep;
    uint32_t first;      // row of the chunk
    struct chunk *chunk; // that a value was put in last, or NULL
    struct column *column;
    const struct space_build *space;
    int64_t least, most; // whole numbers within the limits
};

// A name that members have: a field of the record, or one that the model does not know. Objects of
// a list mostly have the same members in the same order, so each remembers which one came after it.
struct slot {
    const char *name;
    uint32_t size;               // of the name
    const struct member *member; // NULL: not in the model
    const struct field *field;   // likewise
    struct slot *after;          // what followed last time, or NULL
    uint64_t seen;               // the number of the object that had it last (facts/says.h)
    struct shortcut shortcut;
    struct recent *recent; // RECENT_TEXTS of a column of texts; made when first needed
    struct plan *nested;   // of a nested record or of a list's elements; made when first needed
    uint32_t counted;      // not in the model: 1 + the file in which it was last counted
};

enum { PLAN_UNKNOWN = 64 };

// The members of a record in one place of the store. At most PLAN_UNKNOWN unknown names are told
// apart, so that a hostile file cannot make it grow.
struct plan {
    const struct shape *shape;
    struct slot *slots;   // the fields in their order
    struct slot first;    // stands before the first member
    struct hash table;    // of the fields by their numbers, then of the unknown names
    struct slot *unknown; // PLAN_UNKNOWN of them; made when first needed
    uint32_t unknown_count;
    struct arena *arena;
};

struct plan *plan_new(struct arena *arena, const struct shape *shape);

// The plan of a slot's nested record or of its list's elements, which are records.
struct plan *plan_nested(struct plan *plan, struct slot *slot);

// Makes room for the recent texts of a slot.
void plan_remember(struct plan *plan, struct slot *slot);

// Where a text stands among the recent ones of a slot, if it does: by its ends and its size, spread
// so that the few texts of a member seldom share a place, as efi and bios would by a sum.
static inline struct recent *plan_recent(struct plan *plan, struct slot *slot, const char *text,
                                         uint32_t size) {
    if (slot->recent == NULL)
        plan_remember(plan, slot);
    uint32_t ends = size == 0 ? 0
                              : (uint32_t)(unsigned char)text[0] << 16 |
                                    (uint32_t)(unsigned char)text[size - 1] << 8;
    return &slot->recent[(ends + size) * UINT32_C(0x9e3779b1) >> (32 - RECENT_BITS)];
}

// Whether two texts of one size are the same; for short ones faster than a call.
static inline bool same_bytes(const char *a, const char *b, uint32_t size) {
    uint64_t first_a, first_b, last_a, last_b;
    if (size < 4) {
        for (uint32_t i = 0; i < size; i++)
            if (a[i] != b[i])
                return false;
        return true;
    }
    if (size < 8) {
        uint32_t half_a, half_b, tail_a, tail_b;
        memcpy(&half_a, a, 4);
        memcpy(&half_b, b, 4);
        memcpy(&tail_a, a + size - 4, 4);
        memcpy(&tail_b, b + size - 4, 4);
        return half_a == half_b && tail_a == tail_b;
    }
    memcpy(&first_a, a, 8);
    memcpy(&first_b, b, 8);
    memcpy(&last_a, a + size - 8, 8);
    memcpy(&last_b, b + size - 8, 8);
    return first_a == first_b && last_a == last_b && (size <= 16 || memcmp(a, b, size) == 0);
}

// The slot of a name; an unknown one gets a slot, or NULL where there are too many. It is what will
// be likely to come after `last`.
struct slot *plan_look(struct plan *plan, struct slot *last, const char *name, uint32_t size);

// The same for a name that is likely to come after `last`.
static inline struct slot *plan_find(struct plan *plan, struct slot *last, const char *name,
                                     uint32_t size) {
    struct slot *guess = last->after;
    bool right = guess != NULL && guess->size == size && same_bytes(guess->name, name, size);
    return right ? guess : plan_look(plan, last, name, size);
}

#endif
