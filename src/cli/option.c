// Reading options by their tables.
#include "config.h"

#include "cli/option.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "cli/fill.h"
#include "lang/diagnostic.h"

struct reading {
    const char *command;
    const struct option_table *tables;
    char **arguments, **end; // those that follow
    bool (*take)(void *state, int option, char *value);
    void *state;
};

const struct option_row *option_next(const struct option_table **table,
                                     const struct option_row *row) {
    row = row != NULL ? row + 1 : (*table)->rows;
    while (row != NULL && row->name == NULL)
        row = (++*table)->rows;
    return row;
}

bool complain(const char *command, const char *format, ...) {
    struct text raw = {0}, message = {0};
    char buffer[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    text_addf(&raw, "plimsoll: %s: ", command);
    text_add_public(&raw, buffer);
    text_add_clean(&message, text_data(&raw));
    fflush(stdout); // what was printed before stands before it
    fprintf(stderr, "%s\n", text_data(&message));
    text_clear(&raw);
    text_clear(&message);
    return false;
}

// What other programs call what is another option here.
static const struct {
    const char *name, *row, *cure;
} foreign_options[] = {
    {"json", "format", "--format json"},
    {"text", "format", "--format text"},
    {"output", "format", "--format json=FILE"},
    {"o", "format", "--format json=FILE"},
    {"param", "set", "--set NAME=VALUE"},
    {"var", "set", "--set NAME=VALUE"},
    {"policy", NULL, "the policy without an option"},
    {"file", "facts", "--facts FILE"},
    {"input", "facts", "--facts FILE"},
    {"facts", NULL, "the files without an option"},
    {"model", "use", "--use MODEL"},
    {"version", NULL, "plimsoll version"},
};

static bool has_option(const struct reading *reading, const char *name) {
    const struct option_table *table = reading->tables;
    const struct option_row *row = NULL;
    while ((row = option_next(&table, row)) != NULL)
        if (strcmp(row->name, name) == 0)
            return true;
    return false;
}

static const char *foreign_option(const struct reading *reading, const char *word) {
    for (size_t i = 0; i < sizeof foreign_options / sizeof *foreign_options; i++)
        if (strcmp(foreign_options[i].name, word) == 0 &&
            (foreign_options[i].row == NULL || has_option(reading, foreign_options[i].row)))
            return foreign_options[i].cure;
    return NULL;
}

// What the help of a command does for who gave a wrong option.
static const char *help_does(const struct reading *reading) {
    return reading->tables->rows != NULL ? "lists them" : "explains it";
}

static bool unknown_option(const struct reading *reading, const char *name, size_t length) {
    enum { NAMES = 64 };
    const char *names[NAMES];
    char word[64];
    size_t count = 0;
    names[count++] = "help";
    const struct option_table *table = reading->tables;
    const struct option_row *row = NULL;
    while ((row = option_next(&table, row)) != NULL && count < NAMES)
        names[count++] = row->name;
    snprintf(word, sizeof word, "%.*s", (int)length, name);
    const char *near = nearest_word(word, names, count), *other = foreign_option(reading, word);
    if (other != NULL)
        return complain(reading->command, "there is no option --%s; write %s", word, other);
    if (near != NULL)
        return complain(reading->command, "there is no option --%s; did you mean --%s?", word,
                        near);
    return complain(reading->command, "there is no option --%s; 'plimsoll help %s' %s", word,
                    reading->command, help_does(reading));
}

bool option_needs_value(const struct option_row *row) {
    return row->argument != NULL && row->argument[0] != '[';
}

// Hands an option over with its value: given with it, or the next argument.
static bool take_option(struct reading *reading, const struct option_row *row, char *value) {
    if (row->argument == NULL && value != NULL)
        return complain(reading->command, "--%s takes no value", row->name);
    if (option_needs_value(row) && value == NULL) {
        if (reading->arguments == reading->end)
            return complain(reading->command, "--%s needs a value: --%s %s", row->name, row->name,
                            row->argument);
        value = *reading->arguments++;
    }
    return reading->take(reading->state, row->option, value);
}

static enum options_result read_long(struct reading *reading, char *name) {
    size_t length = strcspn(name, "=");
    if (strcmp(name, "help") == 0)
        return OPTIONS_HELP;
    const struct option_table *table = reading->tables;
    const struct option_row *row = NULL;
    while ((row = option_next(&table, row)) != NULL)
        if (strlen(row->name) == length && strncmp(row->name, name, length) == 0) {
            char *value = name[length] == '=' ? name + length + 1 : NULL;
            return take_option(reading, row, value) ? OPTIONS_GOOD : OPTIONS_BAD;
        }
    unknown_option(reading, name, length);
    return OPTIONS_BAD;
}

static enum options_result unknown_letter(const struct reading *reading, char letter) {
    const char *other = foreign_option(reading, (char[]){letter, '\0'});
    if (other != NULL)
        complain(reading->command, "there is no option -%c; write %s", letter, other);
    else
        complain(reading->command, "there is no option -%c; 'plimsoll help %s' %s", letter,
                 reading->command, help_does(reading));
    return OPTIONS_BAD;
}

// "-q", "-qv", "-oFILE", "-o FILE"
static enum options_result read_short(struct reading *reading, char *letters) {
    if (strlen(letters) > 1 && has_option(reading, letters)) {
        complain(reading->command, "there is no option -%s; did you mean --%s?", letters, letters);
        return OPTIONS_BAD;
    }
    for (; *letters != '\0'; letters++) {
        const struct option_table *table = reading->tables;
        const struct option_row *row = NULL;
        if (*letters == 'h')
            return OPTIONS_HELP;
        while ((row = option_next(&table, row)) != NULL && row->letter != *letters)
            continue;
        if (row == NULL)
            return unknown_letter(reading, *letters);
        bool attached = option_needs_value(row) && letters[1] != '\0';
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

enum options_result options_read(const char *command, const struct option_table *tables, int argc,
                                 char **argv, bool (*take)(void *state, int option, char *value),
                                 void *state) {
    static const struct option_table none[] = {{NULL, NULL}};
    struct reading reading = {command, tables != NULL ? tables : none, argv + 1, argv + argc, take,
                              state};
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

bool option_take_count(const char *command, const char *option, const char *value, uint64_t most,
                       uint64_t *count) {
    char *end;
    *count = strtoull(value, &end, 10);
    return (value[0] >= '0' && value[0] <= '9' && *end == '\0' && *count >= 1 && *count <= most) ||
           complain(command, "--%s %s: write a number from 1 to %" PRIu64, option, value, most);
}

enum { HELP_COLUMN = 28 };

static void help_row(const struct option_row *row, const char *prefix) {
    char shown[80];
    snprintf(shown, sizeof shown, "  %c%c%c --%s%s%s", row->letter ? '-' : ' ',
             row->letter ? row->letter : ' ', row->letter ? ',' : ' ', row->name,
             option_needs_value(row) ? " " : "", row->argument ? row->argument : "");
    if (strlen(shown) > HELP_COLUMN - 2)
        printf("%s\n%*s", shown, HELP_COLUMN, "");
    else
        printf("%-*s", HELP_COLUMN, shown);
    struct text words = {0};
    text_add(&words, prefix != NULL ? prefix : "");
    text_add(&words, row->help);
    fill_words(text_data(&words), words.size, HELP_COLUMN);
    text_clear(&words);
}

void options_help(const struct option_table *tables) {
    const struct option_row *row = NULL;
    while ((row = option_next(&tables, row)) != NULL)
        help_row(row, tables->prefix);
    printf("%-*s%s\n", HELP_COLUMN, "  -h, --help", "this text");
}
