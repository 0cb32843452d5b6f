// Messages about mistakes of the grammar: what they share, and those of operators and statements.
#ifndef PLIM_GRAMMAR_CURES_H
#define PLIM_GRAMMAR_CURES_H

#include "grammar/parse.h"

#define CURE(p, ...) diagnostic_cure((p)->parse->diagnostics, __VA_ARGS__)
#define FIX(p, ...) diagnostic_fix((p)->parse->diagnostics, __VA_ARGS__)
#define FORMAT(p, ...) arena_printf((p)->parse->arena, __VA_ARGS__)

// A mistake at a token; and one that is cured by other text in its place.
struct diagnostic *say_mistake(struct parser *p, enum code code, struct token token,
                               const char *message);
void say_fix(struct parser *p, enum code code, struct token token, const char *message,
             const char *cure, const char *text);

const char *token_text(struct parser *p, struct token token);
// The token that was found, for "expected a value before …".
const char *token_shown(struct parser *p, struct token token);

// Whether it is every, some or no.
bool is_quantifier(int token);

// Each says what to write in place of a token of another language, if it knows it: after a whole
// expression (operator_cures.c), and where a statement has to begin (statement_cures.c).
bool cure_operator(struct parser *p, struct token before, struct token token);
bool cure_statement(struct parser *p, bool of_rule, struct token before, struct token token);

#endif
