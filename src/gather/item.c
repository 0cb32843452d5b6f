// A document of facts while it is made.
#include "gather/item.h"

#include <string.h>

static struct item *item_new(struct arena *arena, enum item_kind kind) {
    struct item *item = ARENA_NEW(arena, struct item);
    item->kind = kind;
    return item;
}

static struct item *holder_new(struct arena *arena, enum item_kind kind) {
    struct item *item = item_new(arena, kind);
    item->as.all.arena = arena;
    return item;
}

struct item *item_object(struct arena *arena) {
    return holder_new(arena, ITEM_OBJECT);
}

struct item *item_list(struct arena *arena) {
    return holder_new(arena, ITEM_LIST);
}

void item_add(struct item *to, const char *name, struct item *value) {
    value->name = name;
    value->next = NULL;
    if (to->as.all.last != NULL)
        to->as.all.last->next = value;
    else
        to->as.all.first = value;
    to->as.all.last = value;
}

static struct item *add_new(struct item *to, const char *name, enum item_kind kind) {
    struct item *item = item_new(to->as.all.arena, kind);
    item_add(to, name, item);
    return item;
}

void item_add_text(struct item *to, const char *name, const char *value) {
    add_new(to, name, ITEM_TEXT)->as.text = arena_text(to->as.all.arena, value);
}

void item_add_bool(struct item *to, const char *name, bool value) {
    add_new(to, name, ITEM_WORD)->as.text = value ? "true" : "false";
}

void item_add_int(struct item *to, const char *name, int64_t value) {
    add_new(to, name, ITEM_INT)->as.whole = value;
}

void item_add_quantity(struct item *to, const char *name, uint64_t value, const char *unit) {
    struct item *item = add_new(to, name, ITEM_QUANTITY);
    item->as.quantity.value = value;
    item->as.quantity.unit = unit;
}

struct item *item_add_object(struct item *to, const char *name) {
    struct item *item = item_object(to->as.all.arena);
    item_add(to, name, item);
    return item;
}

struct item *item_add_list(struct item *to, const char *name) {
    struct item *item = item_list(to->as.all.arena);
    item_add(to, name, item);
    return item;
}

void item_set_text(struct item *object, const char *name, const char *value) {
    struct item *member = item_find(object, name);
    if (member == NULL) {
        item_add_text(object, name, value);
        return;
    }
    member->kind = ITEM_TEXT;
    member->as.text = arena_text(object->as.all.arena, value);
}

void item_remove(struct item *list, const struct item *element) {
    struct item *before = NULL, *at = list->as.all.first;
    for (; at != NULL && at != element; at = at->next)
        before = at;
    if (at == NULL)
        return;
    if (before != NULL)
        before->next = at->next;
    else
        list->as.all.first = at->next;
    if (at->next == NULL)
        list->as.all.last = before;
}

void item_cut(struct item *list, size_t count) {
    struct item *last = NULL, *at = list->as.all.first;
    for (; at != NULL && count > 0; at = at->next, count--)
        last = at;
    if (last != NULL)
        last->next = NULL;
    else
        list->as.all.first = NULL;
    list->as.all.last = last;
}

const struct item *item_first(const struct item *item) {
    return item != NULL && item->kind >= ITEM_LIST ? item->as.all.first : NULL;
}

struct item *item_find(const struct item *object, const char *name) {
    struct item *member =
        object != NULL && object->kind == ITEM_OBJECT ? object->as.all.first : NULL;
    while (member != NULL && strcmp(member->name, name) != 0)
        member = member->next;
    return member;
}

const char *item_text(const struct item *object, const char *name) {
    const struct item *member = item_find(object, name);
    return member != NULL && member->kind == ITEM_TEXT ? member->as.text : NULL;
}

bool item_is(const struct item *object, const char *name, bool value) {
    const struct item *member = item_find(object, name);
    return member != NULL && member->kind == ITEM_WORD &&
           strcmp(member->as.text, value ? "true" : "false") == 0;
}

size_t item_count(const struct item *list) {
    size_t count = 0;
    for (const struct item *at = item_first(list); at != NULL; at = at->next)
        count++;
    return count;
}

// As deep as the tree, whose depth is that of the fact model or was limited when it was read.
void item_print(const struct item *item, struct json *json, const char *name) {
    bool object = item->kind == ITEM_OBJECT;
    switch (item->kind) {
    case ITEM_WORD:
        json_raw(json, name, item->as.text);
        return;
    case ITEM_INT:
        json_int(json, name, item->as.whole);
        return;
    case ITEM_QUANTITY:
        json_quantity(json, name, item->as.quantity.value, item->as.quantity.unit);
        return;
    case ITEM_TEXT:
        json_text(json, name, item->as.text);
        return;
    case ITEM_LIST:
    case ITEM_OBJECT:
        json_begin(json, name, object ? '{' : '[');
        for (const struct item *at = item->as.all.first; at != NULL; at = at->next)
            item_print(at, json, at->name);
        json_end(json, object ? '}' : ']');
        return;
    }
}
