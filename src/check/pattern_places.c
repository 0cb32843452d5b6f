// Reading an expression of characters, sets, groups, alternatives and repeats, as most names are
// described, into places (the position automaton of Glushkov).
//
// Read is what means the same wherever it stands; what else an expression has makes it none. A
// repeat with counts is read as often as its part may come.
#include "check/pattern_places.h"

#include <string.h>

#include "check/pattern_read.h"

// An expression is at most that long, and its groups lie at most that deep in each other.
enum { SIZE_LIMIT = 1024, DEPTH_LIMIT = 16 };

struct reading {
    struct pattern_rest rest;
    struct places *places;
    bool newlines;     // whether . is one too
    bool set[SYMBOLS]; // the characters of an item
    unsigned depth;
};

// A part of an expression: the places that it may begin and end with.
struct part {
    place_set firsts, lasts;
    bool optional;         // it may take nothing
    bool at_start, at_end; // there is an anchor in it
};

static void link_places(struct reading *reading, place_set from, place_set to) {
    for (; from != 0; from &= from - 1)
        reading->places->follows[place_first(from)] |= to;
}

// A second part behind the first. An end of a text is taken once and the start before it: no way
// may have more of them.
static bool join(struct reading *reading, struct part *part, struct part next) {
    if ((next.at_start && (part->at_start || part->at_end)) || (next.at_end && part->at_end))
        return false;
    link_places(reading, part->lasts, next.firsts);
    *part = (struct part){
        .firsts = part->firsts | (part->optional ? next.firsts : 0),
        .lasts = next.lasts | (next.optional ? part->lasts : 0),
        .optional = part->optional && next.optional,
        .at_start = part->at_start || next.at_start,
        .at_end = part->at_end || next.at_end,
    };
    return true;
}

// ---- characters and sets ----

static void put_range(struct reading *reading, char first, char last) {
    for (int c = first; c <= last; c++)
        reading->set[c] = true;
}

static void put_class(struct reading *reading, char name) {
    if (name == 's') {
        put_range(reading, '\t', '\n');
        put_range(reading, '\f', '\r');
        reading->set[' '] = true;
    } else {
        put_range(reading, '0', '9');
    }
    if (name == 'w') {
        put_range(reading, 'A', 'Z');
        put_range(reading, 'a', 'z');
        reading->set['_'] = true;
    }
}

static void negate(struct reading *reading) {
    for (int c = 0; c <= SYMBOL_OTHER; c++)
        reading->set[c] = !reading->set[c];
}

static bool is_ascii(char c) {
    return c != '\0' && (unsigned char)c < SYMBOL_OTHER;
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

// \d, \s or \w.
static bool take_class(struct reading *reading) {
    struct pattern_rest name = reading->rest;
    if (!pattern_take(&name, "\\") || !pattern_sees_any(&name, "dsw"))
        return false;
    put_class(reading, *name.at++);
    reading->rest = name;
    return true;
}

// A character, or a range of them where a - stands between two.
static bool take_range(struct reading *reading) {
    static const char special[] = "[]-^\\";
    struct pattern_rest *rest = &reading->rest;
    char first, last;
    if (!take_character(reading, special, &first))
        return false;
    last = first;
    if (!pattern_sees(rest, "-]") && pattern_take(rest, "-") &&
        !take_character(reading, special, &last))
        return false;
    put_range(reading, first, last);
    return true;
}

// A - that makes no range has to be written first or last.
static bool take_set(struct reading *reading) {
    struct pattern_rest *rest = &reading->rest;
    bool negated = pattern_take(rest, "^");
    if (pattern_sees(rest, "]"))
        return false;
    if (pattern_take(rest, "-"))
        put_range(reading, '-', '-');
    while (!pattern_take(rest, "]"))
        if (pattern_sees(rest, "-]"))
            put_range(reading, '-', *rest->at++);
        else if (!take_class(reading) && !take_range(reading))
            return false;
    if (negated)
        negate(reading);
    return true;
}

static bool take_set_or_character(struct reading *reading) {
    char c;
    if (pattern_take(&reading->rest, ".")) {
        reading->set['\n'] = !reading->newlines;
        negate(reading);
        return true;
    }
    if (pattern_take(&reading->rest, "["))
        return take_set(reading);
    if (take_class(reading))
        return true;
    if (!take_character(reading, "\\.[](){}*+?|^$", &c))
        return false;
    put_range(reading, c, c);
    return true;
}

// ---- items ----

static bool put_place(struct reading *reading, struct part *out) {
    if (reading->places->count == PLACES)
        return false;
    place_set place = (place_set)1 << ++reading->places->count;
    for (int symbol = 0; symbol < SYMBOLS; symbol++)
        reading->places->takes[symbol] |= reading->set[symbol] ? place : 0;
    *out = (struct part){.firsts = place, .lasts = place};
    return true;
}

static bool take_alternatives(struct reading *reading, struct part *out);

static bool take_group(struct reading *reading, struct part *out) {
    struct pattern_rest *rest = &reading->rest;
    if (pattern_take(rest, "?P<"))
        while (rest->at < rest->end && *rest->at++ != '>')
            ;
    else if (!pattern_take(rest, "?:") && pattern_sees(rest, "?"))
        return false;
    if (reading->depth == DEPTH_LIMIT)
        return false;
    reading->depth++;
    bool good = take_alternatives(reading, out) && pattern_take(rest, ")");
    reading->depth--;
    return good;
}

static bool take_item(struct reading *reading, struct part *out) {
    struct pattern_rest *rest = &reading->rest;
    if (pattern_take(rest, "("))
        return take_group(reading, out);
    memset(reading->set, 0, sizeof reading->set);
    bool at_start = pattern_take(rest, "^") || pattern_take(rest, "\\A"),
         at_end = !at_start && (pattern_take(rest, "$") || pattern_take(rest, "\\z"));
    reading->set[SYMBOL_START] = at_start;
    reading->set[SYMBOL_END] = at_end;
    if ((!at_start && !at_end && !take_set_or_character(reading)) || !put_place(reading, out))
        return false;
    out->at_start = at_start;
    out->at_end = at_end;
    return true;
}

// ---- repeats ----

// How often an item may come; most is 0 where there is no limit.
struct repeat {
    unsigned least, most;
};

// A number does not begin with a 0 that others follow: as with no number, the { is then a
// character.
static bool take_number(struct pattern_rest *rest, unsigned *out) {
    const char *start = rest->at;
    *out = 0;
    while (pattern_sees_any(rest, "0123456789") && *out <= PLACES)
        *out = *out * 10 + (unsigned)(*rest->at++ - '0');
    if (rest->at > start + 1 && *start == '0')
        rest->at = start;
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

// One that takes as little as it can finds the same texts.
static bool take_repeat(struct reading *reading, struct repeat *repeat) {
    struct pattern_rest *rest = &reading->rest;
    *repeat = (struct repeat){1, 1};
    if (!pattern_sees_any(rest, "*+?{"))
        return true;
    bool good = true;
    if (pattern_take(rest, "*"))
        *repeat = (struct repeat){0, 0};
    else if (pattern_take(rest, "+"))
        *repeat = (struct repeat){1, 0};
    else if (pattern_take(rest, "?"))
        *repeat = (struct repeat){0, 1};
    else if (pattern_take(rest, "{"))
        good = take_counts(rest, repeat);
    pattern_take(rest, "?");
    return good && !pattern_sees_any(rest, "*+?{");
}

// The part is there once: makes it the copy with this number, of those that a repeat may have.
// Without a limit the last repeats.
static void make_copy(struct reading *reading, struct part *part, const struct repeat *repeat,
                      unsigned number, unsigned last) {
    if (repeat->most == 0 && number == last)
        link_places(reading, part->lasts, part->firsts);
    part->optional |= number > repeat->least;
}

static bool repeat_item(struct reading *reading, const char *item, const struct repeat *repeat,
                        struct part *out) {
    unsigned last = repeat->most > 0 ? repeat->most : repeat->least > 0 ? repeat->least : 1;
    const char *behind = reading->rest.at;
    struct part next;
    make_copy(reading, out, repeat, 1, last);
    for (unsigned number = 2; number <= last; number++) {
        reading->rest.at = item;
        if (!take_item(reading, &next))
            return false;
        make_copy(reading, &next, repeat, number, last);
        if (!join(reading, out, next))
            return false;
    }
    reading->rest.at = behind;
    return true;
}

// An anchor is not repeated, nor what has no place: it could be read without end.
static bool take_repeated_item(struct reading *reading, struct part *out) {
    const char *item = reading->rest.at;
    struct repeat repeat;
    if (!take_item(reading, out) || !take_repeat(reading, &repeat))
        return false;
    if (repeat.least == 1 && repeat.most == 1)
        return true;
    return out->firsts != 0 && !out->at_start && !out->at_end &&
           repeat_item(reading, item, &repeat, out);
}

// ---- the expression ----

static bool take_sequence(struct reading *reading, struct part *out) {
    struct part next;
    *out = (struct part){.optional = true};
    while (reading->rest.at < reading->rest.end && !pattern_sees_any(&reading->rest, "|)"))
        if (!take_repeated_item(reading, &next) || !join(reading, out, next))
            return false;
    return true;
}

static bool take_alternatives(struct reading *reading, struct part *out) {
    struct part next;
    if (!take_sequence(reading, out))
        return false;
    while (pattern_take(&reading->rest, "|")) {
        if (!take_sequence(reading, &next))
            return false;
        *out = (struct part){
            .firsts = out->firsts | next.firsts,
            .lasts = out->lasts | next.lasts,
            .optional = out->optional || next.optional,
            .at_start = out->at_start || next.at_start,
            .at_end = out->at_end || next.at_end,
        };
    }
    return true;
}

bool places_of(const char *expression, size_t size, struct places *out) {
    struct reading reading = {.rest = {expression, expression + size}, .places = out};
    struct part whole;
    memset(out, 0, sizeof *out);
    reading.newlines = pattern_take(&reading.rest, "(?s)");
    if (size > SIZE_LIMIT || !take_alternatives(&reading, &whole) ||
        reading.rest.at < reading.rest.end)
        return false;
    out->follows[0] = whole.firsts;
    out->lasts = whole.lasts | whole.optional;
    return true;
}
