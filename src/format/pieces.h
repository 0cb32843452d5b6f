// A file cut into pieces, one a token, with what a layout needs to know of each.
#ifndef PLIM_FORMAT_PIECES_H
#define PLIM_FORMAT_PIECES_H

#include "grammar/tree_test.h"

// A comment on a line of its own, or behind a piece.
struct comment {
    const char *text; // from its #, without blanks at its end
    uint32_t size;
    bool spaced; // an empty line stands before it
};

// A token. Texts are sections of the source and not NUL-terminated.
struct piece {
    int kind; // of parser.h; 0 of the end of the file, whose text is empty
    const char *text;
    uint32_t size;
    uint32_t width;              // columns of the text
    bool apart;                  // a blank parts it from the piece before, where both share a line
    bool begins;                 // a statement
    bool fresh;                  // begins a line in the source
    bool spaced;                 // an empty line stands before it, behind its comments
    uint32_t partner;            // of a bracket, of any kind: the other one
    const struct comment *above; // comments on lines before it
    uint32_t above_count;
    const struct comment *behind; // a comment that ends its line, or NULL
};

struct pieces {
    struct piece *items; // count of them and the end of the file
    uint32_t count;
    uint32_t *columns;  // where each would begin if all stood on one line
    uint32_t *comments; // how many stand before each
};

// Cuts a file that was read without a mistake, given the tokens that its parser kept.
struct pieces *pieces_cut(const struct file_node *file, const struct tokens *tokens,
                          struct arena *arena);

// The columns of the pieces [begin, end) on one line; not if there is a comment among them, which
// ends a line.
uint32_t pieces_width(const struct pieces *pieces, uint32_t begin, uint32_t end);
bool pieces_have_comment(const struct pieces *pieces, uint32_t begin, uint32_t end);

// Whether a kind is that of a word that may be a name.
bool piece_is_name(int kind);

// Whether a value ends with the piece before this one, so that '-' here subtracts.
bool piece_follows_value(const struct pieces *pieces, uint32_t at);

// Decides what a blank parts (spacing.c).
void pieces_space(struct pieces *pieces);

#endif
