// Names of members to slots: a guess first, then a hash table.
#include "facts/plan.h"

#include <string.h>

static uint32_t hash_name(const char *name) {
    uint32_t hash = 2166136261U;
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash ^ hash >> 15;
}

// The place of a name in the table, or the free place where it belongs.
static struct slot **find_place(struct plan *plan, const char *name) {
    uint32_t mask = plan->table_size - 1;
    uint32_t at = hash_name(name) & mask;
    while (plan->table[at] != NULL && strcmp(plan->table[at]->name, name) != 0)
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
        slot->field = record->fields[i];
        slot->member = &shape->members[i];
        *find_place(plan, slot->name) = slot;
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

static struct slot *add_unknown(struct plan *plan, struct slot **place, const char *name) {
    if (plan->unknown_count == PLAN_UNKNOWN)
        return NULL;
    plan->unknown_count++;
    *place = ARENA_NEW(plan->arena, struct slot);
    (*place)->name = arena_copy(plan->arena, name, strlen(name));
    return *place;
}

struct slot *plan_find(struct plan *plan, struct slot *last, const char *name) {
    struct slot *guess = last->after;
    if (guess != NULL && strcmp(guess->name, name) == 0)
        return guess;
    struct slot **place = find_place(plan, name);
    struct slot *found = *place != NULL ? *place : add_unknown(plan, place, name);
    if (found != NULL)
        last->after = found;
    return found;
}
