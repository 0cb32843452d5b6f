// The operators and functions of the language: one row each.
#ifndef PLIM_CHECK_BUILTIN_H
#define PLIM_CHECK_BUILTIN_H

#include "lang/type.h"

// Everything that EXPR_APPLY can do. Operators are resolved by the checker to the row for their
// operands' types; items are operands in order. AT_MOST and the like are never swapped, so that
// texts and margins read as written.
enum builtin {
    // Kleene logic over bools
    BUILTIN_AND,
    BUILTIN_OR,
    BUILTIN_NOT,
    // comparisons; operands are both numeric (one dimension), both time, both text or enum, both
    // version, or (EQUAL, UNEQUAL) both bool
    BUILTIN_EQUAL,
    BUILTIN_UNEQUAL,
    BUILTIN_LESS,
    BUILTIN_AT_MOST,
    BUILTIN_GREATER,
    BUILTIN_AT_LEAST,
    BUILTIN_IN, // value, list of values (NOT IN is NOT of it)
    BUILTIN_MATCHES,
    BUILTIN_LIKE, // text, pattern
    // arithmetic over numbers: int where the type of the expression is int
    BUILTIN_ADD,
    BUILTIN_SUBTRACT,
    BUILTIN_MULTIPLY,
    BUILTIN_DIVIDE,
    BUILTIN_MODULO,
    BUILTIN_NEGATE,
    BUILTIN_TIME_ADD,        // time, duration (the checker puts the time first)
    BUILTIN_TIME_SUBTRACT,   // time, duration
    BUILTIN_TIME_DIFFERENCE, // time, time: a duration
    BUILTIN_CONCAT,          // text, text
    // functions by name
    BUILTIN_ABS,
    BUILTIN_FLOOR,
    BUILTIN_CEIL,
    BUILTIN_ROUND,
    BUILTIN_LOWER,
    BUILTIN_UPPER,
    BUILTIN_LENGTH,
    BUILTIN_STARTS_WITH,
    BUILTIN_ENDS_WITH,
    BUILTIN_CONTAINS,
    BUILTIN_TRIM,
    BUILTIN_SPLIT,
    BUILTIN_JOIN,
    BUILTIN_REPLACE,
    BUILTIN_MISSING,
    BUILTIN_SAME_ELEMENTS,
    BUILTIN_ASCENDING,
    BUILTIN_UNIQUE,
    BUILTIN_VERSION,
    BUILTIN_NUMBER,
    BUILTIN_COUNT_OF // how many there are
};

// One row: its name in a policy ("" for operators), the shape of its arguments for people and the
// checker, its documentation. The implementation is the row of the same index in eval/kernel.c.
// COUNT, SUM … and the quantifiers are folds (checked.h), known is EXPR_KNOWN.
struct builtin_row {
    const char *name;
    const char *signature; // "length(text): int"
    const char *description;
};
extern const struct builtin_row builtin_rows[BUILTIN_COUNT_OF];

#endif
