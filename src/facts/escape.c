// Reads the escapes of RFC 8259; those that no text may hold are refused.
#include "facts/escape.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"

// The number of four hexadecimal digits, or -1.
static int hex_number(const char *at) {
    int number = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i];
        if (c >= '0' && c <= '9')
            number = number * 16 + (c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            number = number * 16 + ((c | 0x20) - 'a' + 10);
        else
            return -1;
    }
    return number;
}

static bool is_high_surrogate(int code) {
    return code >= 0xd800 && code <= 0xdbff;
}

static bool is_low_surrogate(int code) {
    return code >= 0xdc00 && code <= 0xdfff;
}

static size_t fail(const char **problem, const char *sentence) {
    *problem = sentence;
    return 0;
}

// `at` is the backslash of \uXXXX.
static size_t read_code(const char *at, uint32_t *code, const char **problem) {
    int first = hex_number(at + 2);
    if (first < 0)
        return fail(problem, "\\u is followed by four hexadecimal digits");
    if (first == 0)
        return fail(problem, "a text holds no NUL character (\\u0000)");
    if (!is_high_surrogate(first) && !is_low_surrogate(first)) {
        *code = (uint32_t)first;
        return 6;
    }
    int second =
        is_high_surrogate(first) && at[6] == '\\' && at[7] == 'u' ? hex_number(at + 8) : -1;
    if (!is_low_surrogate(second))
        return fail(problem, "a lone surrogate is no character");
    *code = 0x10000 + ((uint32_t)(first - 0xd800) << 10) + (uint32_t)(second - 0xdc00);
    return 12;
}

size_t escape_read(const char *at, uint32_t *code, const char **problem) {
    static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    if (at[1] == 'u')
        return read_code(at, code, problem);
    const char *letter = at[1] == '\0' ? NULL : strchr(letters, at[1]);
    if (letter == NULL)
        return fail(problem, "an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    *code = (unsigned char)means[letter - letters];
    return 2;
}

const char *escape_text(struct arena *arena, const struct scan_token *token) {
    const char *at = token->as.at, *end = at + token->size;
    if (token->kind != SCAN_ESCAPED)
        return arena_copy(arena, at, token->size);
    char *text = arena_alloc(arena, (size_t)token->size + 1), *to = text; // no escape is shorter
    while (at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at)), *problem;
        size_t plain = (size_t)((escape != NULL ? escape : end) - at);
        uint32_t code;
        memcpy(to, at, plain);
        to += plain;
        at += plain;
        if (escape == NULL)
            break;
        size_t size = escape_read(at, &code, &problem);
        assert(size > 0); // the scan ensures it
        at += size;
        to += utf8_encode(code, to);
    }
    *to = '\0';
    return text;
}
