// Names of members to slots: a guess first, then a hash table.
#include "facts/member.h"

static uint32_t hash_name(const char *name, uint32_t size) {
    uint32_t hash = 2166136261U;
    for (uint32_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619U;
    return hash ^ hash >> 15;
}

static bool is_named(const struct slot *slot, const char *name, uint32_t size) {
    return slot->size == size && same_bytes(slot->name, name, size);
}

// The place of a name in the table, or the free place where it belongs.
static struct slot **find_place(struct plan *plan, const char *name, uint32_t size) {
    uint32_t mask = plan->table_size - 1;
    uint32_t at = hash_name(name, size) & mask;
    while (plan->table[at] != NULL && !is_named(plan->table[at], name, size))
        at = (at + 1) & mask;
    return &plan->table[at];
}

static uint32_t table_size(uint32_t names) {
    uint32_t size = 16;
    while (size < 2 * names)
        size *= 2;
    return size;
}

struct plan *plan_new(struct arena *arena, const struct shape *shape) {
    const struct record *record = shape->record;
    struct plan *plan = ARENA_NEW(arena, struct plan);
    plan->arena = arena;
    plan->shape = shape;
    plan->slots = ARENA_ARRAY(arena, struct slot, record->field_count);
    plan->table_size = table_size(record->field_count + PLAN_UNKNOWN);
    plan->table = ARENA_ARRAY(arena, struct slot *, plan->table_size);
    for (uint32_t i = 0; i < record->field_count; i++) {
        struct slot *slot = &plan->slots[i];
        slot->name = record->fields[i]->name;
        slot->size = (uint32_t)strlen(slot->name);
        slot->field = record->fields[i];
        slot->member = &shape->members[i];
        *find_place(plan, slot->name, slot->size) = slot;
    }
    return plan;
}

struct plan *plan_nested(struct plan *plan, struct slot *slot) {
    if (slot->nested == NULL) {
        const struct shape *shape =
            slot->member->kind == MEMBER_LIST ? slot->member->list->shape : slot->member->nested;
        slot->nested = plan_new(plan->arena, shape);
    }
    return slot->nested;
}

static struct slot *add_unknown(struct plan *plan, struct slot **place, const char *name,
                                uint32_t size) {
    if (plan->unknown_count == PLAN_UNKNOWN)
        return NULL;
    plan->unknown_count++;
    *place = ARENA_NEW(plan->arena, struct slot);
    (*place)->name = arena_copy(plan->arena, name, size);
    (*place)->size = size;
    return *place;
}

struct slot *plan_find(struct plan *plan, struct slot *last, const char *name, uint32_t size) {
    struct slot *guess = last->after;
    if (guess != NULL && is_named(guess, name, size))
        return guess;
    struct slot **place = find_place(plan, name, size);
    struct slot *found = *place != NULL ? *place : add_unknown(plan, place, name, size);
    if (found != NULL)
        last->after = found;
    return found;
}

struct recent *plan_recent(struct plan *plan, struct slot *slot, const char *text, uint32_t size) {
    if (slot->recent == NULL)
        slot->recent = ARENA_ARRAY(plan->arena, struct recent, RECENT_TEXTS);
    uint32_t place =
        size == 0 ? 0 : (uint32_t)(unsigned char)text[0] + (unsigned char)text[size - 1];
    return &slot->recent[(place + size) % RECENT_TEXTS];
}
