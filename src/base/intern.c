// One copy of every distinct text, found by open addressing with linear probing. The table holds
// the hashes themselves, so that a text that is not there costs one look into memory.
#include "base/intern.h"

#include <stdbool.h>
#include <string.h>

enum { SEGMENT = 1024, TEXT_BLOCK = 16 << 10, FIRST_SLOTS = 256 };

struct entry {
    const char *text;
    uint32_t length;
};

struct slot {
    uint32_t hash;
    uint32_t link; // id + 1, or 0
};

// An array that grows by segments; only the list of segments is ever copied.
struct segments {
    void **at;
    size_t count, room;
};

struct intern {
    struct arena *arena;
    struct segments entries; // of struct entry by id
    uint32_t count;
    struct slot *slots; // at most three quarters are taken; their number is a power of two
    size_t slot_count;
    char *free_text;
    size_t free_size;
};

static void *segment_of(const struct segments *segments, uint32_t index) {
    return segments->at[index / SEGMENT];
}

static struct entry *entry_at(const struct intern *set, uint32_t id) {
    return (struct entry *)segment_of(&set->entries, id) + id % SEGMENT;
}

static void add_segment(struct intern *set, struct segments *segments, size_t item_size) {
    void *segment = arena_zero(set->arena, SEGMENT, item_size);
    ARENA_PUSH(set->arena, segments->at, segments->count, segments->room) = segment;
}

struct intern *intern_new(struct arena *arena) {
    struct intern *set = ARENA_NEW(arena, struct intern);
    set->arena = arena;
    set->slot_count = FIRST_SLOTS;
    set->slots = ARENA_ARRAY(arena, struct slot, FIRST_SLOTS);
    return set;
}

// Both halves of a product, so that every bit of the factors reaches every bit of the result.
static uint64_t mix(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

// Eight bytes at a time (after wyhash). The set's own address is the seed: where addresses differ
// from run to run, no input can be made to fill one bucket.
static uint32_t hash_of(const struct intern *set, const char *bytes, size_t length) {
    static const uint64_t odd = 0x9e3779b97f4a7c15u, other = 0xe7037ed1a0b428dbu;
    uint64_t hash = mix((uintptr_t)set ^ odd, length ^ other), word = 0;
    for (; length >= sizeof word; bytes += sizeof word, length -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = mix(hash ^ word, odd);
    }
    word = 0;
    for (size_t i = 0; i < length; i++)
        word = word << 8 | (unsigned char)bytes[i];
    hash = mix(hash ^ word, other);
    return (uint32_t)(hash ^ hash >> 32);
}

static bool is_text(const struct intern *set, uint32_t id, const char *bytes, size_t length) {
    const struct entry *entry = entry_at(set, id);
    return entry->length == length && (length == 0 || memcmp(entry->text, bytes, length) == 0);
}

// The slot that holds the text, or the free one where it belongs.
static struct slot *slot_for(const struct intern *set, const char *bytes, size_t length,
                             uint32_t hash) {
    for (size_t at = hash;; at++) {
        struct slot *slot = &set->slots[at & (set->slot_count - 1)];
        if (!slot->link || (slot->hash == hash && is_text(set, slot->link - 1, bytes, length)))
            return slot;
    }
}

uint32_t intern_find(const struct intern *set, const char *bytes, size_t length) {
    const struct slot *slot = slot_for(set, bytes, length, hash_of(set, bytes, length));
    return slot->link ? slot->link - 1 : INTERN_NONE;
}

static void double_slots(struct intern *set) {
    struct slot *old = set->slots;
    size_t count = set->slot_count;
    set->slot_count *= 2;
    set->slots = ARENA_ARRAY(set->arena, struct slot, set->slot_count);
    for (size_t i = 0; i < count; i++) {
        size_t at = old[i].hash;
        while (old[i].link && set->slots[at & (set->slot_count - 1)].link)
            at++;
        if (old[i].link)
            set->slots[at & (set->slot_count - 1)] = old[i];
    }
    arena_release(set->arena, old);
}

// Texts are packed one behind the other.
static const char *keep_text(struct intern *set, const char *bytes, size_t length) {
    if (length >= TEXT_BLOCK / 4)
        return arena_copy(set->arena, bytes, length);
    if (set->free_size <= length) {
        set->free_text = arena_alloc(set->arena, TEXT_BLOCK);
        set->free_size = TEXT_BLOCK;
    }
    char *text = set->free_text;
    if (length > 0) // the text may be NULL
        memcpy(text, bytes, length);
    text[length] = '\0';
    set->free_text += length + 1;
    set->free_size -= length + 1;
    return text;
}

uint32_t intern_add(struct intern *set, const char *bytes, size_t length) {
    uint32_t hash = hash_of(set, bytes, length);
    struct slot *slot = slot_for(set, bytes, length, hash);
    if (slot->link)
        return slot->link - 1;
    if (length >= UINT32_MAX || set->count == INTERN_NONE - 1)
        out_of_memory();
    uint32_t id = set->count++;
    if (id % SEGMENT == 0)
        add_segment(set, &set->entries, sizeof(struct entry));
    *entry_at(set, id) = (struct entry){keep_text(set, bytes, length), (uint32_t)length};
    *slot = (struct slot){hash, id + 1};
    if (set->count > set->slot_count / 4 * 3)
        double_slots(set);
    return id;
}

const char *intern_text(const struct intern *set, uint32_t id) {
    return entry_at(set, id)->text;
}

uint32_t intern_length(const struct intern *set, uint32_t id) {
    return entry_at(set, id)->length;
}

uint32_t intern_count(const struct intern *set) {
    return set->count;
}

const char *intern_name(struct intern *set, const char *name) {
    return intern_text(set, intern_add(set, name, strlen(name)));
}
