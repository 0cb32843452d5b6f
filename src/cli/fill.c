// Texts of help, filled into lines of a terminal.
#include "config.h"

#include "cli/fill.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { COLUMNS = 80 };

void fill_words(const char *text, size_t size, int indent) {
    const char *end = text + size;
    size_t column = (size_t)indent;
    bool first = true;
    while ((text += strspn(text, " \n")) < end) {
        size_t word = strcspn(text, " \n"), width = utf8_width(text, word);
        if (!first && column + 1 + width > COLUMNS) {
            printf("\n%*s", indent, "");
            column = (size_t)indent;
        } else if (!first) {
            putchar(' ');
            column++;
        }
        fwrite(text, 1, word, stdout);
        column += width;
        text += word;
        first = false;
    }
    putchar('\n');
}

static bool is_kept(const char *line) {
    return strchr(" \n", line[0]) != NULL || strncmp(line, "usage:", strlen("usage:")) == 0;
}

static const char *after_line(const char *line) {
    line += strcspn(line, "\n");
    return *line == '\n' ? line + 1 : line;
}

void fill_text(const char *text) {
    while (*text != '\0') {
        const char *end = after_line(text);
        if (is_kept(text)) {
            fwrite(text, 1, (size_t)(end - text), stdout);
        } else {
            while (*end != '\0' && !is_kept(end))
                end = after_line(end);
            fill_words(text, (size_t)(end - text), 0);
        }
        text = end;
    }
}
