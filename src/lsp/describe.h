// Names and functions described for people.
#ifndef PLIM_LSP_DESCRIBE_H
#define PLIM_LSP_DESCRIBE_H

#include "workspace/analysis.h"

// Adds what a name stands for, in Markdown; what a word of the language is, nothing where it is
// none with a description.
void describe_use(struct text *out, const struct analysis *analysis, const struct use *use);
void describe_word(struct text *out, const char *word);

// How a function or a define is called. Texts live in the arena.
struct signature {
    const char *label;             // "length(text): int"
    const char *const *parameters; // "text"
    uint32_t count;
    const char *about;
};
struct signatures {
    struct signature *items;
    size_t count, room;
};

// Those of a name; none where it is no function.
struct signatures signatures_of(struct arena *arena, const struct analysis *analysis,
                                const char *name);

// Whether a token begins a statement, so that no call goes on behind it.
bool is_statement(int token);

#endif
