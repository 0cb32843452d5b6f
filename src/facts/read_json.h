// JSON values, as the scan cuts them, into rows and columns. The only reader of cJSON.
#ifndef PLIM_FACTS_READ_JSON_H
#define PLIM_FACTS_READ_JSON_H

#include "facts/reader.h"

// A token whose escapes are decoded; what it points to lives until reader_begin_value.
struct token read_json_decode(struct reader *reader, const struct token *token);

// Reads the value of a slot of a row; a slot that the model does not know is only looked through
// for doubled members.
void read_json_member(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      const struct token *token, const struct path *path);

// Reads one element of the list of a slot for a row, its parent.
void read_json_element(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t parent,
                       const struct token *token, const struct path *path);

// Reads one element of a list as the record of a root, if its key is the given one; true if it was.
// Nothing else is looked at.
bool read_json_pick(struct reader *reader, struct plan *plan, const char *key,
                    const struct token *token, const struct path *path);

#endif
