// Regular expressions of RE2 behind functions of C; private to the patterns.
#ifndef PLIM_CHECK_PATTERN_RE2_H
#define PLIM_CHECK_PATTERN_RE2_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

// A compiled expression with the automata that RE2 makes of it while it matches. The automata may
// take up the memory that it was given; what does not fit is matched without one, slower and with
// the same result. Used by one thread at a time.
struct expression;

enum expression_fault {
    EXPRESSION_OUT_OF_MEMORY, // of the process: nothing is said about the expression
    EXPRESSION_TOO_LARGE,     // for the memory that it was given
    EXPRESSION_ESCAPE,
    EXPRESSION_SET,
    EXPRESSION_RANGE,
    EXPRESSION_GROUP,
    EXPRESSION_NAME,
    EXPRESSION_REPEATED_NOTHING,
    EXPRESSION_REPEAT_SIZE,
    EXPRESSION_REPEATED_REPEAT,
    EXPRESSION_OTHER,
};

struct expression_error {
    enum expression_fault fault;
    char part[32]; // what is wrong in the expression: its first bytes, "" where nothing was named
};

// NULL with *error filled in.
struct expression *expression_new(const char *text, size_t size, size_t memory,
                                  struct expression_error *error);
void expression_free(struct expression *expression); // NULL is fine

// The instructions of its program: what a byte may cost where there is no automaton.
size_t expression_size(const struct expression *expression);

// A match: where a group (0: the whole) lies, both 0 where it took no part.
struct expression_match {
    unsigned group;
    size_t begin, end;
};

enum expression_result {
    EXPRESSION_NOT_FOUND,
    EXPRESSION_FOUND,
    EXPRESSION_NO_GROUP, // found, but there is no such group
    EXPRESSION_NO_MEMORY,
};

// Looks for the expression anywhere in a text; `match` may be NULL.
enum expression_result expression_find(const struct expression *expression, const char *text,
                                       size_t size, struct expression_match *match);

#ifdef __cplusplus
}
#endif

#endif
