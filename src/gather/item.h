// A document of facts while it is made: a tree that grows, and is printed as JSON at the end.
#ifndef PLIM_GATHER_ITEM_H
#define PLIM_GATHER_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/json.h"

enum item_kind {
    ITEM_WORD, // true, false, null or a number, as JSON writes it
    ITEM_INT,
    ITEM_QUANTITY,
    ITEM_TEXT,
    ITEM_LIST,
    ITEM_OBJECT
};

// A value, with its name where it is a member of an object. Objects and lists know the arena that
// they grow in, which holds the whole tree.
struct item {
    const char *name; // NULL: an element of a list
    struct item *next;
    enum item_kind kind;
    union {
        const char *text; // ITEM_WORD, ITEM_TEXT
        int64_t whole;    // ITEM_INT
        struct {
            uint64_t value;
            const char *unit;
        } quantity;
        struct {
            struct item *first, *last;
            struct arena *arena;
        } all; // ITEM_LIST, ITEM_OBJECT
    } as;
};

// Each returns a new empty object or list.
struct item *item_object(struct arena *arena);
struct item *item_list(struct arena *arena);

// Add a member to an object, or an element to a list, whose NAME is NULL. NAME is kept, VALUE is
// copied.
void item_add_text(struct item *to, const char *name, const char *value);
void item_add_bool(struct item *to, const char *name, bool value);
void item_add_int(struct item *to, const char *name, int64_t value);
// A quantity in its base unit; UNIT is kept.
void item_add_quantity(struct item *to, const char *name, uint64_t value, const char *unit);
// A new empty object or list, which is returned.
struct item *item_add_object(struct item *to, const char *name);
struct item *item_add_list(struct item *to, const char *name);
// A tree. Where it is a part of another one, that must not be printed or searched any more.
void item_add(struct item *to, const char *name, struct item *value);

// Gives an object this text as its only member of that name.
void item_set_text(struct item *object, const char *name, const char *value);
// Takes an element out of a list, or nothing where ELEMENT is NULL.
void item_remove(struct item *list, const struct item *element);
// Drops all elements of a list but the first COUNT.
void item_cut(struct item *list, size_t count);

// The member of an object; NULL if there is none, or OBJECT is none.
struct item *item_find(const struct item *object, const char *name);
// The text of a member; NULL if there is none.
const char *item_text(const struct item *object, const char *name);
// Whether the member is there and is VALUE.
bool item_is(const struct item *object, const char *name, bool value);
// The first element of a list, or member of an object; NULL if there is none, or ITEM is neither.
const struct item *item_first(const struct item *item);
size_t item_count(const struct item *list);

// Adds the tree to JSON in the making.
void item_print(const struct item *item, struct json *json, const char *name);

// Reads a text that is JSON; NULL if it is something else.
struct item *item_read(struct arena *arena, struct text *text);

#endif
