// Laying out sections of pieces on a sheet: on one line where they fit, else broken.
#ifndef PLIM_FORMAT_LAYOUT_H
#define PLIM_FORMAT_LAYOUT_H

#include "format/breaks.h"
#include "format/sheet.h"

enum { LAYOUT_WIDTH = 100, LAYOUT_INDENT = 4 };

struct layout {
    const struct pieces *pieces;
    struct arena *arena;
    struct sheet sheet;
    uint32_t indent; // of the lines that a comment makes necessary
    bool commented;  // the line ends with a comment
    bool empty;      // nothing is on the line yet
    bool bare;       // what comes next has no blank before it
};

// Begins a line.
void layout_line(struct layout *layout, uint32_t indent);

// Puts one piece behind what is on the line, with the comments above it, unless it begins a
// statement; or without them.
void layout_piece(struct layout *layout, uint32_t at);
void layout_token(struct layout *layout, uint32_t at);

// Begins a part of the line that stands in a column.
void layout_part(struct layout *layout, enum sheet_part part);

// Puts a comment of its own line.
void layout_comment(struct layout *layout, const struct comment *comment);

// Where the next piece will begin.
uint32_t layout_column(const struct layout *layout, uint32_t at);

// Puts pieces on the line.
void layout_flat(struct layout *layout, struct section section);

// Whether a section can begin at a column and end on the same line, with `tail` columns behind it.
bool layout_fits(const struct layout *layout, struct section section, uint32_t column,
                 uint32_t tail);

// Puts a value, or a part of a statement, where the line ends: on it where it fits, else broken at
// the operators that bind least, whose lines begin below its first piece. `tail` is the width of
// what follows that cannot be broken off.
void layout_value(struct layout *layout, struct section section, uint32_t tail);

// Puts a list whose elements have lines of their own, on a line that begins at `indent`. Those that
// begin a line in the source do so here; the others fill lines.
void layout_list(struct layout *layout, uint32_t open, uint32_t indent);

// Puts { members } of a test's facts, on a line that begins at `indent` (object.c).
void layout_object(struct layout *layout, uint32_t open, uint32_t indent, uint32_t tail);

#endif
