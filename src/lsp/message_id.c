// The id of a message as its text has it: a client may write a number that no double holds.
#include "lsp/message_id.h"

#include <string.h>

static const char *skip_blanks(const char *at, const char *end) {
    while (at < end && memchr(" \t\r\n", *at, 4) != NULL)
        at++;
    return at;
}

// Behind the closing quote of the text that begins here.
static const char *text_end(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\';
    return at < end ? at + 1 : end;
}

// Behind the value that begins here, and blanks after it.
static const char *value_end(const char *at, const char *end) {
    size_t depth = 0;
    while (at < end && (depth > 0 || (*at != ',' && *at != '}'))) {
        depth += *at == '{' || *at == '[';
        depth -= *at == '}' || *at == ']';
        at = *at == '"' ? text_end(at, end) : at + 1;
    }
    return at;
}

const char *message_id(struct arena *arena, const char *message, size_t size) {
    static const char name[] = "\"id\"";
    const char *end = message + size, *at = skip_blanks(message, end);
    while (at < end && *at != '}') {
        const char *key = skip_blanks(at + 1, end), *colon = text_end(key, end);
        const char *value = skip_blanks(skip_blanks(colon, end) + 1, end);
        at = value_end(value, end);
        if ((size_t)(colon - key) == sizeof name - 1 && memcmp(key, name, sizeof name - 1) == 0)
            return arena_copy(arena, value, strcspn(value, " \t\r\n,}"));
    }
    return NULL;
}
