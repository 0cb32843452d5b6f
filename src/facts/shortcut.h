// The short way of a value: from its token into its column, where it is as most values are.
#ifndef PLIM_FACTS_SHORTCUT_H
#define PLIM_FACTS_SHORTCUT_H

#include "facts/says.h"

// Puts the value of a slot of a row. False, with nothing done, where it has to be read by
// read_json_member: a rare kind of value, a mistake, a row that an earlier input gave.
bool shortcut_take(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                   const struct scan_token *token);

#endif
