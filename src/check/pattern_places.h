// The places of the characters and sets of an expression, and which follow each other; private to
// the patterns.
#ifndef PLIM_CHECK_PATTERN_PLACES_H
#define PLIM_CHECK_PATTERN_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a place may take: a character of ASCII, any other character, or an end of the text.
enum { SYMBOL_OTHER = 128, SYMBOL_START, SYMBOL_END, SYMBOLS };
enum { PLACES = 127 };

// A set of them: a place has a bit from bit 1 on; bit 0 is where a match begins.
typedef unsigned __int128 place_set;

static inline unsigned place_first(place_set set) {
    uint64_t low = (uint64_t)set;
    return (unsigned)(low != 0 ? __builtin_ctzll(low)
                               : 64 + __builtin_ctzll((uint64_t)(set >> 64)));
}

// A match is a way along
// places that follow each other to one of the last, over symbols that each takes.
struct places {
    place_set takes[SYMBOLS];      // the places that take it
    place_set follows[PLACES + 1]; // those that may come behind a place
    place_set lasts;
    unsigned count;
};

// Whether a regular expression says no more than that; its anchors are places, too.
bool places_of(const char *expression, size_t size, struct places *out);

#endif
