// What the messages about mistakes of the grammar share.
#include "config.h"

#include "grammar/cures.h"

#include "grammar/parser.h"

enum { QUOTED_BYTES = 30 };

struct diagnostic *say_mistake(struct parser *p, enum code code, struct token token,
                               const char *message) {
    return diagnostic_error(p->parse->diagnostics, code, token.span, "%s", message);
}

const char *token_text(struct parser *p, struct token token) {
    return arena_copy(p->parse->arena, parser_text(p, token.span),
                      token.span.end - token.span.begin);
}

const char *token_shown(struct parser *p, struct token token) {
    if (token.kind == 0)
        return p->interpolated ? "before the closing }" : "at the end";
    if (token.span.end - token.span.begin > QUOTED_BYTES)
        return "here";
    return FORMAT(p, token.kind == TOKEN_STRING ? "before %s" : "before '%s'",
                  token_text(p, token));
}

void say_fix(struct parser *p, enum code code, struct token token, const char *message,
             const char *cure, const char *text) {
    struct diagnostic *d = say_mistake(p, code, token, message);
    CURE(p, d, "%s", cure);
    FIX(p, d, token.span, text);
}

bool is_quantifier(int token) {
    return token == TOKEN_EVERY || token == TOKEN_SOME || token == TOKEN_NO;
}
