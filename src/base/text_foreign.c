// Texts as a shell and Markdown take them.
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
