// The table of operators and functions, for the checker and for people.
#include "check/builtin.h"

#include <string.h>

const struct builtin_row builtin_rows[BUILTIN_COUNT_OF] = {
#define BUILTIN(id, word, form, a, b, c, result, function, bounds, fault, description)             \
    [BUILTIN_##                                                                                    \
        id] = {word, FORM_##form, {KIND_##a, KIND_##b, KIND_##c}, KIND_##result, description},
#include "check/builtins.def"
#undef BUILTIN
};

const char *const weekdays[7] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

uint32_t builtin_arguments(const struct builtin_row *row) {
    uint32_t count = 0;
    while (count < BUILTIN_ARGUMENTS && row->arguments[count] != KIND_NONE)
        count++;
    return count;
}

bool builtin_looks_into(enum builtin op) {
    return op == BUILTIN_MATCHES || op == BUILTIN_LIKE || op == BUILTIN_STARTS_WITH ||
           op == BUILTIN_ENDS_WITH || op == BUILTIN_CONTAINS || op == BUILTIN_LENGTH;
}

static bool is_named(enum builtin op, const char *name) {
    return builtin_rows[op].form == FORM_CALLED && strcmp(builtin_rows[op].word, name) == 0;
}

enum builtin builtin_find(const char *name, uint32_t count) {
    enum builtin found = BUILTIN_COUNT_OF;
    for (enum builtin op = 0; op < BUILTIN_COUNT_OF; op++)
        if (is_named(op, name) &&
            (found == BUILTIN_COUNT_OF || builtin_arguments(&builtin_rows[op]) == count))
            found = op;
    return found;
}

static const char *kind_word(enum builtin_kind kind) {
    static const char *const words[] = {
        [KIND_NONE] = "",
        [KIND_BOOL] = "bool",
        [KIND_INT] = "int",
        [KIND_WHOLE] = "int",
        [KIND_NUMBER] = "number",
        [KIND_TEXT] = "text",
        [KIND_TIME] = "time",
        [KIND_DURATION] = "duration",
        [KIND_VERSION] = "version",
        [KIND_VERSION_TEXT] = "text",
        [KIND_VALUE] = "value",
        [KIND_LIST] = "list",
        [KIND_TEXTS] = "list of text",
        [KIND_NUMBERS] = "list of number",
        [KIND_WEEKDAY] = "one of mon to sun",
    };
    return words[kind];
}

static void add_call(struct text *out, const struct builtin_row *row) {
    text_addf(out, "%s(", row->word);
    for (int i = 0; i < BUILTIN_ARGUMENTS && row->arguments[i] != KIND_NONE; i++)
        text_addf(out, "%s%s", i > 0 ? ", " : "", kind_word(row->arguments[i]));
    text_add_char(out, ')');
}

void builtin_signature(struct text *out, const struct builtin_row *row) {
    const char *first = kind_word(row->arguments[0]);
    switch (row->form) {
    case FORM_CALLED:
        add_call(out, row);
        break;
    case FORM_INFIX:
        text_addf(out, "%s %s %s", first, row->word, kind_word(row->arguments[1]));
        break;
    case FORM_PREFIX:
        text_addf(out, "%s%s%s", row->word, row->word[0] == '-' ? "" : " ", first);
        break;
    }
    text_addf(out, ": %s", kind_word(row->result));
}
