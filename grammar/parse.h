// What the scanner, the grammar and the code that drives them share.
#ifndef PLIM_GRAMMAR_PARSE_H
#define PLIM_GRAMMAR_PARSE_H

#include "grammar/expected.h"
#include "grammar/tree_make.h"

// Driving (parse.c).

// The span of the next size bytes, which a token or blanks take.
struct span parser_take(struct parser *p, uint32_t size);

// The token of a word; of a word with its colon, of a unit with "/s" and of a number before a '%',
// where size becomes how much belongs to the token.
int word_token(struct parser *p, struct span span);
int label_token(struct parser *p, struct span *span, int *size);
int unit_token(struct parser *p, struct span *span, int *size);
int percent_token(struct parser *p, struct span *span, int *size);

// Whether a text ends inside an expression in { }, because a quote within the expression ended it.
bool ends_inside_braces(struct parser *p, struct span text);

// Parses the inside of { } in a text.
struct node *parse_inner(struct parser *outer, struct span span);

// Whether a byte belongs to a name, in capitals too.
bool is_word_byte(char c);

// Hints for single tokens (token_cures.c): each reports and, where it returns a token, gives the
// one that was meant.
void say_capitals(struct parser *p, struct span span, const char *lower);
int say_operator(struct parser *p, struct span span);
int say_dotted(struct parser *p, struct span span);
int say_open_text(struct parser *p, struct span span);
int say_curly(struct parser *p, struct span span);
int say_ticks(struct parser *p, struct span span);
void say_space(struct parser *p, struct span span);
void say_comment(struct parser *p, struct span span);
int say_digits(struct parser *p, struct span span);
int say_percent(struct parser *p, struct span span);
int say_percents(struct parser *p, struct span span);
void say_each(struct parser *p, struct span span);
int say_fraction(struct parser *p, struct span span);
int say_letters(struct parser *p, struct span span);
void say_root(struct parser *p, struct span span);
int say_character(struct parser *p, struct span span);

// Keeps what could stand at the end, if the parser is there.
void keep_expected(struct parser *p, struct expected expected);

// Mistakes that the grammar meets (syntax_error.c).
bool wants_expected(struct parser *p); // false where no message would follow
void syntax_error(struct parser *p, struct expected expected);
void say_missing(struct parser *p, struct span after, const char *what);
void say_assignment(struct parser *p, struct span span);
void say_definition(struct parser *p, struct span span);
void say_reserved(struct parser *p, struct span span);
void say_untyped(struct parser *p, struct span name);
void say_no_type(struct parser *p, struct span span);
void say_let_type(struct parser *p, struct span span);

#endif
