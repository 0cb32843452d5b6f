// What a text declares, for lists of symbols and for calls.
#ifndef PLIM_LSP_SYMBOLS_H
#define PLIM_LSP_SYMBOLS_H

#include "grammar/tree_test.h"

// The kinds of symbols of the protocol.
enum symbol_kind {
    SYMBOL_CLASS = 5, // a rule
    SYMBOL_FIELD = 8,
    SYMBOL_FUNCTION = 12, // a define
    SYMBOL_VARIABLE = 13,
    SYMBOL_CONSTANT = 14,
    SYMBOL_STRUCT = 23,
    SYMBOL_EVENT = 24, // a test
};

// One thing that a text declares: its name, and the statement that it lies in.
struct symbol {
    struct name name;
    const char *detail; // or NULL
    enum symbol_kind kind;
    struct span whole;
};
struct symbols {
    struct arena *arena;
    struct symbol *items;
    size_t count, room;
};

// Those of a tree, kind by kind, in the arena.
struct symbols symbols_of(struct arena *arena, const struct file_node *tree);

// The one that a place lies in, or NULL.
const struct symbol *symbols_around(const struct symbols *symbols, uint32_t offset);

#endif
