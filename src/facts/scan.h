// The strict grammar of JSON: where a value ends, and whether every byte of it may stand there.
#ifndef PLIM_FACTS_SCAN_H
#define PLIM_FACTS_SCAN_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SCAN_DEPTH = 100,   // nested lists and objects
    SCAN_INEXACT = 120, // inexact numbers of one value that are told apart
    SCAN_PADDING = 8    // NUL bytes that follow the text
};

// A number that a double does not carry exactly, or that is beyond what facts hold.
struct inexact {
    const char *at;
    size_t size;
};

// One pass over one value of RFC 8259, which cJSON would read more kindly: no control character,
// lone surrogate, \u0000 or malformed UTF-8 in a text, no "01", "+1" or "1.", at most SCAN_DEPTH
// levels.
struct scan {
    const char *end; // of the text; SCAN_PADDING NULs follow, so that nothing need look for the end
    const char *failed;   // where the text is wrong, or ends too soon (failed == end)
    const char *problem;  // one sentence
    size_t inexact_count; // of all; the first SCAN_INEXACT are kept
    struct inexact inexact[SCAN_INEXACT];
};

void scan_init(struct scan *scan, const char *end);

// The end of the value that begins at `at`, inside `depth` lists and objects; NULL where there is
// none, after setting failed and problem. A number that touches scan->end may go on beyond it.
const char *scan_value(struct scan *scan, const char *at, unsigned depth);

// The first byte that is not white space.
static inline const char *scan_blanks(const char *at) {
    while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
        at++;
    return at;
}

#endif
