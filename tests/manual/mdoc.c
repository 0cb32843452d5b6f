// Running text, usages and literal lines in mdoc.
#include "mdoc.h"

#include <ctype.h>
#include <string.h>

enum { LINE = 78 };

// Signs that a formatter would show as others, or take for its own.
static void add_sign(struct text *out, char c, bool literal) {
    static const struct {
        char sign;
        const char *name;
    } signs[] = {{'\\', "\\e"}, {'\'', "\\(aq"}, {'~', "\\(ti"}, {'^', "\\(ha"}, {'`', "\\(ga"}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].sign == c) {
            text_add(out, signs[i].name);
            return;
        }
    text_add(out, c == '-' && literal ? "\\" : "");
    text_add_char(out, c);
}

// A word that begins with '-' is an option, whose hyphens are to be copied.
static void add_word(struct text *out, const char *at, size_t length, bool capital) {
    bool option = memchr(at, '-', length) != NULL && (at[0] == '-' || at[0] == '\'');
    if (at[0] == '.')
        text_add(out, "\\&");
    for (size_t i = 0; i < length; i++)
        add_sign(out, i == 0 && capital ? (char)toupper((unsigned char)at[i]) : at[i], option);
}

static bool ends_sentence(const char *at, size_t length) {
    while (length > 0 && strchr(")'\"", at[length - 1]) != NULL)
        length--;
    return length > 0 && strchr(".!?", at[length - 1]) != NULL;
}

// Names and examples stay as they are written.
static bool is_prose(const char *at, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (!islower((unsigned char)at[i]) && !(i + 1 == length && strchr(",;", at[i]) != NULL))
            return false;
    return true;
}

// The length of the word that begins there; 0 at the end.
static size_t word_length(const char *at, const char *end) {
    size_t length = 0;
    while (at + length < end && !isspace((unsigned char)at[length]))
        length++;
    return length;
}

// Puts a word behind those of a line, or on the next; returns the columns that the line has then.
static size_t put(struct text *out, size_t column, const struct text *word) {
    bool breaks = column > 0 && column + 1 + word->size > LINE;
    text_add(out, column == 0 ? "" : breaks ? "\n" : " ");
    text_add_bytes(out, text_data(word), word->size);
    return (column == 0 || breaks ? 0 : column + 1) + word->size;
}

void mdoc_text(struct text *out, const char *at, const char *end, bool sentence) {
    size_t column = 0, length = 0;
    struct text word = {0};
    bool first = sentence;
    for (;; at += length, first = false) {
        while (at < end && isspace((unsigned char)*at))
            at++;
        if ((length = word_length(at, end)) == 0)
            break;
        add_word(&word, at, length, first && is_prose(at, length));
        column = put(out, column, &word);
        text_reset(&word);
        if (ends_sentence(at, length)) {
            text_add_char(out, '\n');
            column = 0;
        }
    }
    if (column > 0)
        text_add(out, sentence ? ".\n" : "\n");
    text_clear(&word);
}

// ---- usages ----

static size_t name_length(const char *at, const char *end, bool (*is)(char)) {
    size_t length = 0;
    while (at + length < end && is(at[length]))
        length++;
    return length;
}

static bool is_upper(char c) {
    return isupper((unsigned char)c) || c == '_';
}

static bool is_lower(char c) {
    return islower((unsigned char)c) || c == '-';
}

// Adds one part of a usage; returns its length.
static size_t add_part(struct text *out, const char *at, const char *end) {
    size_t length = name_length(at, end, is_upper);
    if (length > 0) {
        text_add(out, "Ar ");
        for (size_t i = 0; i < length; i++)
            text_add_char(out, (char)tolower((unsigned char)at[i]));
        return length;
    }
    length = name_length(at, end, is_lower);
    if (length > 0) {
        bool option = at[0] == '-';
        text_add(out, option ? "Fl " : "Cm ");
        text_add_bytes(out, at + option, length - option);
        return length;
    }
    if (*at == '[' || *at == ']') {
        text_add(out, *at == '[' ? "Oo" : "Oc");
        return 1;
    }
    length = strncmp(at, "...", 3) == 0 ? 3 : 1;
    text_add_bytes(out, at, length);
    return length;
}

void mdoc_usage(struct text *out, const char *at, const char *end) {
    bool glued = false, begun = false;
    char before = ' ';
    while (at < end) {
        if (*at == ' ') {
            glued = false;
            at++;
            continue;
        }
        bool dots = strncmp(at, "...", 3) == 0;
        text_add(out, begun ? " " : "");
        text_add(out, glued && before != '[' && *at != ']' && !dots ? "Ns " : "");
        size_t length = add_part(out, at, end);
        before = at[length - 1];
        at += length;
        glued = begun = true;
    }
}

// ---- literal lines ----

void mdoc_literal(struct text *out, const char *lines, const char *indent) {
    text_add(out, *lines == '.' ? "\\&" : "");
    for (; *lines != '\0'; lines++) {
        add_sign(out, *lines, true);
        text_add(out, *lines == '\n' ? indent : "");
    }
    text_add_char(out, '\n');
}
