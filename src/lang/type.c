// Types of expressions and facts: comparing them and writing them for people.
#include "lang/type.h"

#include <string.h>

#include "lang/model.h"

// Sets of choices are equal whatever their order; the names are interned and distinct.
static bool choices_equal(const struct type *a, const struct type *b) {
    if (a->choice_count != b->choice_count)
        return false;
    for (uint32_t i = 0; i < a->choice_count; i++) {
        uint32_t j = 0;
        while (j < b->choice_count && b->choices[j] != a->choices[i])
            j++;
        if (j == b->choice_count)
            return false;
    }
    return true;
}

bool type_equal(const struct type *a, const struct type *b) {
    if (a->kind == TYPE_POISON || b->kind == TYPE_POISON)
        return true;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case TYPE_NUMBER:
        return dimension_equal(a->dimension, b->dimension);
    case TYPE_ENUM:
        return choices_equal(a, b);
    case TYPE_LIST:
        return type_equal(a->element, b->element);
    case TYPE_RECORD:
        return a->record == b->record;
    case TYPE_POISON:
    case TYPE_BOOL:
    case TYPE_INT:
    case TYPE_TEXT:
    case TYPE_TIME:
    case TYPE_VERSION:
        break;
    }
    return true;
}

static void show_number(struct text *out, struct dimension dimension) {
    const char *name = dimension_name(dimension);
    char symbol[32];
    if (name != NULL)
        text_add(out, name);
    else
        text_addf(out, "number in %s", dimension_symbol(dimension, symbol));
}

static void show_choices(struct text *out, const struct type *type) {
    text_add(out, "one of [");
    for (uint32_t i = 0; i < type->choice_count; i++) {
        text_add(out, i > 0 ? ", " : "");
        text_add_quoted(out, type->choices[i]);
    }
    text_add(out, "]");
}

void type_show(struct text *out, const struct type *type) {
    static const char *const names[] = {
        [TYPE_POISON] = "mistaken", [TYPE_BOOL] = "bool", [TYPE_INT] = "int",
        [TYPE_TEXT] = "text",       [TYPE_TIME] = "time", [TYPE_VERSION] = "version",
    };
    if (type->kind == TYPE_NUMBER) {
        show_number(out, type->dimension);
    } else if (type->kind == TYPE_ENUM) {
        show_choices(out, type);
    } else if (type->kind == TYPE_RECORD) {
        text_add(out, type->record->name);
    } else if (type->kind == TYPE_LIST) {
        text_add(out, "list of ");
        type_show(out, type->element);
    } else {
        text_add(out, names[type->kind]);
    }
}

// ---- for messages ----

const char *type_text(struct arena *arena, const struct type *type) {
    struct text text;
    text_init(&text);
    type_show(&text, type);
    const char *copy = text_copy(&text, arena);
    text_clear(&text);
    return copy;
}

// Bytes and text take no article; a choice has its own wording.
static const char *article(const struct type *type) {
    switch (type->kind) {
    case TYPE_INT:
        return "an ";
    case TYPE_NUMBER:
        return dimension_equal(type->dimension, DIMENSION_BYTES) ? "" : "a ";
    case TYPE_BOOL:
    case TYPE_TIME:
    case TYPE_VERSION:
    case TYPE_LIST:
        return "a ";
    case TYPE_RECORD:
        return strchr("aeiou", type->record->name[0]) != NULL ? "an " : "a ";
    case TYPE_POISON:
    case TYPE_TEXT:
    case TYPE_ENUM:
        break;
    }
    return "";
}

const char *type_phrase(struct arena *arena, const struct type *type) {
    return arena_printf(arena, "%s%s", article(type), type_text(arena, type));
}

// ---- numbers ----

static bool show_percent(struct text *out, struct decimal value, const struct type *type) {
    char digits[DECIMAL_TEXT];
    struct decimal hundredfold;
    if (!type->percent || !decimal_multiply(value, decimal_from_int(100), &hundredfold))
        return false;
    decimal_format(hundredfold, digits);
    text_addf(out, "%s%%", digits);
    return true;
}

void number_show(struct text *out, struct decimal value, const struct type *type) {
    if (!show_percent(out, value, type))
        quantity_show(out, value, type->dimension);
}

void number_show_exact(struct text *out, struct decimal value, const struct type *type) {
    if (!show_percent(out, value, type))
        quantity_show_exact(out, value, type->dimension);
}
