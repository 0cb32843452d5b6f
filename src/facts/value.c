// Reads plain values strictly: what cannot be held exactly is refused, never rounded.
#include "facts/value.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "facts/path.h"

static const double whole_limit = 9007199254740992.0; // 2^53

static void show_choices(struct text *out, const struct type *type) {
    text_add(out, "one of ");
    for (uint32_t i = 0; i < type->choice_count; i++) {
        text_add(out, i == 0 ? "" : ", ");
        text_add_quoted(out, type->choices[i], strlen(type->choices[i]));
    }
}

static void show_need(struct text *out, const struct type *type) {
    switch (type->kind) {
    case TYPE_BOOL:
        text_add(out, "true or false");
        break;
    case TYPE_INT:
        text_add(out, "a whole number");
        break;
    case TYPE_NUMBER:
        if (type->dimension.information == 0 && type->dimension.time == 0)
            text_add(out, "a number");
        else
            type_show(out, type);
        break;
    case TYPE_TEXT:
        text_add(out, "a text");
        break;
    case TYPE_TIME:
        text_add(out, "a time");
        break;
    case TYPE_VERSION:
        text_add(out, "a version in double quotes");
        break;
    case TYPE_ENUM:
        show_choices(out, type);
        break;
    case TYPE_LIST:
        text_add(out, "a list");
        break;
    case TYPE_RECORD:
    case TYPE_POISON:
        text_add(out, "an object");
        break;
    }
}

static void show_value(struct text *out, const struct json_value *value) {
    switch (value->kind) {
    case JSON_NULL:
        text_add(out, "null");
        break;
    case JSON_FALSE:
        text_add(out, "false");
        break;
    case JSON_TRUE:
        text_add(out, "true");
        break;
    case JSON_NUMBER:
    case JSON_INEXACT:
        text_add(out, "a number");
        break;
    case JSON_TEXT:
        text_add(out, "the text ");
        text_add_quoted(out, value->text, strlen(value->text));
        break;
    case JSON_LIST:
        text_add(out, "a list");
        break;
    case JSON_OBJECT:
        text_add(out, "an object");
        break;
    }
}

void value_mismatch(struct complaint *complaint, const struct type *type,
                    const struct json_value *value) {
    text_add(&complaint->message, "needs ");
    show_need(&complaint->message, type);
    text_add(&complaint->message, ", but is ");
    show_value(&complaint->message, value);
}

static bool mismatch(struct complaint *complaint, const struct column_def *def,
                     const struct json_value *value) {
    value_mismatch(complaint, &def->type, value);
    return false;
}

static bool is_quantity(const struct type *type) {
    return type->kind == TYPE_NUMBER &&
           (type->dimension.information != 0 || type->dimension.time != 0);
}

static bool inexact(struct complaint *complaint, const struct type *type, const char *digits) {
    size_t size = strlen(digits);
    text_addf(&complaint->message, "JSON does not carry the number %.*s%s exactly",
              size > 40 ? 40 : (int)size, digits, size > 40 ? "…" : "");
    if (is_quantity(type))
        text_addf(&complaint->cure, "write it as a text with its unit, such as \"%.*s %s\"",
                  size > 40 ? 0 : (int)size, digits,
                  dimension_symbol(type->dimension, (char[32]){0}));
    else
        text_add(&complaint->cure,
                 type->kind == TYPE_INT
                     ? "a whole number is below 9007199254740992 in size"
                     : "a number has at most 15 significant digits, 9 of them after the point");
    return false;
}

static void decimal_cell(struct decimal decimal, struct cell *out) {
    out->rep = REP_INT;
    if (!decimal_to_int(decimal, &out->as.integer)) {
        out->rep = REP_DECIMAL;
        out->as.decimal = decimal;
    }
}

// Fifteen digits of a double give back the number it was written as, by whatever locale's point.
static bool decimal_by_digits(double number, struct decimal *out) {
    char printed[64], plain[64];
    size_t length = 0;
    snprintf(printed, sizeof printed, "%.14e", number);
    for (const char *at = printed; *at != '\0'; at++)
        if ((*at >= '0' && *at <= '9') || *at == '-' || *at == '+' || *at == 'e')
            plain[length++] = *at;
    plain[length] = '\0';
    char *mark = strchr(plain, 'e');
    long exponent = strtol(mark + 1, NULL, 10) - 14;
    length = (size_t)(mark - plain);
    length += (size_t)snprintf(mark, sizeof plain - length, "e%ld", exponent);
    return decimal_parse(plain, length, out) == DECIMAL_OK;
}

// Multiplying rounds, but dividing back tells: two decimals of fifteen digits never share a double.
static bool decimal_of(double number, struct decimal *out) {
    if (number < 1e6 && number > -1e6) {
        int64_t nano = (int64_t)(number * 1e9 + (number < 0 ? -0.5 : 0.5));
        if ((double)nano / 1e9 == number) {
            out->nano = nano;
            return true;
        }
    }
    return decimal_by_digits(number, out);
}

static bool read_number(const struct column_def *def, double number, struct cell *out,
                        struct complaint *complaint) {
    struct decimal decimal;
    out->rep = REP_INT;
    if (number < whole_limit && number > -whole_limit && number == (double)(int64_t)number) {
        out->as.integer = (int64_t)number;
        return true;
    }
    if (def->type.kind == TYPE_INT) {
        char digits[64];
        bool large = number >= whole_limit || number <= -whole_limit;
        snprintf(digits, sizeof digits, "%.0f", number);
        if (large)
            return inexact(complaint, &def->type, digits);
        text_add(&complaint->message, "needs a whole number, but has a fraction");
        return false;
    }
    if (!decimal_of(number, &decimal)) {
        text_add(&complaint->message, "a number has at most 9 digits after the point");
        return false;
    }
    decimal_cell(decimal, out);
    return true;
}

static void show_number(struct text *out, struct decimal value, const struct type *type) {
    if (type->kind == TYPE_INT)
        quantity_show_exact(out, value, DIMENSION_NONE);
    else
        quantity_show_exact(out, value, type->dimension);
}

static bool check_limits(const struct column_def *def, const struct cell *cell,
                         struct complaint *complaint) {
    const struct field *field = def->field;
    if (!field->has_min && !field->has_max)
        return true;
    struct decimal value =
        cell->rep == REP_INT ? decimal_from_int(cell->as.integer) : cell->as.decimal;
    bool low = field->has_min && decimal_compare(value, field->min) < 0;
    bool high = field->has_max && decimal_compare(value, field->max) > 0;
    if (!low && !high)
        return true;
    show_number(&complaint->message, value, &def->type);
    text_add(&complaint->message, low ? " is below the minimum of " : " is above the maximum of ");
    show_number(&complaint->message, low ? field->min : field->max, &def->type);
    return false;
}

static bool read_quantity(const struct column_def *def, const char *text, struct cell *out,
                          struct complaint *complaint) {
    struct decimal value;
    struct dimension dimension, needed = def->type.dimension;
    bool parsed = quantity_parse(text, strlen(text), &value, &dimension);
    bool zero = parsed && value.nano == 0 && dimension.information == 0 && dimension.time == 0;
    if (parsed &&
        (zero || (dimension.information == needed.information && dimension.time == needed.time))) {
        decimal_cell(value, out);
        return true;
    }
    text_add_quoted(&complaint->message, text, strlen(text));
    if (!parsed)
        text_add(&complaint->message, " is no quantity");
    else if (dimension.information == 0 && dimension.time == 0)
        text_add(&complaint->message, " has no unit");
    else
        text_addf(&complaint->message, " is not of the kind that is needed");
    text_add(&complaint->message, "; needs ");
    show_need(&complaint->message, &def->type);
    text_add(&complaint->cure, "write a number and a unit, such as \"");
    text_addf(&complaint->cure, "4 %s\", or a number in ", dimension_symbol(needed, (char[32]){0}));
    text_add(&complaint->cure, dimension_symbol(needed, (char[32]){0}));
    return false;
}

static bool read_time(const char *text, struct cell *out, struct complaint *complaint) {
    size_t size = strlen(text);
    int64_t ignored;
    out->rep = REP_INT;
    if (time_parse(text, size, true, &out->as.integer))
        return true;
    text_add_quoted(&complaint->message, text, size);
    if (time_parse(text, size, false, &ignored)) {
        text_add(&complaint->message, " is a time without a zone");
        text_add(&complaint->cure,
                 "write Z for UTC, or the distance from it, such as 2026-11-23T10:00:00+01:00");
    } else {
        text_add(&complaint->message, " is no time");
        text_add(&complaint->cure, "write it like 2026-11-23T10:00:00Z, in the years 1678 to 2261");
    }
    return false;
}

static bool check_choice(const struct type *type, const char *text, struct complaint *complaint) {
    for (uint32_t i = 0; i < type->choice_count; i++)
        if (strcmp(type->choices[i], text) == 0)
            return true;
    text_add_quoted(&complaint->message, text, strlen(text));
    text_add(&complaint->message, " is not ");
    show_choices(&complaint->message, type);
    const char *nearest = nearest_word(text, type->choices, type->choice_count);
    if (nearest != NULL)
        text_addf(&complaint->cure, "did you mean \"%s\"?", nearest);
    return false;
}

static bool read_text(const struct column_def *def, const char *text, struct cell *out,
                      size_t *size, struct complaint *complaint) {
    out->rep = REP_TEXT;
    *size = strlen(text);
    if (*size > TEXT_LIMIT) {
        text_addf(&complaint->message, "a text of %zu bytes; at most 1 MiB is read", *size);
        return false;
    }
    return def->type.kind != TYPE_ENUM || check_choice(&def->type, text, complaint);
}

bool value_read(const struct column_def *def, const struct json_value *value, struct cell *out,
                size_t *size, struct complaint *complaint) {
    out->known = true;
    bool number = value->kind == JSON_NUMBER, text = value->kind == JSON_TEXT;
    switch (def->type.kind) {
    case TYPE_BOOL:
        out->rep = REP_BIT;
        out->as.bit = value->kind == JSON_TRUE;
        return value->kind == JSON_TRUE || value->kind == JSON_FALSE ||
               mismatch(complaint, def, value);
    case TYPE_INT:
    case TYPE_NUMBER:
        if (value->kind == JSON_INEXACT)
            return inexact(complaint, &def->type, value->text);
        if (number)
            return read_number(def, value->number, out, complaint) &&
                   check_limits(def, out, complaint);
        if (text && is_quantity(&def->type))
            return read_quantity(def, value->text, out, complaint) &&
                   check_limits(def, out, complaint);
        return mismatch(complaint, def, value);
    case TYPE_TIME:
        return text ? read_time(value->text, out, complaint) : mismatch(complaint, def, value);
    case TYPE_TEXT:
    case TYPE_VERSION:
    case TYPE_ENUM:
        return text ? read_text(def, value->text, out, size, complaint)
                    : mismatch(complaint, def, value);
    case TYPE_POISON:
    case TYPE_LIST:
    case TYPE_RECORD:
        break;
    }
    assert(false && "a column holds plain values");
    return false;
}
