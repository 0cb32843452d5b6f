// Texts as a shell, Markdown, XML and TAP take them.
#include <string.h>

#include "base/text.h"

void text_add_shell_word(struct text *text, const char *string) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:@%+,";
    if (*string != '\0' && string[strspn(string, plain)] == '\0') {
        text_add(text, string);
        return;
    }
    text_add_char(text, '\'');
    for (; *string != '\0'; string++)
        text_add(text, *string == '\'' ? "'\\''" : (char[]){*string, '\0'});
    text_add_char(text, '\'');
}

void text_add_markdown(struct text *text, const char *string) {
    for (; *string != '\0'; string++) {
        if (strchr("\\`*_[]<>&|", *string) != NULL)
            text_add_char(text, '\\');
        text_add_char(text, *string);
    }
}

// Code stands between more backticks in a row than it holds itself.
void text_add_markdown_code(struct text *text, const char *string) {
    size_t run = 0, longest = 0;
    for (const char *at = string; *at != '\0'; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    text_add_repeat(text, '`', longest + 1);
    text_addf(text, longest > 0 ? " %s " : "%s", string);
    text_add_repeat(text, '`', longest + 1);
}

// A bar would end the cell.
void text_add_markdown_cell(struct text *text, const char *code) {
    struct text cell = {0};
    text_add_markdown_code(&cell, code);
    for (const char *at = text_data(&cell); *at != '\0'; at++)
        text_addf(text, "%s%c", *at == '|' ? "\\" : "", *at);
    text_clear(&cell);
}

void text_add_xml(struct text *text, const char *string) {
    for (; *string != '\0'; string++) {
        switch (*string) {
        case '&':
            text_add(text, "&amp;");
            break;
        case '<':
            text_add(text, "&lt;");
            break;
        case '>':
            text_add(text, "&gt;");
            break;
        case '"':
            text_add(text, "&quot;");
            break;
        default:
            text_add_char(text, *string);
        }
    }
}

void text_add_xml_attribute(struct text *text, const char *name, const char *value) {
    struct text clean = {0};
    text_add_clean(&clean, value);
    text_addf(text, " %s=\"", name);
    text_add_xml(text, text_data(&clean));
    text_add_char(text, '"');
    text_clear(&clean);
}

void text_add_tap(struct text *text, const char *string) {
    struct text clean = {0};
    text_add_clean(&clean, string);
    for (const char *at = text_data(&clean); *at != '\0'; at++) {
        if (*at == '#' || *at == '\\')
            text_add_char(text, '\\');
        text_add_char(text, *at);
    }
    text_clear(&clean);
}

void text_add_uri(struct text *out, const char *path) {
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./~";
    if (path[0] == '/')
        text_add(out, "file://");
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            text_add_char(out, *path);
        else
            text_addf(out, "%%%02X", (unsigned)(unsigned char)*path);
    }
}

// The runner takes a line for a command, and ends properties at a colon or comma. Its log is shown
// as on a terminal.
void text_add_workflow(struct text *out, const char *string, bool property) {
    const char *end = string + strlen(string);
    while (string < end) {
        if (*string == '%' || *string == '\r' || *string == '\n' ||
            (property && (*string == ':' || *string == ',')))
            text_addf(out, "%%%02X", (unsigned)*string++);
        else
            string += text_add_clean_character(out, string, (size_t)(end - string), &(size_t){0});
    }
}
