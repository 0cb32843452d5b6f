// Units of quantities: their literals and how quantities are shown to people.
#ifndef PLIM_LANG_UNIT_H
#define PLIM_LANG_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/decimal.h"
#include "base/text.h"

// The dimension of a quantity: exponents of information (bytes) and time (seconds).
// bytes (1,0), duration (0,1), frequency (0,-1), bandwidth (1,-1); a plain number (0,0).
struct dimension {
    int8_t information, time;
};

static const struct dimension DIMENSION_NONE = {0, 0}, DIMENSION_BYTES = {1, 0},
                              DIMENSION_DURATION = {0, 1}, DIMENSION_FREQUENCY = {0, -1},
                              DIMENSION_BANDWIDTH = {1, -1};

static inline bool dimension_equal(struct dimension a, struct dimension b) {
    return a.information == b.information && a.time == b.time;
}

// "bytes", "duration", "frequency", "bandwidth", "number", or NULL for a dimension without a name.
const char *dimension_name(struct dimension dimension);

// The words for a dimension: one row of a table.
struct dimension_words {
    struct dimension dimension;
    const char *name;        // "bytes"
    const char *needed;      // "bytes are needed"
    const char *unit;        // "GiB"
    const char *example;     // "16 GiB"
    const char *examples;    // "16 GiB or 16 GB"
    const char *completions; // of a number without a unit, %s: "write %s GiB, %s GB, %s MiB ..."
    const char *pattern;     // its units as a regular expression
};

// The words for a dimension; those for plain numbers, which have no unit, where it has no name.
const struct dimension_words *dimension_words(struct dimension dimension);

// "B", "s", "Hz", "B/s", "" or for example "B^2" for a dimension without a name.
const char *dimension_symbol(struct dimension dimension, char buffer[32]);

// A unit as written in a literal: "GiB", "Gbit/s", "min". One row of the table.
struct unit {
    const char *name;
    struct dimension dimension;
    struct decimal factor; // base units in one
};
const struct unit *unit_find(const char *name, size_t length); // exact spelling; NULL if none
const struct unit *unit_at(size_t index); // the rows in order; NULL beyond the last
// number of units in base units; false beyond the range of decimals, or where that needs more than
// nine digits.
bool quantity_scale(struct decimal number, const struct unit *unit, struct decimal *out);
const char *unit_nearest(const char *name,
                         size_t length); // "Gb" -> "GB or Gbit", "minutes" -> "min"; NULL if none

// Reads a quantity text as facts and --set hold it: "4 GiB", "3 d 4 h", "10 Gbit/s", "90%", "12".
// The whole of it, blanks optional.
bool quantity_parse(const char *text, size_t size, struct decimal *value,
                    struct dimension *dimension);

// Adds value as a person would write it, with at most two decimals ("12 GiB", "3 d 4 h", "-512 B";
// a plain number exactly).
void quantity_show(struct text *out, struct decimal value, struct dimension dimension);

// Adds value exactly, in the largest unit that needs at most nine decimals ("1073741825 B").
void quantity_show_exact(struct text *out, struct decimal value, struct dimension dimension);

// Shows two sides of a comparison, each at most two decimals but in a smaller unit or exactly where
// rounding would make unequal sides look equal.
void quantity_show_pair(struct text *left, struct decimal a, struct text *right, struct decimal b,
                        struct dimension dimension);

#endif
