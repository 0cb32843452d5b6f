// Messages where the grammar cannot go on: hints for what administrators type, else what was
// expected.
#include "config.h"

#include "grammar/cures.h"

#include <string.h>

#include "grammar/parser.h"
#include "grammar/words.h"

// Forms that reach as far right as they can, so that they are no operands.
static const char *whole_form(int token) {
    return token == TOKEN_IF      ? "if … then … else …"
           : token == TOKEN_EVERY ? "every … has …"
           : token == TOKEN_SOME  ? "some … has …"
           : token == TOKEN_NO    ? "no … has …"
           : token == TOKEN_NOT   ? "not …"
                                  : NULL;
}

static bool cure_value(struct parser *p, struct token before, struct token token) {
    const char *form = whole_form(token.kind);
    if (form)
        CURE(p,
             say_mistake(p, CODE_NEEDS_PARENTHESES, token,
                         FORMAT(p, "'%s' as an operand needs parentheses", token_text(p, token))),
             "write (%s)", form);
    else if (token.kind == TOKEN_INNER_FOR)
        CURE(p, say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "expected a value before 'for'"),
             "write what to take for each, as in sum(disk.capacity for each vm.disk)");
    else if (token.kind == TOKEN_HAS)
        CURE(p,
             say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                         "'has' follows the list of every, some or no"),
             "write known(VALUE) to ask whether a fact is there");
    else if (token.kind == TOKEN_LABEL && is_quantifier(before.kind))
        CURE(p,
             say_mistake(p, CODE_STRAY_COLON, token, "a list of every, some or no takes no colon"),
             "write %s LIST has CONDITION", token_text(p, before));
    else if (token.kind == '>' && before.kind == '-' && before.span.end == token.span.begin)
        CURE(p, say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "'->' has no meaning here"),
             "a field follows a dot, as in vm.memory");
    else if (token.kind == '/' && (before.kind == TOKEN_MATCHES || before.kind == '('))
        CURE(p, say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "a pattern is a text"),
             "write it in quotes: matches '…'");
    else if (token.kind == TOKEN_MATCHES || token.kind == TOKEN_LIKE)
        CURE(p,
             say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                         FORMAT(p, "expected a text before '%s'", token_text(p, token))),
             "it is no function: write TEXT %s PATTERN", token_text(p, token));
    else
        return false;
    return true;
}

// severity "warning"
static void cure_quoted_word(struct parser *p, struct token before, struct token token) {
    uint32_t size = token.span.end - token.span.begin;
    const char *word =
        size < 2 ? "" : arena_copy(p->parse->arena, parser_text(p, token.span) + 1, size - 2);
    struct diagnostic *d = say_mistake(
        p, CODE_UNEXPECTED_TOKEN, token,
        FORMAT(p, "a %s is a word without quotes", before.kind == TOKEN_TAG ? "tag" : "severity"));
    CURE(p, d, "write %s %s", token_text(p, before), word);
    FIX(p, d, token.span, word);
}

static bool cure_name(struct parser *p, struct token before, struct token token) {
    if (token.kind == TOKEN_STRING && before.kind == TOKEN_RULE)
        CURE(p, say_mistake(p, CODE_MISSING_NAME, token, "a rule has a name before its title"),
             "write rule NAME \"title\" { … }");
    else if (token.kind == TOKEN_STRING &&
             (before.kind == TOKEN_SEVERITY || before.kind == TOKEN_TAG))
        cure_quoted_word(p, before, token);
    else if (is_reserved_token(token.kind))
        say_reserved(p, token.span);
    else
        return false;
    return true;
}

// "define f(x" without the type.
static bool cure_label(struct parser *p, struct token token) {
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER)
        return false;
    say_untyped(p, token.span);
    return true;
}

// After "3 d 4". Where that is "5 min 1", min was meant as a limit.
static bool cure_unit(struct parser *p, struct expected expected, struct token before,
                      struct token token) {
    if (before.kind != TOKEN_NUMBER || !expects(expected, TOKEN_UNIT) ||
        expects_operator(expected) || expects_statement(expected) || expects(expected, '}'))
        return false;
    struct diagnostic *d = say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                                       FORMAT(p, "expected a unit %s", token_shown(p, token)));
    const char *text = p->source->text - p->source->base;
    uint32_t at = before.span.begin;
    while (at > p->begin && text[at - 1] == ' ')
        at--;
    if (at - p->begin >= 3 && memcmp(text + at - 3, "min", 3) == 0)
        CURE(p, d, "limits are written min A max B, in this order, before the value");
    return true;
}

static void say_dash(struct parser *p, struct token token) {
    say_fix(p, CODE_NAME_CHARACTER, token, "a name has no '-'", "write _ in its place", "_");
    p->dashed = token.span.end;
}

// "for vm in source.vm"
static void cure_for(struct parser *p, struct token token) {
    struct diagnostic *d =
        say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "expected 'each' after 'for'");
    CURE(p, d, token.kind == TOKEN_NAME ? "write for each %s …" : "write for each …",
         token_text(p, token));
    if (token.kind == TOKEN_NAME)
        FIX(p, d, (struct span){token.span.begin, token.span.begin}, "each ");
}

// "use virtualization", "use facts virtualization"
static bool cure_use(struct parser *p, struct expected expected, struct token before,
                     struct token token) {
    uint32_t end = before.span.end;
    if (before.kind == TOKEN_USE && (token.kind == TOKEN_NAME || token.kind == TOKEN_STRING)) {
        CURE(p,
             say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                         "use names a fact model or another policy"),
             "write use facts %s 1, or use policy %s", token_text(p, token), token_text(p, token));
        return true;
    }
    if (!expects(expected, TOKEN_NUMBER) || !expects(expected, TOKEN_FIELD) ||
        expected.count != 2 || before.kind == TOKEN_NUMBER)
        return false;
    struct diagnostic *d =
        say_mistake(p, CODE_MISSING_TOKEN, before, "a fact model is named with its version");
    CURE(p, d, "write %s 1", token_text(p, before));
    FIX(p, d, (struct span){end, end}, " 1");
    return true;
}

// A block of other languages: the words of a rule need no { } around what follows them.
static bool cure_block(struct parser *p, struct expected expected, struct token token) {
    if (token.kind != '{' || !expects_rule_statement(expected))
        return false;
    CURE(p,
         say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                     "what follows in a rule has no { } of its own"),
         "leave out { and its }");
    return true;
}

static bool cure_other(struct parser *p, struct expected expected, struct token before,
                       struct token token) {
    if (cure_unit(p, expected, before, token) || cure_use(p, expected, before, token) ||
        cure_block(p, expected, token))
        return true;
    if (expects(expected, TOKEN_EACH) && expected.count == 1 && token.kind == TOKEN_LABEL &&
        strncmp(parser_text(p, token.span), "each", 4) == 0)
        say_fix(p, CODE_STRAY_COLON, token, "for each takes no colon", "write for each LIST",
                "each");
    else if (expects(expected, TOKEN_EACH) && expected.count == 1)
        cure_for(p, token);
    else if (token.kind == TOKEN_EQUAL && expects(expected, '='))
        say_fix(p, CODE_WRONG_EQUALS, token, "'==' compares", "write = to give a name its value",
                "=");
    else if (token.kind == '{' && expects(expected, TOKEN_HAS))
        CURE(p, say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "a condition has no { } around it"),
             "write every LIST has CONDITION");
    else if (before.kind == TOKEN_VERSION && expects(expected, TOKEN_STRING))
        say_fix(p, CODE_UNQUOTED_VERSION, token, "a version is a text", "write version \"1.0\"",
                FORMAT(p, "\"%s\"", token_text(p, token)));
    else if (token.kind == '-' && expects(expected, TOKEN_FIELD))
        say_dash(p, token);
    else if (token.kind == ')' || token.kind == ']')
        CURE(p,
             say_mistake(p, CODE_UNMATCHED_BRACKET, token,
                         FORMAT(p, "this '%s' closes nothing", token_text(p, token))),
             "expected %s", expected_text(p, expected));
    else
        return false;
    return true;
}

// 'it''s': a quote within a text, as SQL writes it.
static bool cure_doubled_quote(struct parser *p, struct token before, struct token token) {
    const char *first = parser_text(p, before.span), *second = parser_text(p, token.span);
    if (before.kind != TOKEN_STRING || token.kind != TOKEN_STRING ||
        before.span.end != token.span.begin || first[0] != second[0] ||
        (first[0] != '"' && first[0] != '\''))
        return false;
    struct token both = {.kind = TOKEN_STRING, .span = {before.span.begin, token.span.end}};
    struct diagnostic *d = say_mistake(p, CODE_UNEXPECTED_TOKEN, both,
                                       FORMAT(p, "a %c is not doubled within a text", first[0]));
    if (first[0] == '"')
        CURE(p, d, "write \\\" for a quote within a text");
    else
        CURE(p, d, "write \"%.*s'%.*s\"", (int)(before.span.end - before.span.begin) - 2, first + 1,
             (int)(token.span.end - token.span.begin) - 2, second + 1);
    return true;
}

static bool cure(struct parser *p, struct expected expected, struct token before,
                 struct token token) {
    if (before.kind == TOKEN_STRING && before.span.end == token.span.begin &&
        ends_inside_braces(p, before.span)) {
        CURE(p, say_mistake(p, CODE_QUOTE_IN_BRACES, before, "the text ends inside { }"),
             "inside { } texts are written '…'");
        return true;
    }
    if (cure_doubled_quote(p, before, token))
        return true;
    if (before.kind < 0 && expects_statement(expected)) {
        say_header(p, token.span);
        return true;
    }
    bool brackets = expects(expected, ')') || expects(expected, ']');
    if (expects(expected, ']') && token.kind == TOKEN_INNER_FOR) {
        CURE(p,
             say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                         "what is taken for each element has no brackets"),
             "write count(VALUE for each x in LIST), or the like");
        return true;
    }
    if (expects_operator(expected) && cure_operator(p, before, token))
        return true;
    if (expects_value(expected))
        return cure_value(p, before, token);
    if (expects_name(expected) && cure_name(p, before, token))
        return true;
    if (expects_label(expected) && !expects(expected, '}') && cure_label(p, token))
        return true;
    if (!expects_operator(expected) &&
        (expects_statement(expected) || expects_rule_statement(expected)) &&
        cure_statement(p, expects_rule_statement(expected), before, token))
        return true;
    return !brackets && cure_other(p, expected, before, token);
}

// Of so many mistakes only the number counts.
static bool is_full(struct parser *p) {
    return diagnostics_count(p->parse->diagnostics, DIAGNOSTIC_ERROR) >= DIAGNOSTIC_LIMIT;
}

// The scanner has reported it, or the token before is the mistake, which was then taken for the
// beginning of a statement.
static bool is_reported(struct parser *p, struct token before, struct token token) {
    return token.kind == TOKEN_BAD || before.kind == TOKEN_BAD ||
           (p->mistake.end > 0 && before.span.begin == p->mistake.begin) ||
           (p->dashed > 0 && before.span.begin == p->dashed) ||
           (p->open_text.end > 0 &&
            (before.span.end == p->open_text.end || token.span.end == p->open_text.end));
}

bool wants_expected(struct parser *p) {
    return !p->recovering && !is_full(p);
}

// Where a { has no place, though its } may come.
static bool is_within_rule(struct expected expected) {
    return expects(expected, TOKEN_HAS) || expects_operator(expected) ||
           expects_rule_statement(expected);
}

void syntax_error(struct parser *p, struct expected expected) {
    struct token before = p->before, token = p->current;
    if (is_full(p))
        diagnostic_error(p->parse->diagnostics, CODE_UNEXPECTED_TOKEN, token.span, "not shown");
    else if (wants_expected(p) && !is_reported(p, before, token) &&
             !cure(p, expected, before, token))
        say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                    FORMAT(p, "expected %s %s", expected_text(p, expected), token_shown(p, token)));
    p->blocks += token.kind == '{' && is_within_rule(expected);
    p->recovering = true;
    p->mistake = token.span;
}

void say_missing(struct parser *p, struct span after, const char *what) {
    struct token at = p->current;
    bool closes = strcmp(what, "'}'") == 0;
    if (p->recovering || is_reported(p, p->before, at) || (closes && p->unopened))
        return;
    if (at.kind == 0)
        at.span = after;
    struct diagnostic *d = say_mistake(
        p, CODE_MISSING_TOKEN, at, FORMAT(p, "expected %s %s", what, token_shown(p, p->current)));
    uint32_t end = p->before.span.end;
    p->unopened = strcmp(what, "'{'") == 0;
    if (p->unopened)
        FIX(p, d, (struct span){end, end}, " {");
    else if (closes)
        FIX(p, d, (struct span){end, end}, "\n}");
}

void say_assignment(struct parser *p, struct span span) {
    say_fix(p, CODE_WRONG_EQUALS, (struct token){'=', span}, "'=' does not compare",
            "write ==", "==");
}

void say_definition(struct parser *p, struct span span) {
    say_fix(p, CODE_WRONG_EQUALS, (struct token){TOKEN_EQUAL, span}, "'==' compares",
            "write = to give a name its value", "=");
}

void say_untyped(struct parser *p, struct span span) {
    struct token token = {TOKEN_NAME, span};
    const char *name = token_text(p, token);
    CURE(p, say_mistake(p, CODE_MISSING_TYPE, token, FORMAT(p, "'%s' needs a type", name)),
         "write %s: TYPE", name);
}

void say_no_type(struct parser *p, struct span span) {
    diagnostic_error(p->parse->diagnostics, CODE_MISSING_TYPE, span, "expected a type before '='");
}

void say_let_type(struct parser *p, struct span span) {
    CURE(p,
         diagnostic_error(p->parse->diagnostics, CODE_LET_TYPE, span,
                          "a let has no type of its own"),
         "write let NAME = VALUE");
}

void say_nesting(struct parser *p, struct span span) {
    CURE(p,
         diagnostic_error(p->parse->diagnostics, CODE_TOO_DEEP, span, "this is nested too deeply"),
         "give parts of it names with let or define");
}

void say_reserved(struct parser *p, struct span span) {
    const char *word = arena_copy(p->parse->arena, parser_text(p, span), span.end - span.begin);
    CURE(p,
         diagnostic_error(p->parse->diagnostics, CODE_RESERVED_WORD, span,
                          "'%s' is a reserved word and cannot be a name", word),
         "choose another name, such as the_%s", word);
}

void declare_name(struct parser *p, struct name name, const char *what) {
    if (is_reserved(name.text, strlen(name.text)))
        CURE(p,
             diagnostic_error(p->parse->diagnostics, CODE_RESERVED_WORD, name.span,
                              "'%s' is a reserved word and cannot name a %s", name.text, what),
             "choose another name, such as the_%s", name.text);
}
