// JSON values on one line, so that equal values have equal texts.
#ifndef PLIM_FACTS_COMPACT_H
#define PLIM_FACTS_COMPACT_H

#include "facts/says.h"

// Adds the value of a token without blanks: members of objects in the order of their names, numbers
// that facts can hold in their shortest form, others as they are written.
void compact_add(struct text *out, struct reader *reader, const struct scan_token *token);

#endif
