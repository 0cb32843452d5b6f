// Names of members to slots, by a hash table.
#include "facts/member.h"

static bool is_named(const struct slot *slot, const char *name, uint32_t size) {
    return slot->size == size && same_bytes(slot->name, name, size);
}

struct sought_name {
    const struct plan *plan;
    const char *name;
    uint32_t size;
};

static struct slot *slot_at(const struct plan *plan, uint32_t number) {
    uint32_t fields = plan->shape->record->field_count;
    return number < fields ? &plan->slots[number] : &plan->unknown[number - fields];
}

static bool is_sought(const void *state, uint32_t number) {
    const struct sought_name *sought = state;
    return is_named(slot_at(sought->plan, number), sought->name, sought->size);
}

static struct hash_slot *find_place(const struct plan *plan, const char *name, uint32_t size,
                                    uint32_t hash) {
    return hash_find(&plan->table, hash, is_sought, &(struct sought_name){plan, name, size});
}

struct plan *plan_new(struct arena *arena, const struct shape *shape) {
    const struct record *record = shape->record;
    struct plan *plan = ARENA_NEW(arena, struct plan);
    plan->arena = arena;
    plan->shape = shape;
    plan->slots = ARENA_ARRAY(arena, struct slot, record->field_count);
    hash_reserve(&plan->table, arena, record->field_count + PLAN_UNKNOWN);
    for (uint32_t i = 0; i < record->field_count; i++) {
        struct slot *slot = &plan->slots[i];
        slot->name = record->fields[i]->name;
        slot->size = (uint32_t)strlen(slot->name);
        slot->field = record->fields[i];
        slot->member = &shape->members[i];
        uint32_t hash = hash_bytes(plan, slot->name, slot->size);
        hash_take(&plan->table, arena, find_place(plan, slot->name, slot->size, hash), hash, i);
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

static struct slot *add_unknown(struct plan *plan, struct hash_slot *place, const char *name,
                                uint32_t size, uint32_t hash) {
    if (plan->unknown_count == PLAN_UNKNOWN)
        return NULL;
    if (plan->unknown == NULL)
        plan->unknown = ARENA_ARRAY(plan->arena, struct slot, PLAN_UNKNOWN);
    uint32_t number = plan->shape->record->field_count + plan->unknown_count++;
    struct slot *slot = slot_at(plan, number);
    slot->name = arena_copy(plan->arena, name, size);
    slot->size = size;
    hash_take(&plan->table, plan->arena, place, hash, number);
    return slot;
}

struct slot *plan_look(struct plan *plan, struct slot *last, const char *name, uint32_t size) {
    uint32_t hash = hash_bytes(plan, name, size);
    struct hash_slot *place = find_place(plan, name, size, hash);
    struct slot *found = place->link != 0 ? slot_at(plan, place->link - 1)
                                          : add_unknown(plan, place, name, size, hash);
    if (found != NULL)
        last->after = found;
    return found;
}

void plan_remember(struct plan *plan, struct slot *slot) {
    slot->recent = ARENA_ARRAY(plan->arena, struct recent, RECENT_TEXTS);
}
