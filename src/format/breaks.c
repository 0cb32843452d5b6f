// Binding of operators, as parser.y declares it, for the one question where a line is broken.
#include "format/breaks.h"

#include "grammar/parser.h"

enum { DEEPER = 4 }; // columns

// How loosely an operator binds; the first row binds least. Operators of a row are broken together.
static const int rows[][12] = {
    {TOKEN_INNER_FOR},
    {TOKEN_WHERE},
    {TOKEN_OR},
    {TOKEN_AND},
    {TOKEN_EQUAL, TOKEN_UNEQUAL, '<', TOKEN_AT_MOST, '>', TOKEN_AT_LEAST, TOKEN_IN, TOKEN_NOT,
     TOKEN_MATCHES, TOKEN_LIKE},
    {TOKEN_DEFAULT},
    {'+', '-'},
    {'*', '/', TOKEN_MOD},
};
enum { ROWS = sizeof rows / sizeof *rows, NO_ROW = ROWS, SUMS = ROWS - 2 };

uint32_t breaks_next(const struct pieces *pieces, uint32_t at) {
    int kind = pieces->items[at].kind;
    return (kind == '(' || kind == '[' || kind == '{' ? pieces->items[at].partner : at) + 1;
}

static bool is_quantifier(int kind) {
    return kind == TOKEN_EVERY || kind == TOKEN_SOME || kind == TOKEN_NO;
}

static size_t row_of(int kind) {
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; rows[i][k] != 0; k++)
            if (rows[i][k] == kind)
                return i;
    return NO_ROW;
}

// The row of the operator that begins at a piece. A word is one where a value ends before it: "not
// in", but not "not"; "a - b", but not "-b". The "in" of "not in" was seen with its "not", and
// that of "for each x in" names a list.
static size_t row_at(const struct pieces *pieces, uint32_t at) {
    int kind = pieces->items[at].kind;
    bool spoken = kind == TOKEN_INNER_FOR || kind == TOKEN_WHERE;
    return spoken || piece_follows_value(pieces, at) ? row_of(kind) : NO_ROW;
}

static void add(struct breaks *breaks, uint32_t at, struct arena *arena) {
    ARENA_PUSH(arena, breaks->at, breaks->count, breaks->room) = at;
}

// Operators up to a quantifier or the elements of a fold, which reach to the end of the section.
static bool reaches_end(const struct pieces *pieces, uint32_t at, struct section section) {
    return is_quantifier(pieces->items[at].kind) ||
           (at > section.begin && pieces->items[at - 1].kind == TOKEN_INNER_FOR);
}

static struct breaks find_operators(const struct pieces *pieces, struct section section,
                                    struct arena *arena) {
    struct breaks breaks = {.led = true};
    size_t least = NO_ROW;
    for (uint32_t i = section.begin; i < section.end && !reaches_end(pieces, i, section);
         i = breaks_next(pieces, i)) {
        size_t row = i == section.begin ? NO_ROW : row_at(pieces, i);
        if (row < least) {
            least = row;
            breaks.count = 0;
        }
        if (row == least && row != NO_ROW)
            add(&breaks, i, arena);
    }
    breaks.indent = least < NO_ROW && rows[least][0] == TOKEN_WHERE ? DEEPER : 0;
    breaks.filled = least >= SUMS;
    return breaks;
}

// The words that belong to the construct that begins the section: of one word that opens such
// constructs and one that is in each.
static struct breaks find_own(const struct pieces *pieces, struct section section, int own,
                              bool (*opens)(int kind), struct arena *arena) {
    struct breaks breaks = {.led = true};
    uint32_t depth = 0;
    for (uint32_t i = section.begin; i < section.end; i = breaks_next(pieces, i)) {
        int kind = pieces->items[i].kind;
        if (opens(kind))
            depth++;
        if (kind == own && --depth == 0)
            add(&breaks, i, arena);
    }
    return breaks;
}

struct breaks breaks_at_words(const struct pieces *pieces, struct section section, const int *words,
                              struct arena *arena) {
    struct breaks breaks = {.indent = DEEPER, .led = true};
    for (uint32_t i = breaks_next(pieces, section.begin); i < section.end;
         i = breaks_next(pieces, i))
        for (const int *word = words; *word != 0; word++)
            if (pieces->items[i].kind == *word)
                add(&breaks, i, arena);
    return breaks;
}

static bool is_if(int kind) {
    return kind == TOKEN_IF;
}

static const int elements[] = {TOKEN_INNER_FOR, 0}, where[] = {TOKEN_WHERE, 0};

// if … then … else …: before the elements that it is computed for, each "else" of the chain, the
// "then"; the first of these that is there.
static struct breaks find_if(const struct pieces *pieces, struct section section,
                             struct arena *arena) {
    struct breaks breaks = breaks_at_words(pieces, section, elements, arena);
    breaks.indent = 0;
    if (breaks.count > 0)
        return breaks;
    breaks = find_own(pieces, section, TOKEN_ELSE, is_if, arena);
    return breaks.count > 0 ? breaks : find_own(pieces, section, TOKEN_THEN, is_if, arena);
}

// every … where … has …: before the "has"; where there is none, before the "where".
static struct breaks find_quantifier(const struct pieces *pieces, struct section section,
                                     struct arena *arena) {
    struct breaks breaks = find_own(pieces, section, TOKEN_HAS, is_quantifier, arena);
    breaks.count = breaks.count > 0 ? 1 : 0;
    for (uint32_t i = section.begin; breaks.count == 0 && i < section.end;
         i = breaks_next(pieces, i))
        if (pieces->items[i].kind == TOKEN_WHERE)
            add(&breaks, i, arena);
    breaks.indent = DEEPER;
    return breaks;
}

struct breaks breaks_find(const struct pieces *pieces, struct section section,
                          struct arena *arena) {
    int kind = pieces->items[section.begin].kind;
    if (is_quantifier(kind))
        return find_quantifier(pieces, section, arena);
    if (kind == TOKEN_INNER_FOR)
        return breaks_at_words(pieces, section, where, arena);
    return kind == TOKEN_IF ? find_if(pieces, section, arena)
                            : find_operators(pieces, section, arena);
}
