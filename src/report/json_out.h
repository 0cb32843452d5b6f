// JSON written as it is made: only the text is kept.
#ifndef PLIM_REPORT_JSON_OUT_H
#define PLIM_REPORT_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

// A document in the making, indented by two blanks, after `{` of one object or list within another.
// Zero it and set the text. Members of objects have a name; elements of lists, and the document
// itself, have NULL for it.
struct json_out {
    struct text *out;
    uint32_t depth;
    bool filled; // something stands in the innermost object or list
};

// Begins and ends an object ('{', '}') or a list ('[', ']').
void json_out_begin(struct json_out *json, const char *name, char bracket);
void json_out_end(struct json_out *json, char bracket);

// A text; NULL gives null. What is no UTF-8 (a name of a file may be so) becomes U+FFFD.
void json_out_text(struct json_out *json, const char *name, const char *value);
void json_out_int(struct json_out *json, const char *name, int64_t value);
void json_out_bool(struct json_out *json, const char *name, bool value);
// A value that is written in JSON already.
void json_out_raw(struct json_out *json, const char *name, const char *value);

#endif
