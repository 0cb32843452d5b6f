// Reads plain values strictly: what cannot be held exactly is refused, never rounded.
#include "config.h"

#include "facts/value.h"

#include <assert.h>
#include <string.h>

#include "base/time.h"
#include "base/version.h"
#include "facts/path.h"
#include "lang/diagnostic.h"

enum { SHOWN_DIGITS = 40 };

static const int64_t whole_limit = INT64_C(1) << 53; // where a double begins to skip whole numbers

static void show_choices(struct text *out, const struct type *type) {
    text_add(out, "one of ");
    for (uint32_t i = 0; i < type->choice_count; i++) {
        text_add(out, i == 0 ? "" : ", ");
        path_add_quoted(out, type->choices[i], strlen(type->choices[i]));
    }
}

static bool is_quantity(const struct type *type) {
    return type->kind == TYPE_NUMBER && !dimension_equal(type->dimension, DIMENSION_NONE);
}

static void show_need(struct text *out, const struct type *type) {
    static const char *const needs[] = {
        [TYPE_BOOL] = "true or false", [TYPE_INT] = "a whole number",
        [TYPE_NUMBER] = "a number",    [TYPE_TEXT] = "a text",
        [TYPE_TIME] = "a time",        [TYPE_VERSION] = "a version in double quotes",
        [TYPE_LIST] = "a list",        [TYPE_RECORD] = "an object",
        [TYPE_POISON] = "an object",
    };
    if (type->kind == TYPE_ENUM)
        show_choices(out, type);
    else if (is_quantity(type))
        type_show(out, type);
    else
        text_add(out, needs[type->kind]);
}

static void show_token(struct text *out, const struct scan_token *token) {
    static const char *const kinds[] = {
        [SCAN_NULL] = "null",        [SCAN_FALSE] = "false",       [SCAN_TRUE] = "true",
        [SCAN_WHOLE] = "a number",   [SCAN_DECIMAL] = "a number",  [SCAN_INEXACT] = "a number",
        [SCAN_TEXT] = "the text ",   [SCAN_ESCAPED] = "the text ", [SCAN_LIST] = "a list",
        [SCAN_OBJECT] = "an object",
    };
    text_add(out, kinds[token->kind]);
    if (token->kind == SCAN_TEXT || token->kind == SCAN_ESCAPED)
        path_add_quoted(out, token->as.at, token->size);
}

static bool is_word(const struct scan_token *token, const char *word) {
    return token->kind == SCAN_TEXT && token->size == strlen(word) &&
           strncmp(token->as.at, word, token->size) == 0;
}

// Seconds or, as some programs write them, milliseconds since 1970.
static void cure_epoch(struct text *cure, int64_t count) {
    static const int64_t most = 4102444800; // the year 2100
    char time[TIME_TEXT];
    int64_t seconds = count > most ? count / 1000 : count;
    text_add(cure, "write it like \"2026-11-23T10:00:00Z\"");
    if (seconds <= 0 || seconds > most)
        return;
    time_format(seconds * 1000000000, time);
    text_addf(cure, "; so many %sseconds since 1970 are \"%s\"", seconds == count ? "" : "milli",
              time);
}

static void cure_mismatch(struct text *cure, const struct type *type,
                          const struct scan_token *token) {
    bool yes = is_word(token, "true") || is_word(token, "yes");
    bool no = is_word(token, "false") || is_word(token, "no");
    if (type->kind == TYPE_BOOL && (yes || no))
        text_addf(cure, "write %s, without quotes", yes ? "true" : "false");
    else if (type->kind == TYPE_TIME && token->kind == SCAN_WHOLE)
        cure_epoch(cure, token->as.whole);
    else if (type->kind == TYPE_LIST && token->kind == SCAN_OBJECT)
        text_add(cure, "write [ ] around the elements, each with its key as a member");
}

void value_mismatch(struct complaint *complaint, const struct type *type,
                    const struct scan_token *token) {
    text_add(&complaint->message, "needs ");
    show_need(&complaint->message, type);
    text_add(&complaint->message, ", but is ");
    show_token(&complaint->message, token);
    cure_mismatch(&complaint->cure, type, token);
}

static bool mismatch(struct complaint *complaint, const struct column_def *def,
                     const struct scan_token *token) {
    value_mismatch(complaint, &def->type, token);
    return false;
}

static bool inexact(struct complaint *complaint, const struct type *type,
                    const struct scan_token *token) {
    char buffer[32];
    bool cut = token->size > SHOWN_DIGITS;
    text_addf(&complaint->message, "JSON does not carry the number %.*s%s exactly",
              cut ? SHOWN_DIGITS : (int)token->size, token->as.at, cut ? "…" : "");
    if (is_quantity(type))
        text_addf(&complaint->cure, "write it as a text with its unit, such as \"%s %s\"",
                  "9007199254740993", dimension_symbol(type->dimension, buffer));
    else if (type->kind == TYPE_INT)
        text_add(&complaint->cure, "a whole number is below 9007199254740992 in size");
    else
        text_add(&complaint->cure,
                 "a number has at most 15 significant digits, 9 of them after the point");
    return false;
}

static void decimal_cell(struct decimal decimal, struct cell *out) {
    out->rep = REP_INT;
    if (!decimal_to_int(decimal, &out->as.integer)) {
        out->rep = REP_DECIMAL;
        out->as.decimal = decimal;
    }
}

static bool read_decimal(const struct column_def *def, const struct scan_token *token,
                         struct cell *out, struct complaint *complaint) {
    struct decimal decimal;
    if (decimal_parse(token->as.at, token->size, &decimal) != DECIMAL_OK)
        return inexact(complaint, &def->type, token);
    decimal_cell(decimal, out);
    if (def->type.kind != TYPE_INT)
        return true;
    if (!decimal_is_whole(decimal)) {
        text_addf(&complaint->message, "needs a whole number, but is %.*s", (int)token->size,
                  token->as.at);
        return false;
    }
    if (out->rep == REP_INT && out->as.integer < whole_limit && out->as.integer > -whole_limit)
        return true;
    return inexact(complaint, &def->type, token);
}

static void show_number(struct text *out, struct decimal value, const struct type *type) {
    if (type->kind == TYPE_INT)
        quantity_show_exact(out, value, DIMENSION_NONE);
    else
        quantity_show_exact(out, value, type->dimension);
}

// Units that are meant where a quantity was written as a plain number, by its size: memory is
// counted in MiB, in KiB where that makes a great number, in GiB where it is small.
static const struct {
    struct dimension dimension;
    int64_t from; // numbers from here on
    const char *unit;
} meant[] = {
    {{1, 0}, 1 << 20, "KiB"}, {{1, 0}, 64, "MiB"},  {{1, 0}, 1, "GiB"},
    {{1, 0}, 1, "TiB"},       {{0, -1}, 10, "MHz"}, {{0, -1}, 1, "GHz"},
};

static bool is_within(const struct field *field, struct decimal value) {
    return decimal_compare(value, field->min) >= 0 &&
           (!field->has_max || decimal_compare(value, field->max) <= 0);
}

// The unit with which a number below the minimum would be within the limits.
static void cure_limit(const struct column_def *def, struct decimal value,
                       struct complaint *complaint) {
    char number[DECIMAL_TEXT];
    struct decimal scaled;
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
        const char *unit = meant[i].unit;
        if (dimension_equal(meant[i].dimension, def->type.dimension) &&
            decimal_compare(value, decimal_from_int(meant[i].from)) >= 0 &&
            quantity_scale(value, unit_find(unit, strlen(unit)), &scaled) &&
            is_within(def->field, scaled)) {
            decimal_format(value, number);
            text_addf(&complaint->cure, "if %s were meant, write \"%s %s\"", unit, number, unit);
            return;
        }
    }
}

// "32768 B is 32 KiB": what a plain number was taken for.
static void show_taken(const struct column_def *def, struct decimal value,
                       struct complaint *complaint) {
    char number[DECIMAL_TEXT], symbol[32];
    struct text shown = {0}, taken = {0};
    decimal_format(value, number);
    text_addf(&taken, "%s %s", number, dimension_symbol(def->type.dimension, symbol));
    show_number(&shown, value, &def->type);
    text_add(&complaint->message, text_data(&taken));
    if (strcmp(text_data(&shown), text_data(&taken)) != 0)
        text_addf(&complaint->message, " is %s,", text_data(&shown));
    else
        text_add(&complaint->message, " is");
    text_clear(&shown);
    text_clear(&taken);
}

static bool beyond_limit(const struct column_def *def, struct decimal value, bool low, bool plain,
                         struct complaint *complaint) {
    if (plain && is_quantity(&def->type)) {
        show_taken(def, value, complaint);
    } else {
        show_number(&complaint->message, value, &def->type);
        text_add(&complaint->message, " is");
    }
    text_add(&complaint->message, low ? " below the minimum of " : " above the maximum of ");
    show_number(&complaint->message, low ? def->field->min : def->field->max, &def->type);
    if (plain && low && value.nano > 0)
        cure_limit(def, value, complaint);
    return false;
}

bool value_check_limits(const struct column_def *def, const struct cell *cell, bool plain,
                        struct complaint *complaint) {
    const struct field *field = def->field;
    struct decimal value = {cell->rep == REP_INT ? cell->as.integer * DECIMAL_ONE
                                                 : cell->as.decimal.nano};
    if (field->has_min && value.nano < field->min.nano)
        return beyond_limit(def, value, true, plain, complaint);
    if (field->has_max && value.nano > field->max.nano)
        return beyond_limit(def, value, false, plain, complaint);
    return true;
}

// The last word of a quantity's text may be a misspelt unit.
static void cure_unit(struct complaint *complaint, struct dimension needed,
                      const struct scan_token *token) {
    if (memmem(token->as.at, token->size, "\xC2\xA0", 2) != NULL) {
        text_add(&complaint->cure, "it has a no-break space (U+00A0); write a plain blank");
        return;
    }
    const char *end = token->as.at + token->size, *word = end;
    while (word > token->as.at && (word[-1] | 0x20) >= 'a' && (word[-1] | 0x20) <= 'z')
        word--;
    size_t size = (size_t)(end - word);
    bool misspelt = size > 0 && unit_find(word, size) == NULL;
    const char *nearest = misspelt ? unit_nearest(word, size) : NULL;
    const char *comma = memchr(token->as.at, ',', token->size);
    if (comma != NULL && memchr(comma + 1, ',', (size_t)(end - comma) - 1) == NULL)
        text_addf(&complaint->cure, "a fraction follows a point: write \"%.*s.%.*s\"",
                  (int)(comma - token->as.at), token->as.at, (int)(end - comma) - 1, comma + 1);
    else if (nearest != NULL)
        text_addf(&complaint->cure, "%.*s is not a unit; write %s", (int)size, word, nearest);
    else
        text_addf(&complaint->cure, "write a number and its unit, such as \"4 %s\"",
                  dimension_words(needed)->unit);
}

// Only zero may lack its unit: "0".
static bool read_quantity(const struct column_def *def, const struct scan_token *token,
                          struct cell *out, struct complaint *complaint) {
    struct decimal value = {0};
    struct dimension dimension = DIMENSION_NONE, needed = def->type.dimension;
    bool parsed = quantity_parse(token->as.at, token->size, &value, &dimension);
    bool plain = parsed && dimension_equal(dimension, DIMENSION_NONE);
    if (parsed && (dimension_equal(dimension, needed) || (plain && value.nano == 0))) {
        decimal_cell(value, out);
        return true;
    }
    mismatch(complaint, def, token);
    if (plain)
        text_add(&complaint->message, ", which has no unit");
    else if (parsed)
        text_addf(&complaint->message, ", which is %s", dimension_name(dimension));
    cure_unit(complaint, needed, token);
    return false;
}

// What a time lacks that only a policy may leave out.
static const char *time_lack(const struct scan_token *token) {
    static const char minutes[] = "2026-11-23T10:00";
    size_t size = sizeof minutes - 1;
    if (token->size < size)
        return "hours";
    return token->size == size || token->as.at[size] != ':' ? "seconds" : "a zone";
}

static bool read_time(const struct scan_token *token, struct cell *out,
                      struct complaint *complaint) {
    int64_t ignored;
    out->rep = REP_INT;
    if (time_parse(token->as.at, token->size, true, &out->as.integer))
        return true;
    path_add_quoted(&complaint->message, token->as.at, token->size);
    if (time_parse(token->as.at, token->size, false, &ignored)) {
        text_addf(&complaint->message, " is a time without %s", time_lack(token));
        text_add(&complaint->cure,
                 "write it like 2026-11-23T10:00:00Z or 2026-11-23T10:00:00+01:00");
    } else {
        text_add(&complaint->message, " is no time");
        text_add(&complaint->cure, "write it like 2026-11-23T10:00:00Z, in the years 1678 to 2261");
    }
    return false;
}

static const char *nearest_choice(const struct type *type, const struct scan_token *token) {
    char word[64] = {0};
    if (token->size >= sizeof word)
        return NULL;
    memcpy(word, token->as.at, token->size);
    return nearest_word(word, type->choices, type->choice_count);
}

static bool check_choice(const struct type *type, const struct scan_token *token,
                         struct complaint *complaint) {
    for (uint32_t i = 0; i < type->choice_count; i++) {
        const char *choice = type->choices[i];
        if (strncmp(choice, token->as.at, token->size) == 0 && choice[token->size] == '\0')
            return true;
    }
    path_add_quoted(&complaint->message, token->as.at, token->size);
    text_add(&complaint->message, " is not ");
    show_choices(&complaint->message, type);
    const char *nearest = nearest_choice(type, token);
    if (nearest != NULL)
        text_addf(&complaint->cure, "did you mean \"%s\"?", nearest);
    return false;
}

static bool check_version(const struct scan_token *token, struct complaint *complaint) {
    if (version_valid(token->as.at, token->size))
        return true;
    path_add_quoted(&complaint->message, token->as.at, token->size);
    text_add(&complaint->message, " is not a version");
    text_add(&complaint->cure, "a version begins with a number, such as \"10.0.17763\"; leave out "
                               "what you do not know");
    return false;
}

static bool read_text(const struct column_def *def, const struct scan_token *token,
                      struct cell *out, struct complaint *complaint) {
    out->rep = REP_TEXT;
    if (token->size > TEXT_LIMIT) {
        text_addf(&complaint->message, "a text of %u bytes; at most 1 MiB is read", token->size);
        return false;
    }
    if (def->type.kind == TYPE_VERSION)
        return check_version(token, complaint);
    return def->type.kind != TYPE_ENUM || check_choice(&def->type, token, complaint);
}

static bool read_number(const struct column_def *def, const struct scan_token *token,
                        struct cell *out, struct complaint *complaint) {
    switch (token->kind) {
    case SCAN_WHOLE:
        out->rep = REP_INT;
        out->as.integer = token->as.whole;
        break;
    case SCAN_DECIMAL:
        if (!read_decimal(def, token, out, complaint))
            return false;
        break;
    case SCAN_INEXACT:
        return inexact(complaint, &def->type, token);
    case SCAN_TEXT:
        if (!is_quantity(&def->type))
            return mismatch(complaint, def, token);
        if (!read_quantity(def, token, out, complaint))
            return false;
        break;
    case SCAN_NULL:
    case SCAN_FALSE:
    case SCAN_TRUE:
    case SCAN_ESCAPED:
    case SCAN_LIST:
    case SCAN_OBJECT:
        return mismatch(complaint, def, token);
    }
    return value_check_limits(def, out, token->kind != SCAN_TEXT, complaint);
}

static bool read_bool(const struct column_def *def, const struct scan_token *token,
                      struct cell *out, struct complaint *complaint) {
    out->rep = REP_BIT;
    out->as.bit = token->kind == SCAN_TRUE;
    if (token->kind == SCAN_TRUE || token->kind == SCAN_FALSE)
        return true;
    return mismatch(complaint, def, token);
}

bool value_read(const struct column_def *def, const struct scan_token *token, struct cell *out,
                struct complaint *complaint) {
    out->known = true;
    bool text = token->kind == SCAN_TEXT;
    switch (def->type.kind) {
    case TYPE_BOOL:
        return read_bool(def, token, out, complaint);
    case TYPE_INT:
    case TYPE_NUMBER:
        return read_number(def, token, out, complaint);
    case TYPE_TIME:
        return text ? read_time(token, out, complaint) : mismatch(complaint, def, token);
    case TYPE_TEXT:
    case TYPE_VERSION:
    case TYPE_ENUM:
        return text ? read_text(def, token, out, complaint) : mismatch(complaint, def, token);
    case TYPE_POISON:
    case TYPE_LIST:
    case TYPE_RECORD:
        break;
    }
    assert(false && "a column holds plain values");
    return false;
}
