// UTF-8: validity, code points and display width.
#ifndef PLIM_BASE_UTF8_H
#define PLIM_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether a byte goes on with a sequence that another one began.
static inline bool utf8_is_continuation(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

// Bytes of the well-formed sequence (Unicode table 3-7: no overlong forms, no surrogates, at most
// U+10FFFF) at the start of size bytes, of which there is one at least; 0 where there is none. NUL
// counts as well-formed.
size_t utf8_sequence(const char *bytes, size_t size);

// The offset of the first byte that is not part of such a sequence, or size where there is none.
size_t utf8_check(const char *bytes, size_t size);

// Bytes of the code point that starts at a well-formed place, its value in *code.
size_t utf8_decode(const char *bytes, uint32_t *code);

// Writes 1 to 4 bytes; 0 for a surrogate or a value above U+10FFFF.
size_t utf8_encode(uint32_t code, char out[4]);

// The length to which text of size bytes is cut so that it has at most `most`: never inside of a
// sequence.
size_t utf8_cut(const char *bytes, size_t size, size_t most);

// Code points in well-formed text.
size_t utf8_length(const char *bytes, size_t size);

// Terminal columns of well-formed text: 0 for combining marks, 2 for East Asian wide and emoji,
// else 1.
size_t utf8_width(const char *bytes, size_t size);

#endif
