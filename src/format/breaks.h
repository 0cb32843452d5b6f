// Where a long section of pieces is broken: at the operators that bind least.
#ifndef PLIM_FORMAT_BREAKS_H
#define PLIM_FORMAT_BREAKS_H

#include "format/pieces.h"

// Some pieces, none of which leaves the brackets of the first; a value, or a part of a statement.
struct section {
    uint32_t begin, end;
};

// The places where a section can be broken, in order: each is the first piece of a part. All parts
// begin lines, or where they are filled, those that do not fit on the line.
struct breaks {
    uint32_t *at;
    uint32_t count;
    size_t room;
    uint32_t indent; // how much further in than the first the next lines are
    bool led;        // an operator or a word begins each part
    bool filled;
};

// Finds them; none where no operator stands outside of brackets.
struct breaks breaks_find(const struct pieces *pieces, struct section section, struct arena *arena);

// The same for the parts that certain words begin: "until", "because"; none where none does.
struct breaks breaks_at_words(const struct pieces *pieces, struct section section, const int *words,
                              struct arena *arena);

// The piece that follows this one outside of what it opens.
uint32_t breaks_next(const struct pieces *pieces, uint32_t at);

#endif
