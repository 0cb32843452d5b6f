// The operators and functions of the language: the rows of builtins.def, for the checker and for
// people.
#ifndef PLIM_CHECK_BUILTIN_H
#define PLIM_CHECK_BUILTIN_H

#include "base/text.h"
#include "lang/type.h"

// Everything that EXPR_APPLY can do.
enum builtin {
#define BUILTIN(id, ...) BUILTIN_##id,
#include "check/builtins.def"
#undef BUILTIN
    BUILTIN_COUNT_OF // how many there are
};

// Where the word of a builtin stands: CALLED are the functions.
enum builtin_form { FORM_CALLED, FORM_INFIX, FORM_PREFIX };

// What an argument may be, and what a result is.
enum builtin_kind {
    KIND_NONE, // there is no such argument
    KIND_BOOL,
    KIND_INT,
    KIND_WHOLE,  // a result: an int, or a whole quantity of the first argument's dimension
    KIND_NUMBER, // of any dimension; a result has that of the first argument
    KIND_TEXT,
    KIND_TIME,
    KIND_DURATION,
    KIND_VERSION,
    KIND_VERSION_TEXT, // a text, or a version as it is
    KIND_VALUE,        // any single value
    KIND_LIST,    // of values of any one type; a result has that of the first argument that is one
    KIND_NUMBERS, // a list of numbers of one dimension
    KIND_TEXTS,   // a result: a list of text
    KIND_WEEKDAY, // a result: one of the days of the week
};

enum { BUILTIN_ARGUMENTS = 3 };

// A row as the checker needs it. COUNT, SUM … and the quantifiers are folds (checked.h), known is
// EXPR_KNOWN.
struct builtin_row {
    const char *word;
    enum builtin_form form;
    enum builtin_kind arguments[BUILTIN_ARGUMENTS], result;
    const char *description;
};
extern const struct builtin_row builtin_rows[BUILTIN_COUNT_OF];

// The days of the week, from Monday.
extern const char *const weekdays[7];

// How many arguments a row takes.
uint32_t builtin_arguments(const struct builtin_row *row);

// Whether it looks into texts only, and does not ask which are the same.
bool builtin_looks_into(enum builtin op);

// The function of a name that takes that many arguments, or else any of that name;
// BUILTIN_COUNT_OF where there is none.
enum builtin builtin_find(const char *name, uint32_t count);

// Adds how a row is written and what comes of it: "length(text): int", "value in list: bool".
void builtin_signature(struct text *out, const struct builtin_row *row);

#endif
