// Plain JSON values against the type and the limits of a column.
#ifndef PLIM_FACTS_VALUE_H
#define PLIM_FACTS_VALUE_H

#include "facts/column.h"
#include "facts/scan.h"

enum { TEXT_LIMIT = 1 << 20 };

// What is wrong with a value. Both texts are emptied when they are reported.
struct complaint {
    struct text message, cure;
};

// Reads a value that is neither null nor escaped. A text, enum or version stays in the token: then
// out->rep is REP_TEXT. False after filling the complaint.
bool value_read(const struct column_def *def, const struct scan_token *token, struct cell *out,
                struct complaint *complaint);

// Whether a number is within the limits of its field; plain where it was written without a unit.
// False after filling the complaint.
bool value_check_limits(const struct column_def *def, const struct cell *cell, bool plain,
                        struct complaint *complaint);

// Says that something else is needed: "needs a list, but is the text "x"".
void value_mismatch(struct complaint *complaint, const struct type *type,
                    const struct scan_token *token);

#endif
