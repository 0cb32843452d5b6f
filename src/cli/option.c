// Reading options by their tables.
#include "config.h"

#include "cli/option.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "lang/diagnostic.h"

struct reading {
    const char *command;
    const struct option_row *rows;
    char **arguments, **end; // those that follow
    bool (*take)(void *state, int option, char *value);
    void *state;
};

bool complain(const char *command, const char *format, ...) {
    struct text raw = {0}, message = {0};
    char buffer[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    text_addf(&raw, "plimsoll: %s: %s", command, buffer);
    text_add_clean(&message, text_data(&raw));
    fprintf(stderr, "%s\n", text_data(&message));
    text_clear(&raw);
    text_clear(&message);
    return false;
}

static bool unknown_option(const struct reading *reading, const char *name, size_t length) {
    enum { NAMES = 64 };
    const char *names[NAMES];
    char word[64];
    size_t count = 0;
    names[count++] = "help";
    for (const struct option_row *row = reading->rows; row->name != NULL && count < NAMES; row++)
        names[count++] = row->name;
    snprintf(word, sizeof word, "%.*s", (int)length, name);
    const char *near = nearest_word(word, names, count);
    if (near != NULL)
        return complain(reading->command, "there is no option --%s; did you mean --%s?", word,
                        near);
    return complain(reading->command, "there is no option --%s; 'plimsoll help %s' lists them",
                    word, reading->command);
}

// Hands an option over with its value: given with it, or the next argument.
static bool take_option(struct reading *reading, const struct option_row *row, char *value) {
    int index = (int)(row - reading->rows);
    if (row->argument == NULL && value != NULL)
        return complain(reading->command, "--%s takes no value", row->name);
    if (row->argument != NULL && value == NULL) {
        if (reading->arguments == reading->end)
            return complain(reading->command, "--%s needs a value: --%s %s", row->name, row->name,
                            row->argument);
        value = *reading->arguments++;
    }
    return reading->take(reading->state, index, value);
}

static enum options_result read_long(struct reading *reading, char *name) {
    size_t length = strcspn(name, "=");
    if (strcmp(name, "help") == 0)
        return OPTIONS_HELP;
    for (const struct option_row *row = reading->rows; row->name != NULL; row++)
        if (strlen(row->name) == length && strncmp(row->name, name, length) == 0) {
            char *value = name[length] == '=' ? name + length + 1 : NULL;
            return take_option(reading, row, value) ? OPTIONS_GOOD : OPTIONS_BAD;
        }
    unknown_option(reading, name, length);
    return OPTIONS_BAD;
}

// "-q", "-qv", "-oFILE", "-o FILE"
static enum options_result read_short(struct reading *reading, char *letters) {
    for (; *letters != '\0'; letters++) {
        const struct option_row *row = reading->rows;
        if (*letters == 'h')
            return OPTIONS_HELP;
        while (row->name != NULL && row->letter != *letters)
            row++;
        if (row->name == NULL) {
            complain(reading->command, "there is no option -%c; 'plimsoll help %s' lists them",
                     *letters, reading->command);
            return OPTIONS_BAD;
        }
        bool attached = row->argument != NULL && letters[1] != '\0';
        if (!take_option(reading, row, attached ? letters + 1 : NULL))
            return OPTIONS_BAD;
        if (attached)
            break;
    }
    return OPTIONS_GOOD;
}

// Options are letters, so that the expression '-2 / 3' is an operand.
static bool is_short(const char *argument) {
    char letter = (char)(argument[1] | 0x20);
    return argument[0] == '-' && letter >= 'a' && letter <= 'z';
}

enum options_result options_read(const char *command, const struct option_row *rows, int argc,
                                 char **argv, bool (*take)(void *state, int option, char *value),
                                 void *state) {
    struct reading reading = {command, rows, argv + 1, argv + argc, take, state};
    bool ended = false;
    while (reading.arguments < reading.end) {
        char *argument = *reading.arguments++;
        enum options_result result = OPTIONS_GOOD;
        if (!ended && strcmp(argument, "--") == 0)
            ended = true;
        else if (!ended && strncmp(argument, "--", 2) == 0)
            result = read_long(&reading, argument + 2);
        else if (!ended && is_short(argument))
            result = read_short(&reading, argument + 1);
        else if (!take(state, OPTION_OPERAND, argument))
            result = OPTIONS_BAD;
        if (result != OPTIONS_GOOD)
            return result;
    }
    return OPTIONS_GOOD;
}

bool option_is_text(const char *command, const char *option, const char *value) {
    size_t size = strlen(value);
    return utf8_check(value, size) == size ||
           complain(command, "--%s %s: the text is not UTF-8", option, value);
}

void options_help(const struct option_row *rows) {
    enum { COLUMN = 26 };
    for (; rows->name != NULL; rows++) {
        char shown[80];
        snprintf(shown, sizeof shown, "  %c%c%c --%s%s%s", rows->letter ? '-' : ' ',
                 rows->letter ? rows->letter : ' ', rows->letter ? ',' : ' ', rows->name,
                 rows->argument ? " " : "", rows->argument ? rows->argument : "");
        if (strlen(shown) > COLUMN)
            printf("%s\n%*s", shown, COLUMN + 2, "");
        else
            printf("%-*s", COLUMN + 2, shown);
        for (const char *at = rows->help; *at != '\0'; at++) {
            putchar(*at);
            if (*at == '\n')
                printf("%*s", COLUMN + 2, "");
        }
        putchar('\n');
    }
    printf("%-*s%s\n", COLUMN + 2, "  -h, --help", "this text");
}
