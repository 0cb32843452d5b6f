// The words of the language, one row each: what the driver, the messages and the tests know of a
// word is in its row. The grammar alone says where each stands.
#ifndef PLIM_GRAMMAR_WORDS_H
#define PLIM_GRAMMAR_WORDS_H

#include <stdbool.h>
#include <stddef.h>

// What a token can be; a set. A word without WORD_NAME is reserved: it is never a name.
enum word_role {
    WORD_FILE = 1,      // begins a statement of a file
    WORD_RULE = 2,      // begins a statement of a rule; takes no colon
    WORD_LOOP = 4,      // begins a statement of a rule where no bracket is open
    WORD_VALUE = 8,     // begins a value
    WORD_OPERATOR = 16, // goes on after a value
    WORD_FIELD = 32,    // begins a field of a record, before its name
    WORD_TEST = 128,    // begins a statement of a test
    WORD_TAILOR = 256,  // begins a statement of use policy { }
    WORD_NAME = 64,     // contextual: a name where the grammar does not look for the word
};

// One word. The texts are in lower case and no longer than WORD_LENGTH.
enum { WORD_LENGTH = 12 };
struct word {
    char text[WORD_LENGTH + 1];
    int token;
    unsigned roles;
};

// The words in the order of their rows; NULL beyond the last.
const struct word *word_at(size_t index);

// The word of a text that need not be NUL-terminated, or of a token; NULL where it is none.
const struct word *word_find(const char *text, size_t size);
const struct word *word_of_token(int token);

// A word that the language reserves.
bool is_reserved(const char *word, size_t size);
bool is_reserved_token(int token);

// A word that begins a statement wherever it stands.
bool begins_statement(int token);

// The nearest word that begins a statement of a rule, or of a file; NULL if none is near.
const char *nearest_statement(const char *word, bool of_rule);

#endif
