// JSON values, as the scan cuts them, into rows and columns.
#ifndef PLIM_FACTS_RECORD_H
#define PLIM_FACTS_RECORD_H

#include "facts/says.h"

// A token whose escapes are decoded; what it points to lives until reader_begin_value.
struct scan_token read_json_decode(struct reader *reader, const struct scan_token *token);

// Reads the value of a slot of a row; a slot that the model does not know is only looked through
// for doubled members.
void read_json_member(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const struct scan_token *token, const struct path *path);

// Reads one element of the list of a slot for a row, its parent.
void read_json_element(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t parent,
                       const struct scan_token *token, const struct path *path);

// The key of an element of a list, if it is a text, where the element is one of the plan's record;
// else NULL. It lives until the next value is read.
const char *read_json_key(struct reader *reader, struct plan *plan, const struct scan_token *token);
// Reads one element of a list as the record of a root.
void read_json_pick(struct reader *reader, struct plan *plan, const struct scan_token *token,
                    const struct path *path);

#endif
