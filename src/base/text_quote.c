// Texts in quotes, as the language writes them: "a \"b\"\n \u{1b}".
#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

// The escapes of one letter, and what they stand for.
static const char letters[] = "\"\\nt", meanings[] = "\"\\\n\t";

enum { CODE_DIGITS = 6 };

static bool is_plain(unsigned char c) {
    return c >= ' ' && c <= '~' && c != '"' && c != '\\';
}

// Has the highest bit of bytes that are less than n, 1 up to 0x80, and perhaps of some behind
// these.
static uint64_t less(uint64_t bytes, uint64_t n) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    return (bytes - ones * n) & ~bytes & ones << 7;
}

static uint64_t equal(uint64_t bytes, uint64_t c) {
    return less(bytes ^ UINT64_C(0x0101010101010101) * c, 1);
}

// Whether eight bytes are plain.
static bool are_plain(const char *bytes) {
    uint64_t all;
    memcpy(&all, bytes, sizeof all);
    return (less(all, ' ') | equal(all, '"') | equal(all, '\\') | equal(all, 0x7F) |
            (all & UINT64_C(0x8080808080808080))) == 0;
}

size_t text_plain_length(const char *bytes, size_t size) {
    size_t length = 0;
    while (size - length >= 8 && are_plain(bytes + length))
        length += 8;
    while (length < size && is_plain((unsigned char)bytes[length]))
        length++;
    return length;
}

// Adds one character; returns its length.
static size_t add_escaped(struct text *text, const char *bytes, size_t size) {
    const char *found = *bytes != '\0' ? strchr(meanings, *bytes) : NULL;
    size_t length = utf8_sequence(bytes, size);
    uint32_t code = 0;
    if (length > 0)
        utf8_decode(bytes, &code);
    if (found != NULL) {
        text_add_bytes(text, (const char[]){'\\', letters[found - meanings]}, 2);
    } else if (length > 0 && text_is_unsafe(code)) {
        text_add_bytes(text, "\\u{", 3);
        text_add_hex(text, code, 1);
        text_add_char(text, '}');
    } else {
        text_add_bytes(text, bytes, length > 0 ? length : 1);
    }
    return length > 0 ? length : 1;
}

void text_add_escaped(struct text *text, const char *bytes, size_t size) {
    size_t at = 0;
    while (at < size) {
        size_t plain = text_plain_length(bytes + at, size - at);
        text_add_bytes(text, bytes + at, plain);
        at += plain;
        if (at < size)
            at += add_escaped(text, bytes + at, size - at);
    }
}

void text_add_quoted(struct text *text, const char *string) {
    text_add_char(text, '"');
    text_add_escaped(text, string, strlen(string));
    text_add_char(text, '"');
}

void text_add_name(struct text *text, const char *string) {
    size_t size = strlen(string), i = text_plain_length(string, size), length;
    for (; i < size; i += length) {
        uint32_t code = 0;
        length = utf8_sequence(string + i, size - i);
        if (length > 0)
            utf8_decode(string + i, &code);
        if (length == 0 || text_is_unsafe(code))
            break;
    }
    if (i < size)
        text_add_quoted(text, string);
    else
        text_add_bytes(text, string, size);
}

static int hex_digit(char c) {
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = c != '\0' ? strchr(digits, c) : NULL;
    long value = found != NULL ? found - digits : -1;
    return (int)(value > 15 ? value - 6 : value);
}

// \u{1F600}. NUL is refused, as in files.
static size_t add_code(struct text *text, const char *escape, size_t size) {
    uint32_t code = 0;
    size_t at = 3;
    char utf8[4];
    if (size < 4 || escape[2] != '{')
        return 0;
    for (; at < size && at < 3 + CODE_DIGITS && hex_digit(escape[at]) >= 0; at++)
        code = code * 16 + (uint32_t)hex_digit(escape[at]);
    size_t length = code > 0 ? utf8_encode(code, utf8) : 0;
    if (at == size || escape[at] != '}' || length == 0)
        return 0;
    text_add_bytes(text, utf8, length);
    return at + 1;
}

size_t text_add_unescaped(struct text *text, const char *escape, size_t size) {
    const char *found = size > 1 && escape[1] != '\0' ? strchr(letters, escape[1]) : NULL;
    if (found != NULL) {
        text_add_char(text, meanings[found - letters]);
        return 2;
    }
    return size > 1 && escape[1] == 'u' ? add_code(text, escape, size) : 0;
}
