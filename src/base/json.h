// JSON written as it is made: only the text is kept.
#ifndef PLIM_BASE_JSON_H
#define PLIM_BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

// A document in the making. Zero it and set the text. Members of objects have a name; elements of
// lists, and the document itself, have NULL for it. It is indented by two blanks for each object or
// list within another and ends with a newline, or stands on one line without any blank. It is given
// to the drain of the text, if there is one, as it is made.
struct json {
    struct text *out;
    bool compact;
    bool filled; // something stands in the innermost object or list
    uint32_t depth;
    uint32_t line; // private: the depth within an object or list that stands on a line; 0: outside
};

// Begins and ends an object ('{', '}') or a list ('[', ']').
void json_begin(struct json *json, const char *name, char bracket);
void json_end(struct json *json, char bracket);
// Begins one that stands on a line of its own, with all that is in it.
void json_begin_line(struct json *json, const char *name, char bracket);

// A text; NULL gives null. What is no UTF-8 (a name of a file may be so) becomes U+FFFD.
void json_text(struct json *json, const char *name, const char *value);
void json_int(struct json *json, const char *name, int64_t value);
// A quantity in its base unit: a number up to the largest that every reader of JSON keeps exactly
// (2^53 - 1), above it the text "VALUE UNIT".
void json_quantity(struct json *json, const char *name, uint64_t value, const char *unit);
void json_bool(struct json *json, const char *name, bool value);
// A value that is written in JSON already.
void json_raw(struct json *json, const char *name, const char *value);

// Adds a text as json_text writes it, in quotes; what a terminal must not be sent is an escape.
void json_add_quoted(struct text *out, const char *value);

#endif
