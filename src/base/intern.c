// One copy of every distinct text, packed one behind the other.
#include "base/intern.h"

#include <string.h>

enum { FIRST_ROOM = 192, MANY = 4096 };

static struct intern_entry *own_entry(const struct intern *set, uint32_t index) {
    return (struct intern_entry *)intern_own_entry(set, index);
}

static char *text_at(const struct intern *set, const struct intern_entry *entry) {
    return (char *)intern_text_at(set, entry);
}

static void add_segment(struct intern *set, struct intern_segments *segments, size_t item_size) {
    void *segment = arena_zero(set->arena, INTERN_SEGMENT, item_size);
    ARENA_PUSH(set->arena, segments->at, segments->count, segments->room) = segment;
}

struct intern *intern_new(struct arena *arena) {
    struct intern *set = ARENA_NEW(arena, struct intern);
    set->arena = arena;
    hash_reserve(&set->table, arena, FIRST_ROOM);
    return set;
}

struct intern *intern_over(struct arena *arena, const struct intern *below) {
    struct intern *set = intern_new(arena);
    set->below = below;
    set->first = intern_count(below);
    return set;
}

struct sought_text {
    const struct intern *set;
    const char *bytes;
    size_t length;
};

static bool is_sought(const void *state, uint32_t index) {
    const struct sought_text *sought = state;
    const struct intern_entry *entry = own_entry(sought->set, index);
    return entry->length == sought->length &&
           (entry->length == 0 ||
            memcmp(text_at(sought->set, entry), sought->bytes, entry->length) == 0);
}

// The set's own address is the seed: it differs from run to run.
static uint32_t hash_of(const struct intern *set, const char *bytes, size_t length) {
    return hash_bytes(set, bytes, length);
}

static struct hash_slot *slot_for(const struct intern *set, const char *bytes, size_t length,
                                  uint32_t hash) {
    return hash_find(&set->table, hash, is_sought, &(struct sought_text){set, bytes, length});
}

uint32_t intern_find(const struct intern *set, const char *bytes, size_t length) {
    if (set->below != NULL) {
        uint32_t id = intern_find(set->below, bytes, length);
        if (id != INTERN_NONE)
            return id;
    }
    const struct hash_slot *slot = slot_for(set, bytes, length, hash_of(set, bytes, length));
    return slot->link != 0 ? set->first + slot->link - 1 : INTERN_NONE;
}

static uint32_t add_block(struct intern *set, size_t size) {
    if (set->texts.count > UINT32_MAX >> INTERN_BLOCK_BITS)
        out_of_memory();
    void *block = arena_alloc(set->arena, size);
    ARENA_PUSH(set->arena, set->texts.at, set->texts.count, set->texts.room) = block;
    return (uint32_t)(set->texts.count - 1);
}

// The place for a text of that length.
static uint32_t new_place(struct intern *set, struct intern_room *room, size_t length) {
    if (length >= INTERN_BLOCK / 4)
        return add_block(set, length + 1) << INTERN_BLOCK_BITS;
    if (room->free_size <= length) {
        room->block = add_block(set, INTERN_BLOCK);
        room->free_size = INTERN_BLOCK;
    }
    uint32_t place = room->block << INTERN_BLOCK_BITS | (uint32_t)(INTERN_BLOCK - room->free_size);
    room->free_size -= length + 1;
    return place;
}

uint32_t intern_prepare(const struct intern *set, const char *bytes, size_t length) {
    uint32_t hash = hash_of(set, bytes, length);
    __builtin_prefetch(&set->table.slots[hash & (set->table.size - 1)]);
    return hash;
}

uint32_t intern_add(struct intern *set, const char *bytes, size_t length) {
    return intern_add_hashed(set, bytes, length, hash_of(set, bytes, length));
}

static uint32_t append(struct intern *set, struct intern_room *room, const char *bytes,
                       size_t length) {
    if (length >= UINT32_MAX || set->count == INTERN_NONE - 1 - set->first)
        out_of_memory();
    uint32_t index = set->count++;
    if (index % INTERN_SEGMENT == 0)
        add_segment(set, &set->entries, sizeof(struct intern_entry));
    struct intern_entry *entry = own_entry(set, index);
    *entry = (struct intern_entry){new_place(set, room, length), (uint32_t)length};
    char *text = text_at(set, entry);
    if (length > 0) // the text may be NULL
        memcpy(text, bytes, length);
    text[length] = '\0';
    return index;
}

uint32_t intern_append(struct intern *set, struct intern_room *room, const char *bytes,
                       size_t length) {
    return set->first + append(set, set->count < MANY ? &set->room : room, bytes, length);
}

uint32_t intern_add_hashed(struct intern *set, const char *bytes, size_t length, uint32_t hash) {
    struct hash_slot *slot = slot_for(set, bytes, length, hash);
    if (slot->link != 0)
        return set->first + slot->link - 1;
    if (set->below != NULL) {
        uint32_t id = intern_find(set->below, bytes, length);
        if (id != INTERN_NONE)
            return id;
    }
    uint32_t index = append(set, &set->room, bytes, length);
    struct hash_slot *slots = set->table.slots;
    hash_take(&set->table, set->arena, slot, hash, index);
    if (set->table.slots != slots)
        arena_release(set->arena, slots);
    return set->first + index;
}

void intern_copy_entries(const struct intern *set, const uint32_t *ids, uint32_t count,
                         struct intern_entry *entries) {
    for (uint32_t i = 0; i < count; i++)
        entries[i] = *own_entry(set, ids[i] - set->first);
}

void intern_put_entries(struct intern *set, const uint32_t *ids, uint32_t count,
                        const struct intern_entry *entries, const uint32_t *from) {
    for (uint32_t i = 0; i < count; i++)
        *own_entry(set, ids[i] - set->first) = entries[from[i]];
}

bool intern_same(const struct intern *set, uint32_t a, uint32_t b) {
    uint32_t length = intern_length(set, a);
    return length == intern_length(set, b) &&
           memcmp(intern_text(set, a), intern_text(set, b), length) == 0;
}

const char *intern_name(struct intern *set, const char *name) {
    return intern_text(set, intern_add(set, name, strlen(name)));
}
