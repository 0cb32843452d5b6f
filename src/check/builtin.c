// The table of operators and functions, for the checker and for people.
#include "check/builtin.h"

#include "check/checked.h"

// Arguments in a signature: text, number (of any dimension), list (of values of one type), list of
// text. A result `number` or `list` is of the first argument's type.
const struct builtin_row builtin_rows[BUILTIN_COUNT_OF] = {
    [BUILTIN_AND] = {"", "bool and bool: bool", "True where both are."},
    [BUILTIN_OR] = {"", "bool or bool: bool", "True where one of the two is."},
    [BUILTIN_NOT] = {"", "not bool: bool", "True where the operand is false."},
    [BUILTIN_EQUAL] = {"", "value == value: bool", "The two are equal."},
    [BUILTIN_UNEQUAL] = {"", "value != value: bool", "The two differ."},
    [BUILTIN_LESS] = {"", "value < value: bool", "The left is less, or comes before."},
    [BUILTIN_AT_MOST] = {"", "value <= value: bool", "The left is at most the right."},
    [BUILTIN_GREATER] = {"", "value > value: bool", "The left is greater, or comes after."},
    [BUILTIN_AT_LEAST] = {"", "value >= value: bool", "The left is at least the right."},
    [BUILTIN_IN] = {"", "value in list: bool", "Some element equals the value."},
    [BUILTIN_MATCHES] = {"", "text matches text: bool",
                         "The regular expression (PCRE2) is found in the text."},
    [BUILTIN_LIKE] = {"", "text like text: bool", "The glob describes the whole text."},
    [BUILTIN_ADD] = {"", "number + number: number", "The sum of two of one dimension."},
    [BUILTIN_SUBTRACT] = {"", "number - number: number", "The difference of two of one dimension."},
    [BUILTIN_MULTIPLY] = {"", "number * number: number", "The product."},
    [BUILTIN_DIVIDE] = {"", "number / number: number",
                        "The quotient, to nine digits after the point."},
    [BUILTIN_MODULO] = {"", "number mod number: number",
                        "What is left over, with the left's sign."},
    [BUILTIN_NEGATE] = {"", "-number: number", "The number with the other sign."},
    [BUILTIN_TIME_ADD] = {"", "time + duration: time", "The later time."},
    [BUILTIN_TIME_SUBTRACT] = {"", "time - duration: time", "The earlier time."},
    [BUILTIN_TIME_DIFFERENCE] = {"", "time - time: duration", "How much later the left is."},
    [BUILTIN_CONCAT] = {"", "text + text: text", "The two texts joined."},
    [BUILTIN_ABS] = {"abs", "abs(number): number", "The number without its sign."},
    [BUILTIN_FLOOR] = {"floor", "floor(number): int",
                       "The greatest whole number that is not above it."},
    [BUILTIN_CEIL] = {"ceil", "ceil(number): int",
                      "The smallest whole number that is not below it."},
    [BUILTIN_ROUND] = {"round", "round(number): int",
                       "The nearest whole number, halves away from zero."},
    [BUILTIN_LOWER] = {"lower", "lower(text): text", "The text with A to Z as a to z."},
    [BUILTIN_UPPER] = {"upper", "upper(text): text", "The text with a to z as A to Z."},
    [BUILTIN_LENGTH] = {"length", "length(text): int", "The number of characters in a text."},
    [BUILTIN_STARTS_WITH] = {"starts_with", "starts_with(text, text): bool",
                             "The first text begins with the second."},
    [BUILTIN_ENDS_WITH] = {"ends_with", "ends_with(text, text): bool",
                           "The first text ends with the second."},
    [BUILTIN_CONTAINS] = {"contains", "contains(text, text): bool",
                          "The second text is found in the first."},
    [BUILTIN_TRIM] = {"trim", "trim(text): text", "The text without blanks at its ends."},
    [BUILTIN_SPLIT] = {"split", "split(text, text): list of text",
                       "The parts of the first text between occurrences of the second."},
    [BUILTIN_JOIN] = {"join", "join(list of text, text): text",
                      "The elements as one text, with the second between them."},
    [BUILTIN_REPLACE] = {"replace", "replace(text, text, text): text",
                         "The first text with every occurrence of the second as the third."},
    [BUILTIN_MISSING] = {"missing", "missing(list, list): list",
                         "The elements of the first list that are not in the second."},
    [BUILTIN_SAME_ELEMENTS] = {"same_elements", "same_elements(list, list): bool",
                               "Both lists have the same elements, each as often, in any order."},
    [BUILTIN_ASCENDING] = {"ascending", "ascending(list): bool",
                           "No element is less than the one before it."},
    [BUILTIN_UNIQUE] = {"unique", "unique(list): bool", "No two elements are equal."},
    [BUILTIN_VERSION] = {"version", "version(text): version",
                         "The text as a version, compared part by part."},
    [BUILTIN_NUMBER] = {"number", "number(text): number",
                        "The number that the text is; unknown where it is none."},
};

const char *fold_text(enum fold fold) {
    static const char *const texts[] = {
        [FOLD_COUNT] = "count", [FOLD_SUM] = "sum", [FOLD_MIN] = "min",
        [FOLD_MAX] = "max",     [FOLD_AVG] = "avg", [FOLD_EVERY] = "every",
        [FOLD_SOME] = "some",   [FOLD_NO] = "no",   [FOLD_KNOWN] = "known",
    };
    return texts[fold];
}
