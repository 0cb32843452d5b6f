// Lines that a person types, or that a file has: with history and completion at a terminal.
#ifndef PLIM_CLI_LINES_H
#define PLIM_CLI_LINES_H

#include "cli/complete.h"

// What may stand in the place of the word that a line ends with, up to the cursor. *word is that
// word, which the candidates begin with. complete_clear releases what is returned.
typedef struct completing line_completer(void *state, struct arena *arena, const char *line,
                                         const char **word);

// Standard input, line by line. Owned by who made it, released by lines_free.
struct lines;
struct lines *lines_new(line_completer *complete, void *state);
void lines_free(struct lines *lines);

// Whether a person is at the other end.
bool lines_typed(const struct lines *lines);

// Reads a line into *line, without what ends it; `more`: it goes on from the one before.
enum line_result { LINE_READ, LINE_DROPPED, LINE_END };
enum line_result lines_next(struct lines *lines, bool more, struct text *line);

// Puts a text, of one line or several, into the history.
void lines_remember(struct lines *lines, const char *text);

#endif
