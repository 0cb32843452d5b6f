// The strict grammar of JSON: a value's tokens, and whether every byte of it may stand there.
#ifndef PLIM_FACTS_SCAN_H
#define PLIM_FACTS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "facts/usual.h"

enum {
    SCAN_DEPTH = 100, // nested lists and objects
    SCAN_PADDING = 16 // NUL bytes that follow the text
};

enum scan_kind {
    SCAN_NULL,
    SCAN_FALSE,
    SCAN_TRUE,
    SCAN_WHOLE,   // a whole number of at most fifteen digits
    SCAN_DECIMAL, // another number that a double carries exactly and facts can hold
    SCAN_INEXACT, // a number that would not survive
    SCAN_TEXT,
    SCAN_ESCAPED, // a text with escapes in it
    SCAN_LIST,
    SCAN_OBJECT,
};

// One value, or the name of a member, which stands before its value. Tokens of what a list or an
// object holds follow it.
struct scan_token {
    enum scan_kind kind;
    uint32_t size; // bytes of a text without its quotes or of a number; tokens inside of a list or
                   // object
    union {
        const char *at; // the first byte of a text within its quotes, of any other value
        int64_t whole;  // SCAN_WHOLE
    } as;
};

// Scans values of RFC 8259 one after the other: no control character, lone surrogate, \u0000 or
// malformed UTF-8 in a text, no "01", "+1" or "1.", at most SCAN_DEPTH levels. The tokens are on
// the heap and used over and over. Names that were learnt of one value help with the next, whose
// text may be another; they change nothing of what is found.
struct scan {
    const char *end; // of the text; SCAN_PADDING NULs follow, so that nothing need look for the end
    const char *failed;  // where the text is wrong, or ends too soon (failed == end)
    const char *problem; // one sentence
    struct scan_token *tokens;
    size_t count, room;
    struct usual_names usual;
};

void scan_init(struct scan *scan);
void scan_clear(struct scan *scan);

// The end of the value that begins at `at`, inside `depth` lists and objects, its tokens in
// scan->tokens; NULL where there is none, after setting failed and problem. A number that touches
// the end may go on beyond it.
const char *scan_value(struct scan *scan, const char *at, const char *end, unsigned depth);
// The same, its tokens behind those that are there.
const char *scan_another(struct scan *scan, const char *at, const char *end, unsigned depth);

// The token after a value.
static inline const struct scan_token *scan_next(const struct scan_token *token) {
    return token + 1 + (token->kind >= SCAN_LIST ? token->size : 0);
}

// The first byte that is not white space.
static inline const char *scan_blanks(const char *at) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
        at++;
    return at;
}

// What is wrong where a member's name should begin.
const char *scan_no_name(const char *at);
// What is wrong behind an element or a member, where neither ',' nor the closing bracket stands.
const char *scan_no_more(const char *at, char close);

#endif
