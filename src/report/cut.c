// Texts cut to what helps a reader.
#include "report/cut.h"

#include "base/utf8.h"

// The bytes at the start that take no more than so many columns.
static size_t head_of(const char *bytes, size_t size, size_t most) {
    size_t at = 0, columns = 0;
    while (at < size) {
        size_t length = utf8_sequence(bytes + at, size - at);
        length = length > 0 ? length : 1;
        columns += utf8_width(bytes + at, length);
        if (columns > most)
            break;
        at += length;
    }
    return at;
}

// Where the bytes begin that end the text in no more than so many columns.
static size_t tail_of(const char *bytes, size_t size, size_t most) {
    size_t at = size, columns = 0;
    while (at > 0) {
        size_t before = at - 1;
        while (before > 0 && utf8_is_continuation(bytes[before]))
            before--;
        columns += utf8_width(bytes + before, at - before);
        if (columns > most)
            break;
        at = before;
    }
    return at;
}

// What names begin with says more than what they end with.
void cut_add_bytes(struct text *out, const char *bytes, size_t size, size_t most) {
    size_t tail = (most - 1) / 3, head = most - 1 - tail;
    if (utf8_width(bytes, size) <= most) {
        text_add_bytes(out, bytes, size);
        return;
    }
    size_t end = tail_of(bytes, size, tail);
    text_add_bytes(out, bytes, head_of(bytes, size, head));
    text_add(out, "…");
    text_add_bytes(out, bytes + end, size - end);
}

void cut_add(struct text *out, const char *text, size_t most) {
    struct text clean = {0};
    text_add_clean(&clean, text);
    cut_add_bytes(out, text_data(&clean), clean.size, most);
    text_clear(&clean);
}
