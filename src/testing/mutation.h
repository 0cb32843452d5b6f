// Ways to change one expression of a rule, each of which a test should notice.
#ifndef PLIM_TESTING_MUTATION_H
#define PLIM_TESTING_MUTATION_H

#include "base/text.h"
#include "check/checked.h"

// Kinds of changes. The first, up to MUTATION_EXPRESSIONS, change an expression: the rows of
// mutation_rows. The others leave out a part of a rule.
enum mutation {
    MUTATE_OPERATOR,     // < and <=, > and >=, == and !=, and and or, + and -
    MUTATE_MORE,         // a constant one base unit higher
    MUTATE_LESS,         // or lower
    MUTATE_WITHOUT_LEFT, // of a and b, b alone
    MUTATE_WITHOUT_RIGHT,
    MUTATE_QUANTIFIER, // every and some
    MUTATE_WITHOUT_NOT,
    MUTATION_EXPRESSIONS,
    MUTATE_WITHOUT_WHERE = MUTATION_EXPRESSIONS,
    MUTATE_WITHOUT_WHEN,
    MUTATE_WITHOUT_REQUIREMENT, // one operand of the conjunction that a requirement is
};

// How an expression is changed. It can be where `changed` is not NULL, which is in the arena, and
// shares what does not change. `say` adds what became of it: ">= became >".
struct mutation_row {
    const struct expr *(*changed)(const struct expr *expr, struct arena *arena);
    void (*say)(struct text *out, const struct sources *sources, const struct expr *expr,
                const struct expr *changed);
};
extern const struct mutation_row mutation_rows[MUTATION_EXPRESSIONS];

#endif
