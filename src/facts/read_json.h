// The only reader of cJSON: one JSON value at a time into rows.
#ifndef PLIM_FACTS_READ_JSON_H
#define PLIM_FACTS_READ_JSON_H

#include "facts/reader.h"

// Memory for the tree of one value, used over and over.
struct json_memory;
struct json_memory *json_memory_new(void);
void json_memory_free(struct json_memory *memory);

// A value that the scan accepted. It may be written to and is read up to its size.
struct json_text {
    char *at;
    size_t size;
    const struct scan *scan; // knows its inexact numbers
};

// Reads the value of a slot of a row; a slot that the model does not know is only looked through
// for doubled members.
void read_json_member(struct reader *reader, struct plan *plan, struct slot *slot, uint32_t row,
                      struct json_text text, const struct path *path);

// Reads one element of a list of a row; the plan is that of the list's elements, NULL where they
// are plain values.
void read_json_element(struct reader *reader, struct plan *plan, const struct space_def *list,
                       uint32_t parent, struct json_text text, const struct path *path);

// Reads one element of a list as the record of a root, if its key is the given one; true if it was.
// Nothing else is looked at.
bool read_json_pick(struct reader *reader, struct plan *plan, const char *key,
                    struct json_text text, const struct path *path);

// The text of a JSON string, valid until the next value is read; NULL for another kind of value.
const char *read_json_string(struct reader *reader, struct json_text text);

// A number, or false.
bool read_json_number(struct reader *reader, struct json_text text, double *number);

#endif
