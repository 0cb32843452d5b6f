// Types of expressions and facts.
#ifndef PLIM_LANG_TYPE_H
#define PLIM_LANG_TYPE_H

#include <stdbool.h>

#include "lang/unit.h"

struct record;
struct shape;

enum type_kind {
    TYPE_POISON, // of a mistake already reported: agrees with everything, so one mistake makes one
                 // message
    TYPE_BOOL,
    TYPE_INT,    // whole, 64 bits
    TYPE_NUMBER, // exact decimal; with a dimension other than none it is a quantity
    TYPE_TEXT,
    TYPE_TIME, // nanoseconds since 1970, UTC
    TYPE_VERSION,
    TYPE_ENUM, // one of a closed set of texts
    TYPE_LIST,
    TYPE_RECORD,
};

// A type by value. Everything pointed to lives in the model or policy arena.
struct type {
    enum type_kind kind;
    struct dimension dimension; // TYPE_NUMBER
    bool percent;               // TYPE_NUMBER without a dimension: shown as 90%
    const struct type *element; // TYPE_LIST
    const char *const *choices; // TYPE_ENUM: interned names in the order of declaration
    uint32_t choice_count;
    const struct record *record; // TYPE_RECORD
    const struct shape
        *shape; // TYPE_RECORD: where in the store such rows are; NULL in a declaration
};

bool type_equal(const struct type *a, const struct type *b); // shapes and per cent do not count
static inline bool type_is_numeric(const struct type *type) {
    return type->kind == TYPE_INT || type->kind == TYPE_NUMBER;
}
static inline bool type_is_textual(const struct type *type) {
    return type->kind == TYPE_TEXT || type->kind == TYPE_ENUM;
}

// Adds the type as a policy writes it: "list of bytes", "one of [\"a\", \"b\"]", "machine".
void type_show(struct text *out, const struct type *type);

// A type as a policy writes it, and as it stands in a sentence ("bytes", "a list of text"); in the
// arena.
const char *type_text(struct arena *arena, const struct type *type);
const char *type_phrase(struct arena *arena, const struct type *type);

// Adds a number as a person would write it, or exactly, where its type says so in %.
void number_show(struct text *out, struct decimal value, const struct type *type);
void number_show_exact(struct text *out, struct decimal value, const struct type *type);

#endif
