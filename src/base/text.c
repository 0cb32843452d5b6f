// A growable text, always NUL-terminated.
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

void text_init(struct text *text) {
    *text = (struct text){0};
}

void text_clear(struct text *text) {
    free(text->data);
    text_init(text);
}

void text_reset(struct text *text) {
    text->size = 0;
    if (text->data != NULL)
        text->data[0] = '\0';
}

const char *text_data(const struct text *text) {
    return text->data != NULL ? text->data : "";
}

void text_grow(struct text *text, size_t size) {
    if (size >= PTRDIFF_MAX - text->size)
        out_of_memory();
    size_t needed = text->size + size + 1;
    size_t room = text->room < FIRST_ROOM ? FIRST_ROOM : text->room * 2;
    if (room < needed)
        room = needed;
    char *data = realloc(text->data, room);
    if (data == NULL)
        out_of_memory();
    text->data = data;
    text->room = room;
}

void text_add(struct text *text, const char *string) {
    text_add_bytes(text, string, strlen(string));
}

void text_add_repeat(struct text *text, char c, size_t count) {
    memset(text_reserve(text, count), c, count);
    text_put(text, count);
}

void text_add_hex(struct text *text, uint32_t value, unsigned least) {
    unsigned count = 1;
    while (count < 8 && (count < least || value >> 4 * count != 0))
        count++;
    for (unsigned left = count; left-- > 0;)
        text_add_char(text, "0123456789abcdef"[value >> 4 * left & 15]);
}

void text_addf(struct text *text, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    char *end = text_reserve(text, 1);
    int length = vsnprintf(end, text->room - text->size, format, args);
    if (length < 0)
        out_of_memory();
    if ((size_t)length >= text->room - text->size) {
        end = text_reserve(text, (size_t)length);
        vsnprintf(end, (size_t)length + 1, format, again);
    }
    text->size += (size_t)length;
    va_end(again);
    va_end(args);
}

char *text_copy(const struct text *text, struct arena *arena) {
    return arena_copy(arena, text_data(text), text->size);
}

void text_pass_on(struct text *text) {
    if (!text_is_piece(text))
        return;
    text->drain->take(text->drain, text->data, text->size);
    text_reset(text);
}
