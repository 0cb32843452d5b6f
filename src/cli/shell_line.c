// Reading a line as a shell would, and quoting words for it.
#include "cli/shell_line.h"

#include <string.h>

#include "base/text.h"

// What within double quotes a backslash takes the meaning of.
static const char special_in_quotes[] = "\"\\$`";

// A line that is read a character at a time.
struct reading {
    const char *at;
    char quote; // the open one, or 0
    struct text word;
};

// Takes the next character, without what only quotes it.
static void take(struct reading *reading) {
    char c = *reading->at++;
    bool escapes = c == '\\' && reading->quote != '\'' && *reading->at != '\0' &&
                   (reading->quote == 0 || strchr(special_in_quotes, *reading->at) != NULL);
    if (escapes)
        text_add_char(&reading->word, *reading->at++);
    else if (reading->quote == 0 && (c == '\'' || c == '"'))
        reading->quote = c;
    else if (c == reading->quote && c != 0)
        reading->quote = 0;
    else if (c != '\\' || reading->quote != 0)
        text_add_char(&reading->word, c);
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
}

struct shell_line shell_line_split(struct arena *arena, const char *line) {
    struct shell_line split = {.last = line};
    struct reading reading = {.at = line};
    for (;;) {
        while (is_blank(*reading.at))
            reading.at++;
        split.last = reading.at;
        while (*reading.at != '\0' && (reading.quote != 0 || !is_blank(*reading.at)))
            take(&reading);
        ARENA_PUSH(arena, split.words, split.count, split.room) =
            arena_copy(arena, text_data(&reading.word), reading.word.size);
        text_clear(&reading.word);
        if (*reading.at == '\0')
            return split;
    }
}

char shell_line_quote(const char *text) {
    struct reading reading = {.at = text};
    while (*reading.at != '\0')
        take(&reading);
    text_clear(&reading.word);
    return reading.quote;
}

const char *shell_line_type(struct arena *arena, const char *word, char quote) {
    const char *special = quote == '"' ? special_in_quotes : " \t\n'\"\\$`&;|<>()*?[]{}!#~^";
    struct text typed = {0};
    for (; *word != '\0'; word++) {
        if (quote == '\'' && *word == '\'')
            text_add(&typed, "'\\'");
        else if (quote != '\'' && strchr(special, *word) != NULL)
            text_add_char(&typed, '\\');
        text_add_char(&typed, *word);
    }
    const char *copy = text_copy(&typed, arena);
    text_clear(&typed);
    return copy;
}
