// Patterns that are a row of characters and sets, each perhaps repeated, as most names are
// described.
//
// All places of the row that a text may have reached are bits of a word, and a byte moves them on
// together (the extended Shift-And of Navarro and Raffinot). Read are characters and sets of ASCII
// that stand for themselves; what else an expression has makes it no row.
#include "check/pattern_row.h"

#include <string.h>

#include "check/pattern_read.h"

enum { PLACES = 63 };

struct reading {
    struct pattern_rest rest;
    struct pattern_row *row;
    bool newlines;           // whether . is one too
    bool set[ROW_BYTES + 1]; // the characters of an item
    bool is_any;             // it is .
    unsigned count;          // of places
    uint64_t optional;       // of them
};

// ---- characters and sets ----

static bool is_ascii(char c) {
    return c != '\0' && (unsigned char)c < ROW_BYTES;
}

static void put_range(struct reading *reading, char first, char last) {
    for (int c = first; c <= last; c++)
        reading->set[c] = true;
}

// A character that stands for itself unless it is one of the special ones.
static bool take_character(struct reading *reading, const char *special, char *out) {
    struct pattern_rest *rest = &reading->rest;
    bool escaped = pattern_take(rest, "\\");
    if (rest->at == rest->end || !is_ascii(*rest->at) ||
        (escaped && !pattern_sees_any(rest, PATTERN_MARKS)) ||
        (!escaped && pattern_sees_any(rest, special)))
        return false;
    *out = *rest->at++;
    return true;
}

// A - between two characters makes a range of them; one that stands elsewhere has to be written
// first or last.
static bool take_set(struct reading *reading) {
    static const char special[] = "[]-^\\";
    struct pattern_rest *rest = &reading->rest;
    char first, last;
    if (pattern_sees(rest, "]"))
        return false;
    if (pattern_take(rest, "-"))
        put_range(reading, '-', '-');
    while (!pattern_take(rest, "]")) {
        if (pattern_take(rest, "-]")) {
            put_range(reading, '-', '-');
            return true;
        }
        if (!take_character(reading, special, &first))
            return false;
        last = first;
        if (!pattern_sees(rest, "-]") && pattern_take(rest, "-") &&
            !take_character(reading, special, &last))
            return false;
        put_range(reading, first, last);
    }
    return true;
}

static bool take_item(struct reading *reading) {
    char c;
    memset(reading->set, 0, sizeof reading->set);
    reading->is_any = pattern_take(&reading->rest, ".");
    if (reading->is_any) {
        memset(reading->set, 1, sizeof reading->set);
        reading->set['\n'] = reading->newlines;
        return true;
    }
    if (pattern_take(&reading->rest, "\\d")) {
        put_range(reading, '0', '9');
        return true;
    }
    if (pattern_take(&reading->rest, "["))
        return take_set(reading);
    if (!take_character(reading, "\\.[](){}*+?|^$", &c))
        return false;
    put_range(reading, c, c);
    return true;
}

// ---- repeats ----

// How often an item may come; most is 0 where there is no limit.
struct repeat {
    unsigned least, most;
};

static bool take_number(struct pattern_rest *rest, unsigned *out) {
    const char *start = rest->at;
    *out = 0;
    while (pattern_sees_any(rest, "0123456789") && *out <= PLACES)
        *out = *out * 10 + (unsigned)(*rest->at++ - '0');
    return rest->at > start;
}

static bool take_counts(struct pattern_rest *rest, struct repeat *repeat) {
    if (!take_number(rest, &repeat->least))
        return false;
    repeat->most = repeat->least;
    if (pattern_take(rest, ",") && !take_number(rest, &repeat->most))
        repeat->most = 0;
    else if (repeat->most == 0)
        return false;
    return pattern_take(rest, "}");
}

static bool take_repeat(struct reading *reading, struct repeat *repeat) {
    struct pattern_rest *rest = &reading->rest;
    *repeat = (struct repeat){1, 1};
    bool good = true;
    if (pattern_take(rest, "*"))
        *repeat = (struct repeat){0, 0};
    else if (pattern_take(rest, "+"))
        *repeat = (struct repeat){1, 0};
    else if (pattern_take(rest, "?"))
        *repeat = (struct repeat){0, 1};
    else if (pattern_take(rest, "{"))
        good = take_counts(rest, repeat);
    return good && !pattern_sees_any(rest, "*+?{");
}

// ---- the row ----

// Places for an item: those that have to come, then those that may. Without a limit the last
// repeats.
static bool put_item(struct reading *reading, struct repeat repeat) {
    struct pattern_row *row = reading->row;
    unsigned count = repeat.most > 0 ? repeat.most : repeat.least > 0 ? repeat.least : 1;
    uint64_t places = 0;
    if (count > PLACES - reading->count)
        return false;
    for (unsigned i = 0; i < count; i++) {
        uint64_t place = (uint64_t)1 << ++reading->count;
        places |= place;
        reading->optional |= i >= repeat.least ? place : 0;
    }
    row->repeats |= repeat.most == 0 ? (uint64_t)1 << reading->count : 0;
    for (int c = 0; c <= ROW_BYTES; c++)
        row->takes[c] |= reading->set[c] ? places : 0;
    return true;
}

// A byte of a character of more than one is no character: . has to be any number of them.
static bool take_repeated_item(struct reading *reading) {
    struct repeat repeat;
    return take_item(reading) && take_repeat(reading, &repeat) &&
           (!reading->is_any || (repeat.least == 0 && repeat.most == 0)) &&
           put_item(reading, repeat);
}

bool row_of(const char *expression, size_t size, struct pattern_row *out) {
    struct reading reading = {.rest = {expression, expression + size}, .row = out};
    memset(out, 0, sizeof *out);
    reading.newlines = pattern_take(&reading.rest, "(?s)");
    out->at_start = pattern_take(&reading.rest, "^");
    while (reading.rest.at < reading.rest.end && !pattern_sees(&reading.rest, "$"))
        if (!take_repeated_item(&reading))
            return false;
    out->at_end = pattern_take(&reading.rest, "$");
    out->end = (uint64_t)1 << reading.count;
    out->optional = reading.optional;
    out->before = reading.optional >> 1 & ~reading.optional;
    out->lasts = reading.optional & ~(reading.optional >> 1);
    return reading.rest.at == reading.rest.end;
}

// Goes on from each place over those behind it that may take none: the borrow of the subtraction
// runs from the place before a stretch up to the first that was reached.
static uint64_t skip_optional(const struct pattern_row *row, uint64_t reached) {
    uint64_t ends = reached | row->lasts;
    return reached | (row->optional & (~(ends - row->before) ^ ends));
}

bool row_matches(const struct pattern_row *row, const char *text, size_t size) {
    uint64_t again = row->at_start ? 0 : 1, reached = skip_optional(row, 1);
    for (size_t i = 0; i < size; i++) {
        if (!row->at_end && (reached & row->end))
            return true;
        unsigned char byte = (unsigned char)text[i];
        uint64_t takes = row->takes[byte < ROW_BYTES ? byte : ROW_BYTES];
        reached = skip_optional(row, ((reached << 1 | (reached & row->repeats)) & takes) | again);
        if (reached == 0)
            return false;
    }
    return reached & row->end;
}
