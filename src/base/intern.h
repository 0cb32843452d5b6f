// One copy of every distinct text: equal texts have equal pointers and equal small ids.
#ifndef PLIM_BASE_INTERN_H
#define PLIM_BASE_INTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"

// A set of distinct NUL-free texts (but for those of intern_append) with dense ids in the order of
// first appearance (0, 1, 2 …). It is the table of names of a policy and the dictionary of a fact
// store. Nothing that is shown may depend on its hash order. Const use (find, text, length) is safe
// from several threads.
struct intern;

// Private: how the texts of a set lie. It is here so that a look at a text takes no call.
enum { INTERN_SEGMENT = 1024, INTERN_BLOCK_BITS = 14, INTERN_BLOCK = 1 << INTERN_BLOCK_BITS };

// Where a text begins: the number of its block and, in the lowest bits, the place there.
struct intern_entry {
    uint32_t place, length;
};

// An array that grows by segments; only the list of segments is ever copied.
struct intern_segments {
    void **at;
    size_t count, room;
};

// Where the next short text is put: the number of a block and what is free at its end.
struct intern_room {
    uint32_t block;
    size_t free_size;
};

// Ids below `first` are those of the set below.
struct intern {
    struct arena *arena;
    const struct intern *below; // or NULL
    uint32_t first;
    struct intern_segments entries; // of struct intern_entry by id
    struct intern_segments texts;   // blocks of them; a long text has a longer one for itself
    uint32_t count;                 // without those below
    struct hash table;
    struct intern_room room;
};

static inline const struct intern_entry *intern_own_entry(const struct intern *set,
                                                          uint32_t index) {
    const struct intern_entry *segment = set->entries.at[index / INTERN_SEGMENT];
    return segment + index % INTERN_SEGMENT;
}

static inline const char *intern_text_at(const struct intern *set,
                                         const struct intern_entry *entry) {
    const char *block = set->texts.at[entry->place >> INTERN_BLOCK_BITS];
    return block + entry->place % INTERN_BLOCK;
}

// The set that an id is of.
static inline const struct intern *intern_owner(const struct intern *set, uint32_t id) {
    while (id < set->first)
        set = set->below;
    return set;
}

static inline const struct intern_entry *intern_entry_at(const struct intern *set, uint32_t id) {
    const struct intern *owner = intern_owner(set, id);
    return intern_own_entry(owner, id - owner->first);
}

enum { INTERN_NONE = UINT32_MAX };

struct intern *intern_new(struct arena *arena); // the texts live in the arena; free nothing
// A set whose first texts are those of another, which does not change while this one is used.
struct intern *intern_over(struct arena *arena, const struct intern *below);
uint32_t intern_add(struct intern *set, const char *bytes, size_t length);
// The hash of a text, where memory is made ready for adding it, which intern_add_hashed does later.
// Between many texts the two cost less than as many intern_add.
uint32_t intern_prepare(const struct intern *set, const char *bytes, size_t length);
uint32_t intern_add_hashed(struct intern *set, const char *bytes, size_t length, uint32_t hash);
// Adds a text that intern_find does not find: without being looked for it costs less, and has an id
// of its own whatever other texts are the same. Where there are many texts, those of one room,
// zeroed at first, lie together, so that looking at them one after the other meets no others.
uint32_t intern_append(struct intern *set, struct intern_room *room, const char *bytes,
                       size_t length);
// Moves texts that intern_append added: what ids[i] stood for is copied to entries[i]; then ids[i]
// stands for entries[from[i]].
void intern_copy_entries(const struct intern *set, const uint32_t *ids, uint32_t count,
                         struct intern_entry *entries);
void intern_put_entries(struct intern *set, const uint32_t *ids, uint32_t count,
                        const struct intern_entry *entries, const uint32_t *from);
uint32_t intern_find(const struct intern *set, const char *bytes,
                     size_t length);                                // INTERN_NONE if absent
bool intern_same(const struct intern *set, uint32_t a, uint32_t b); // as texts
static inline const char *intern_text(const struct intern *set, uint32_t id) { // NUL-terminated
    const struct intern *owner = intern_owner(set, id);
    return intern_text_at(owner, intern_own_entry(owner, id - owner->first));
}
static inline uint32_t intern_length(const struct intern *set, uint32_t id) { // bytes
    return intern_entry_at(set, id)->length;
}
static inline uint32_t intern_count(const struct intern *set) {
    return set->first + set->count;
}
// Has a text, or only its address and length, brought from memory for a later look.
static inline void intern_fetch_text(const struct intern *set, uint32_t id) {
    __builtin_prefetch(intern_text(set, id));
}
static inline void intern_fetch_entry(const struct intern *set, uint32_t id) {
    __builtin_prefetch(intern_entry_at(set, id));
}

// The canonical pointer of a NUL-terminated name, for comparing names by pointer.
const char *intern_name(struct intern *set, const char *name);

#endif
