// Text as a terminal may be sent it.
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

enum { TAB_WIDTH = 4 };

bool text_is_unsafe(uint32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
           code == 0xFEFF || code == 0xFFFE || code == 0xFFFF; // the last two: in no XML
}

size_t text_add_clean_character(struct text *out, const char *bytes, size_t size, size_t *width) {
    uint32_t code = 0;
    size_t sequence = utf8_sequence(bytes, size), length = sequence > 0 ? sequence : 1;
    bool whole = sequence > 0;
    if (whole)
        utf8_decode(bytes, &code);
    if (whole && code == '\t') {
        text_add_repeat(out, ' ', *width = TAB_WIDTH);
        return length;
    }
    if (!whole || text_is_unsafe(code)) {
        text_add_char(out, code == '\n' || code == '\r' ? ' ' : '?');
        *width = 1;
        return length;
    }
    text_add_bytes(out, bytes, length);
    *width = utf8_width(bytes, length);
    return length;
}

void text_add_clean(struct text *out, const char *text) {
    size_t size = strlen(text), width;
    for (size_t i = 0; i < size;) {
        size_t plain = text_plain_length(text + i, size - i);
        text_add_bytes(out, text + i, plain);
        i += plain;
        if (i < size)
            i += text_add_clean_character(out, text + i, size - i, &width);
    }
}
