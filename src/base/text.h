// A growable text, always NUL-terminated.
#ifndef PLIM_BASE_TEXT_H
#define PLIM_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"

// Takes the pieces of a text that may be too long to be held whole.
struct drain {
    void (*take)(struct drain *drain, const char *bytes, size_t size);
};

// Bytes on the heap, owned by whoever called text_init and released by text_clear. A zeroed struct
// is an empty text; data is never NULL after the first add (use text_data for an empty one).
struct text {
    char *data;
    size_t size;
    size_t room;
    struct drain *drain; // or NULL: the text is held whole
};

void text_init(struct text *text);
void text_clear(struct text *text);             // frees
void text_reset(struct text *text);             // empties, keeps the room and the drain
const char *text_data(const struct text *text); // "" when empty
void text_grow(struct text *text, size_t size); // private
// Makes room for size bytes more and the NUL; returns where they go.
static inline char *text_reserve(struct text *text, size_t size) {
    if (text->room - text->size <= size)
        text_grow(text, size);
    return text->data + text->size;
}
// Ends behind size bytes that were put there.
static inline void text_put(struct text *text, size_t size) {
    text->size += size;
    text->data[text->size] = '\0';
}
static inline void text_add_bytes(struct text *text, const char *bytes, size_t size) {
    char *end = text_reserve(text, size);
    if (size > 0)
        memcpy(end, bytes, size);
    text_put(text, size);
}
static inline void text_add_char(struct text *text, char c) {
    *text_reserve(text, 1) = c;
    text_put(text, 1);
}
void text_add(struct text *text, const char *string);
void text_add_repeat(struct text *text, char c, size_t count);
void text_add_hex(struct text *text, uint32_t value, unsigned least); // digits, at least so many
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *text_copy(const struct text *text, struct arena *arena); // into an arena

// Gives what the text holds to its drain, if it has one, once that is a piece worth it. Only for
// who does not look back at what was added.
enum { TEXT_PIECE = 1 << 16 };
static inline bool text_is_piece(const struct text *text) {
    return text->drain != NULL && text->size >= TEXT_PIECE;
}
void text_pass_on(struct text *text);

// How many bytes of printable ASCII without quotes and backslashes a text begins with.
size_t text_plain_length(const char *bytes, size_t size);

// Adds a string in quotes as the language writes it: quotes and backslashes escaped, what
// a terminal must not be sent as \n, \t or \u{1b} (text_quote.c).
void text_add_quoted(struct text *text, const char *string);
// A name as it is, and so quoted where a terminal must not be sent all of it.
void text_add_name(struct text *text, const char *string);
// The same of the first `size` bytes, without the quotes.
void text_add_escaped(struct text *text, const char *bytes, size_t size);
// Adds the character of the escape that begins with the backslash at the start of size bytes;
// returns its bytes, 0 for an unknown escape.
size_t text_add_unescaped(struct text *text, const char *escape, size_t size);

// Adds a string as one word of a shell, as the words of a Markdown text, or as code in Markdown
// (text_foreign.c).
void text_add_shell_word(struct text *text, const char *string);
void text_add_markdown(struct text *text, const char *string);
void text_add_markdown_code(struct text *text, const char *string);
void text_add_markdown_cell(struct text *text, const char *code); // code in a table
// Adds a string as the content of an XML element. XML has no way to write most controls: it must be
// clean.
void text_add_xml(struct text *text, const char *string);
// Adds ' NAME="VALUE"'; the value is made clean.
void text_add_xml_attribute(struct text *text, const char *name, const char *value);
// Adds a string, made clean, as a description of TAP, in which # begins a directive and \ an
// escape.
void text_add_tap(struct text *text, const char *string);

// Adds a path as the reference of a URI: relative as it is, absolute as file://.
void text_add_uri(struct text *out, const char *path);
// Adds a string as the message of a command of GitHub Actions, or as one of its properties.
void text_add_workflow(struct text *out, const char *string, bool property);

// Whether a terminal must not be sent a character: controls, and marks that are not seen or turn
// the direction of text.
bool text_is_unsafe(uint32_t code);

// Adds a string with a '?' for whatever a terminal must not be sent, on one line (text_clean.c).
void text_add_clean(struct text *text, const char *string);
// The same for the one character at the start of size bytes; returns how many bytes it takes, and
// in *width how many columns.
size_t text_add_clean_character(struct text *text, const char *bytes, size_t size, size_t *width);

// Adds a string with *** for the passwords of the URIs in it: that of the user, and parameters such
// as ?password= (text_public.c).
void text_add_public(struct text *text, const char *string);
const char *text_public(struct arena *arena, const char *string);

#endif
