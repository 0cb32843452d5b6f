// Values of a fact store as people and JSON read them.
#ifndef PLIM_FACTS_SHOWN_H
#define PLIM_FACTS_SHOWN_H

#include "facts/column.h"
#include "base/json.h"

// How much of a quantity is shown to people.
enum shown_digits {
    SHOWN_SHORT, // at most two decimals
    SHOWN_EXACT, // all of it
};

// Adds a known value as people read it: quantities in a unit a person would use, times in UTC,
// texts in quotes. text is that of a cell of REP_TEXT.
void shown_add(struct text *out, const struct column_def *def, struct cell cell, const char *text,
               enum shown_digits digits);

// A value as JSON: numbers exactly, in base units; null where it is unknown.
void shown_json(struct json *json, const char *name, const struct column_def *def, struct cell cell,
                const char *text);

// Adds a row's place within its list: its key, or its position where it has none. "[\"db01\"]"
void shown_add_key(struct text *out, const struct store *store, const struct space_def *def,
                   uint32_t row, uint32_t position);

// The text of a cell, NULL where it has none.
const char *shown_text(const struct store *store, struct cell cell);

#endif
