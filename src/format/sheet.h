// Lines as they are written, and the columns in which parts of them stand below one another.
#ifndef PLIM_FORMAT_SHEET_H
#define PLIM_FORMAT_SHEET_H

#include <stdbool.h>

#include "base/text.h"

// Parts of a line that stand in a column, in the order in which they follow.
enum sheet_part {
    SHEET_TYPE,    // of a field
    SHEET_TEXT,    // what a field or a param is
    SHEET_COMMENT, // at the end of a line
    SHEET_PARTS
};

// A line: a section of the sheet's text, and where its parts begin.
struct sheet_line {
    uint32_t begin, end;
    struct {
        bool there;
        uint32_t at;     // as an offset of the sheet's text
        uint32_t column; // as it is written, once the columns are aligned
        uint32_t blanks; // before it
    } parts[SHEET_PARTS];
    uint32_t table; // lines of one table align their types and texts; 0: none
};

struct sheet {
    struct arena *arena;
    struct text text;
    struct sheet_line *lines; // the last is being written
    uint32_t count;
    size_t room;
    uint32_t column; // of what is added next
    uint32_t table;  // of the lines that are begun
};

void sheet_begin(struct sheet *sheet, struct arena *arena);

// Begins the next line, so far in.
void sheet_line(struct sheet *sheet, uint32_t indent);
// Leaves a line empty.
void sheet_space(struct sheet *sheet);

void sheet_add(struct sheet *sheet, const char *text, uint32_t size, uint32_t width);
void sheet_blanks(struct sheet *sheet, uint32_t count);
// Begins a part. No blanks are added before one: its column puts them there.
void sheet_part(struct sheet *sheet, enum sheet_part part);

// Adds all lines to a text, with their columns, and frees the sheet.
void sheet_end(struct sheet *sheet, struct text *out);

#endif
