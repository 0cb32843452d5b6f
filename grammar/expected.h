// What could stand at a place, as tokens, and the few words that say so.
#ifndef PLIM_GRAMMAR_EXPECTED_H
#define PLIM_GRAMMAR_EXPECTED_H

#include "grammar/tree_make.h"

// The tokens that the grammar could go on with.
struct expected {
    const int *tokens;
    size_t count;
};

bool expects(struct expected expected, int token);
bool expects_value(struct expected expected);
bool expects_operator(struct expected expected);
bool expects_name(struct expected expected);
bool expects_rule_statement(struct expected expected);
bool expects_statement(struct expected expected);
bool expects_label(struct expected expected);

// "a value, ')' or ','": the tokens folded into a few words.
const char *expected_text(struct parser *p, struct expected expected);

// What parser.y calls a token: "a name", "')'", "require".
const char *token_name(int token);

#endif
