// Positions as editors count them: lines from 0, and characters in units of UTF-16 or UTF-8.
#ifndef PLIM_LSP_POSITION_H
#define PLIM_LSP_POSITION_H

#include "base/json.h"
#include "lang/source.h"

struct position {
    uint32_t line, character;
};

// The position of an offset. Bytes that are no UTF-8 count as one character each.
struct position position_of(const struct sources *sources, uint32_t offset, bool utf8);

// The offset of a position in a text: beyond the end of a line it is that end, and beyond the last
// line that of the text.
size_t position_offset(const struct text *text, struct position position, bool utf8);

// Adds { "line": …, "character": … }, a range of two, and an edit that writes a text in its place.
void position_put(struct json *json, const char *name, struct position position);
void range_put(struct json *json, const char *name, const struct sources *sources, struct span span,
               bool utf8);
void text_edit_put(struct json *json, const struct sources *sources, struct span span,
                   const char *text, bool utf8);

#endif
