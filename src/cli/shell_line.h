// Lines that a person is typing to a shell: their words, and words as they are to be typed.
#ifndef PLIM_CLI_SHELL_LINE_H
#define PLIM_CLI_SHELL_LINE_H

#include "base/arena.h"

// Words of a line without their quotes and backslashes; the last is the one that is being typed,
// "" behind a blank. In the arena.
struct shell_line {
    char **words;
    size_t count, room;
    const char *last; // where the last begins in the line
};
struct shell_line shell_line_split(struct arena *arena, const char *line);

// The quote that a text leaves open, ' or ", or 0.
char shell_line_quote(const char *text);

// The word as it is typed behind an open quote, or with backslashes where that is 0; in the arena.
const char *shell_line_type(struct arena *arena, const char *word, char quote);

#endif
