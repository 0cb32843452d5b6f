// One copy of every distinct text, found by linear hashing (Litwin 1980): the table grows bucket by
// bucket, so that nothing is ever copied or left behind in the arena.
#include "base/intern.h"

#include <string.h>

enum { SEGMENT = 1024, TEXT_BLOCK = 16 << 10 };

struct entry {
    const char *text;
    uint32_t length, hash;
    uint32_t next; // in its bucket: id + 1, or 0
};

// An array that grows by segments; only the list of segments is ever copied.
struct segments {
    void **at;
    size_t count, room;
};

struct intern {
    struct arena *arena;
    struct segments entries, buckets; // of struct entry by id; of uint32_t: id + 1, or 0
    uint32_t count;
    uint32_t mask, split; // buckets below split have been divided already: mask covers the others
    char *free_text;
    size_t free_size;
};

static void *segment_of(const struct segments *segments, uint32_t index) {
    return segments->at[index / SEGMENT];
}

static struct entry *entry_at(const struct intern *set, uint32_t id) {
    return (struct entry *)segment_of(&set->entries, id) + id % SEGMENT;
}

static uint32_t *bucket_at(const struct intern *set, uint32_t index) {
    return (uint32_t *)segment_of(&set->buckets, index) + index % SEGMENT;
}

static void add_segment(struct intern *set, struct segments *segments, size_t item_size) {
    void *segment = arena_zero(set->arena, SEGMENT, item_size);
    ARENA_PUSH(set->arena, segments->at, segments->count, segments->room) = segment;
}

struct intern *intern_new(struct arena *arena) {
    struct intern *set = ARENA_NEW(arena, struct intern);
    set->arena = arena;
    add_segment(set, &set->buckets, sizeof(uint32_t));
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

static uint32_t bucket_of(const struct intern *set, uint32_t hash) {
    uint32_t bucket = hash & set->mask;
    return bucket < set->split ? hash & (set->mask << 1 | 1) : bucket;
}

static uint32_t find_hashed(const struct intern *set, const char *bytes, size_t length,
                            uint32_t hash) {
    for (uint32_t link = *bucket_at(set, bucket_of(set, hash)); link;) {
        const struct entry *entry = entry_at(set, link - 1);
        if (entry->hash == hash && entry->length == length &&
            (length == 0 || memcmp(entry->text, bytes, length) == 0))
            return link - 1;
        link = entry->next;
    }
    return INTERN_NONE;
}

uint32_t intern_find(const struct intern *set, const char *bytes, size_t length) {
    return find_hashed(set, bytes, length, hash_of(set, bytes, length));
}

static void push_entry(struct intern *set, uint32_t id) {
    struct entry *entry = entry_at(set, id);
    uint32_t *bucket = bucket_at(set, bucket_of(set, entry->hash));
    entry->next = *bucket;
    *bucket = id + 1;
}

// Divides the next bucket between itself and a new one, so that there are as many buckets as texts.
static void divide_bucket(struct intern *set) {
    uint32_t made = set->split + set->mask + 1;
    if (made % SEGMENT == 0)
        add_segment(set, &set->buckets, sizeof(uint32_t));
    uint32_t *bucket = bucket_at(set, set->split), link = *bucket;
    *bucket = 0;
    if (set->split++ == set->mask) {
        set->mask = set->mask << 1 | 1;
        set->split = 0;
    }
    while (link) {
        uint32_t next = entry_at(set, link - 1)->next;
        push_entry(set, link - 1);
        link = next;
    }
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
    uint32_t hash = hash_of(set, bytes, length), id = find_hashed(set, bytes, length, hash);
    if (id != INTERN_NONE)
        return id;
    if (length >= UINT32_MAX || set->count == INTERN_NONE - 1)
        out_of_memory();
    id = set->count++;
    if (id % SEGMENT == 0)
        add_segment(set, &set->entries, sizeof(struct entry));
    *entry_at(set, id) = (struct entry){keep_text(set, bytes, length), (uint32_t)length, hash, 0};
    push_entry(set, id);
    divide_bucket(set);
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
