// Plain JSON values against the type and the limits of a column.
#ifndef PLIM_FACTS_VALUE_H
#define PLIM_FACTS_VALUE_H

#include "facts/column.h"

enum { TEXT_LIMIT = 1 << 20 };

enum json_kind {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_INEXACT,
    JSON_TEXT,
    JSON_LIST,
    JSON_OBJECT
};

// A JSON value as far as a column needs it. An inexact number is one that a double does not carry;
// its digits stand in text.
struct json_value {
    enum json_kind kind;
    double number;
    const char *text; // JSON_TEXT, JSON_INEXACT; NUL-terminated
};

// What is wrong with a value. Both texts are emptied by whoever shows them.
struct complaint {
    struct text message, cure;
};

// Reads a value that is not null. A text, enum or version is left in the value: out->rep is
// REP_TEXT and *size its length. False after filling the complaint.
bool value_read(const struct column_def *def, const struct json_value *value, struct cell *out,
                size_t *size, struct complaint *complaint);

// Says that something else is needed: "needs a list, but is the text "x"".
void value_mismatch(struct complaint *complaint, const struct type *type,
                    const struct json_value *value);

#endif
