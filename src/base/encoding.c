// Makes UTF-8 of the encodings that PowerShell writes files in (RFC 2781, RFC 3629).
#include "base/encoding.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { HIGH_FIRST = 0xd800, LOW_FIRST = 0xdc00, SURROGATES_END = 0xe000 };

// How a file may begin. A text that is JSON begins with ASCII, so in UTF-16 without a mark every
// other byte is zero. UTF-32 comes first: its mark begins with that of UTF-16.
static const struct beginning {
    const char *bytes, *mask; // the mask has 0 for a byte that may be any
    size_t size, skip;
    enum { UTF8, UTF16_LITTLE, UTF16_BIG, UTF32 } encoding;
} beginnings[] = {
    {"\xff\xfe\0\0", "\1\1\1\1", 4, 4, UTF32}, {"\0\0\xfe\xff", "\1\1\1\1", 4, 4, UTF32},
    {"\xff\xfe", "\1\1", 2, 2, UTF16_LITTLE},  {"\xfe\xff", "\1\1", 2, 2, UTF16_BIG},
    {"\xef\xbb\xbf", "\1\1\1", 3, 3, UTF8},    {"?\0", "\0\1", 2, 0, UTF16_LITTLE},
    {"\0?", "\1\0", 2, 0, UTF16_BIG},
};

static bool begins(const struct beginning *beginning, const char *bytes, size_t size) {
    for (size_t i = 0; i < beginning->size; i++)
        if (i >= size || (beginning->mask[i] != 0 && bytes[i] != beginning->bytes[i]))
            return false;
    return true;
}

static uint32_t unit_at(const char *bytes, bool big) {
    unsigned char first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
    return big ? (uint32_t)(first << 8 | second) : (uint32_t)(second << 8 | first);
}

static const char *add_utf16(struct text *out, const char *bytes, size_t size, bool big) {
    if (size % 2 != 0)
        return "the UTF-16 text ends within a character";
    for (size_t i = 0; i < size; i += 2) {
        uint32_t code = unit_at(bytes + i, big);
        if (code >= HIGH_FIRST && code < LOW_FIRST && i + 4 <= size) {
            uint32_t low = unit_at(bytes + i + 2, big);
            bool pair = low >= LOW_FIRST && low < SURROGATES_END;
            code = pair ? 0x10000 + ((code - HIGH_FIRST) << 10) + (low - LOW_FIRST) : code;
            i += pair ? 2 : 0;
        }
        char utf8[4];
        size_t length = utf8_encode(code, utf8);
        if (length == 0)
            return "the UTF-16 text has half of a character";
        text_add_bytes(out, utf8, length);
    }
    return NULL;
}

const char *encoding_to_utf8(struct text *out, const char *bytes, size_t size) {
    static const struct beginning plain = {"", "", 0, 0, UTF8};
    const struct beginning *found = &plain;
    for (size_t i = sizeof beginnings / sizeof *beginnings; i > 0; i--)
        if (begins(&beginnings[i - 1], bytes, size))
            found = &beginnings[i - 1];
    if (found->encoding == UTF32)
        return "the text is UTF-32; UTF-8 and UTF-16 are read";
    bytes += found->skip;
    size -= found->skip;
    if (found->encoding != UTF8)
        return add_utf16(out, bytes, size, found->encoding == UTF16_BIG);
    text_add_bytes(out, bytes, size);
    return NULL;
}
