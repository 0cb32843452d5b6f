// UTF-8: validity, code points and display width.
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

static bool is_tail(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
}

// Bytes of the well-formed sequence at the start of size bytes, 0 where there is none (Unicode
// table 3-7).
static size_t sequence(const unsigned char *at, size_t size) {
    unsigned char lead = at[0];
    if (lead < 0x80)
        return 1;
    size_t length = lead >= 0xc2 && lead <= 0xdf   ? 2
                    : lead >= 0xe0 && lead <= 0xef ? 3
                    : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                   : 0;
    if (!length || size < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if (!is_tail(at[i]))
            return 0;
    bool overlong = (lead == 0xe0 && at[1] < 0xa0) || (lead == 0xf0 && at[1] < 0x90);
    bool surrogate = lead == 0xed && at[1] > 0x9f, beyond = lead == 0xf4 && at[1] > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

size_t utf8_check(const char *bytes, size_t size) {
    size_t at = 0;
    while (at < size) {
        uint64_t word;
        while (size - at >= 8 && (memcpy(&word, bytes + at, 8), !(word & 0x8080808080808080u)))
            at += 8;
        if (at == size)
            break;
        size_t length = sequence((const unsigned char *)bytes + at, size - at);
        if (!length)
            return at;
        at += length;
    }
    return size;
}

size_t utf8_decode(const char *bytes, uint32_t *code) {
    const unsigned char *at = (const unsigned char *)bytes;
    if (at[0] < 0x80) {
        *code = at[0];
        return 1;
    }
    size_t length = at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
    *code = at[0] & (0x7fu >> length);
    for (size_t i = 1; i < length; i++)
        *code = *code << 6 | (at[i] & 0x3fu);
    return length;
}

size_t utf8_encode(uint32_t code, char out[4]) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
        return 0;
    size_t length = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code >>= 6)
        out[i] = (char)(0x80 | (code & 0x3f));
    out[0] = (char)((0xf00u >> length & 0xf0) | code);
    return length;
}

size_t utf8_length(const char *bytes, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += !is_tail((unsigned char)bytes[i]);
    return length;
}

struct range {
    uint32_t first, last;
};

// The blocks of combining marks, joiners and variation selectors that matter in names; of wide
// letters and signs (Unicode 15, EastAsianWidth W and F, by block).
static const struct range combining[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},     {0x610, 0x61a},   {0x64b, 0x65f},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f},   {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};
static const struct range wide[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
    {0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t code) {
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

size_t utf8_width(const char *bytes, size_t size) {
    size_t width = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(bytes + at, &code);
        if (code < 0x300)
            width++;
        else if (!in_ranges(combining, sizeof combining / sizeof *combining, code))
            width += in_ranges(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
    }
    return width;
}
