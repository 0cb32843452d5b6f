// UTF-8: validity, code points and display width.
#ifndef PLIM_BASE_UTF8_H
#define PLIM_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

// The offset of the first byte that is not part of well-formed UTF-8 (Unicode table 3-7: no
// overlong forms, no surrogates, at most U+10FFFF), or size where all is well-formed. NUL counts as
// well-formed.
size_t utf8_check(const char *bytes, size_t size);

// Bytes of the code point that starts at a well-formed place, its value in *code.
size_t utf8_decode(const char *bytes, uint32_t *code);

// Writes 1 to 4 bytes; 0 for a surrogate or a value above U+10FFFF.
size_t utf8_encode(uint32_t code, char out[4]);

// Code points in well-formed text.
size_t utf8_length(const char *bytes, size_t size);

// Terminal columns of well-formed text: 0 for combining marks, 2 for East Asian wide and emoji,
// else 1.
size_t utf8_width(const char *bytes, size_t size);

#endif
