// Patterns that are a row of characters and sets, which need no automaton of RE2; private to the
// patterns.
#ifndef PLIM_CHECK_PATTERN_ROW_H
#define PLIM_CHECK_PATTERN_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROW_BYTES = 128 };

// Places of characters one behind the other, a bit each from bit 1 on; bit 0 is where they begin.
struct pattern_row {
    uint64_t takes[ROW_BYTES + 1];    // the places that take a byte; last: each that is not ASCII
    uint64_t repeats;                 // places that may take more
    uint64_t optional, before, lasts; // places that may take none, those before and at the end of
                                      // each stretch of them
    uint64_t end;                     // the last place
    bool at_start, at_end;            // of the text
};

// Whether a regular expression says no more than that.
bool row_of(const char *expression, size_t size, struct pattern_row *out);

// Whether a text, which is UTF-8, has it.
bool row_matches(const struct pattern_row *row, const char *text, size_t size);

#endif
