// Terminal columns of text.
#include <stdbool.h>

#include "base/utf8.h"
#include "base/utf8_width_table.h"

// Every character below takes one column.
enum { FIRST_COMBINING = 0x300 };

static bool in_ranges(const struct utf8_range *ranges, size_t count, uint32_t code) {
    while (count > 0) {
        const struct utf8_range *middle = &ranges[count / 2];
        if (code >= middle->first && code <= middle->last)
            return true;
        if (code > middle->last) {
            ranges = middle + 1;
            count -= count / 2 + 1;
        } else {
            count /= 2;
        }
    }
    return false;
}

static size_t columns(uint32_t code) {
    if (code < FIRST_COMBINING)
        return 1;
    if (in_ranges(utf8_combining, sizeof utf8_combining / sizeof *utf8_combining, code))
        return 0;
    return in_ranges(utf8_wide, sizeof utf8_wide / sizeof *utf8_wide, code) ? 2 : 1;
}

size_t utf8_width(const char *bytes, size_t size) {
    size_t width = 0;
    for (size_t at = 0; at < size;) {
        uint32_t code;
        at += utf8_decode(bytes + at, &code);
        width += columns(code);
    }
    return width;
}
