// Source texts and places in them.
#ifndef PLIM_LANG_SOURCE_H
#define PLIM_LANG_SOURCE_H

#include <stdint.h>

#include "base/arena.h"

// A stretch of policy text: offsets into all texts of one set of sources laid end to end, so a span
// alone says in which file it lies. begin == end marks a point (such as the end of a file).
struct span {
    uint32_t begin, end;
};

// One text. The bytes are followed by two NULs (flex scans them in place); base is the offset of
// its first byte in the set. name is what messages call it (a path as it was given, or "--set x").
struct source {
    const char *name;
    char *text;
    uint32_t size;
    uint32_t base;
};

// The sources of one model or policy run, at most 16 MiB together; a growing list in an arena.
struct sources;

enum { SOURCE_FILE_LIMIT = 4 << 20, SOURCES_LIMIT = 16 << 20 };

struct sources *sources_new(struct arena *arena);

// Copies the text. NULL where a limit is passed (the caller says so in a diagnostic without a
// place).
const struct source *sources_add(struct sources *sources, const char *name, const char *text,
                                 size_t size);

// The sources in the order in which they were added; NULL beyond the last.
const struct source *sources_at(const struct sources *sources, size_t index);

// The source that holds an offset; never NULL for an offset of a span.
const struct source *sources_find(const struct sources *sources, uint32_t offset);

// The beginning of the next line of a text that ends at `end`; NULL in the last. As editors count
// lines: each ends with a line feed, a carriage return, or both.
const char *next_line(const char *at, const char *end);

// Line and column, both from 1, the column in code points. Computed on demand from the text.
struct place {
    const struct source *source;
    uint32_t line, column;
};
struct place sources_place(const struct sources *sources, uint32_t offset);

// The text of a span with every run of white space and comments folded to one blank, and none where
// a line is broken behind an opening bracket or before a closing one: the layout does not show.
const char *sources_excerpt(const struct sources *sources, struct span span, struct arena *arena);

static inline struct span span_join(struct span a, struct span b) {
    struct span joined = {a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
    return joined;
}

#endif
