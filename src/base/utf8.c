// UTF-8: validity and code points.
#include "base/utf8.h"

#include <string.h>

size_t utf8_sequence(const char *bytes, size_t size) {
    const unsigned char *at = (const unsigned char *)bytes;
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
        if (!utf8_is_continuation(bytes[i]))
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
        size_t length = utf8_sequence(bytes + at, size - at);
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

size_t utf8_cut(const char *bytes, size_t size, size_t most) {
    if (size <= most)
        return size;
    while (most > 0 && utf8_is_continuation(bytes[most]))
        most--;
    return most;
}

size_t utf8_length(const char *bytes, size_t size) {
    size_t length = 0;
    for (size_t i = 0; i < size; i++)
        length += !utf8_is_continuation(bytes[i]);
    return length;
}
