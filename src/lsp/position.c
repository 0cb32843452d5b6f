// Positions as editors count them, and offsets in texts.
#include "lsp/position.h"

#include <string.h>

#include "base/utf8.h"

// Bytes of the character at the start of size bytes, and the units that an editor counts for it.
static size_t character(const char *bytes, size_t size, bool utf8, uint32_t *units) {
    size_t length = utf8_sequence(bytes, size);
    if (length == 0)
        length = 1;
    *units = utf8 ? (uint32_t)length : length == 4 ? 2 : 1;
    return length;
}

struct position position_of(const struct sources *sources, uint32_t offset, bool utf8) {
    struct place place = sources_place(sources, offset);
    const char *text = place.source->text;
    uint32_t at = offset - place.source->base, begin = at, units;
    struct position position = {place.line - 1, 0};
    while (begin > 0 && text[begin - 1] != '\n' && (text[begin - 1] != '\r' || text[begin] == '\n'))
        begin--;
    while (begin < at) {
        begin += (uint32_t)character(text + begin, place.source->size - begin, utf8, &units);
        position.character += units;
    }
    return position;
}

size_t position_offset(const struct text *text, struct position position, bool utf8) {
    const char *bytes = text_data(text);
    size_t at = 0;
    for (uint32_t line = 0; line < position.line; line++) {
        const char *next = next_line(bytes + at, bytes + text->size);
        if (next == NULL)
            return text->size;
        at = (size_t)(next - bytes);
    }
    for (uint32_t done = 0, units; at < text->size && bytes[at] != '\n' && bytes[at] != '\r';) {
        size_t length = character(bytes + at, text->size - at, utf8, &units);
        if (done + units > position.character)
            break;
        done += units;
        at += length;
    }
    return at;
}

void position_put(struct json *json, const char *name, struct position position) {
    json_begin(json, name, '{');
    json_int(json, "line", position.line);
    json_int(json, "character", position.character);
    json_end(json, '}');
}

void range_put(struct json *json, const char *name, const struct sources *sources, struct span span,
               bool utf8) {
    json_begin(json, name, '{');
    position_put(json, "start", position_of(sources, span.begin, utf8));
    position_put(json, "end", position_of(sources, span.end, utf8));
    json_end(json, '}');
}

void text_edit_put(struct json *json, const struct sources *sources, struct span span,
                   const char *text, bool utf8) {
    json_begin(json, NULL, '{');
    range_put(json, "range", sources, span, utf8);
    json_text(json, "newText", text);
    json_end(json, '}');
}
