// Messages where the grammar cannot go on: hints for what administrators type, else what was
// expected.
#include "config.h"

#include "grammar/parse.h"

#include <string.h>
#include <strings.h>

#include "grammar/parser.h"
#include "grammar/words.h"

enum { QUOTED_BYTES = 30, CALL_BYTES = 60 };

static struct diagnostic *report(struct parser *p, enum code code, struct token token,
                                 const char *message) {
    return diagnostic_error(p->parse->diagnostics, code, token.span, "%s", message);
}

#define CURE(p, ...) diagnostic_cure((p)->parse->diagnostics, __VA_ARGS__)
#define FIX(p, ...) diagnostic_fix((p)->parse->diagnostics, __VA_ARGS__)
#define FORMAT(p, ...) arena_printf((p)->parse->arena, __VA_ARGS__)

static const char *token_text(struct parser *p, struct token token) {
    return arena_copy(p->parse->arena, parser_text(p, token.span),
                      token.span.end - token.span.begin);
}

// The token that was found, for "expected a value before …".
static const char *describe(struct parser *p, struct token token) {
    if (token.kind == 0)
        return p->interpolated ? "before the closing }" : "at the end";
    if (token.span.end - token.span.begin > QUOTED_BYTES)
        return "here";
    return FORMAT(p, token.kind == TOKEN_STRING ? "before %s" : "before '%s'",
                  token_text(p, token));
}

// A mistake that is cured by other text in place of the token.
static void say_fix(struct parser *p, enum code code, struct token token, const char *message,
                    const char *cure, const char *text) {
    struct diagnostic *d = report(p, code, token, message);
    CURE(p, d, "%s", cure);
    FIX(p, d, token.span, text);
}

// Words of other languages between or after operands.
static const struct {
    const char *word, *cure, *fix; // fix: what to write in its place, or NULL
} operator_words[] = {
    {"is", "write ==; known(VALUE) says whether a fact is known", "=="},
    {"equals", "write ==", "=="},
    {"eq", "write ==", "=="},
    {"isnt", "write !=", "!="},
    {"ne", "write !=", "!="},
    {"lt", "write <", "<"},
    {"le", "write <=", "<="},
    {"gt", "write >", ">"},
    {"ge", "write >=", ">="},
    {"exceeds", "write >", ">"},
    {"between", "write LOW <= VALUE <= HIGH", NULL},
    {"contains", "write contains(TEXT, PART), or ELEMENT in LIST", NULL},
    {"includes", "write ELEMENT in LIST", NULL},
    {"startswith", "write starts_with(TEXT, START)", NULL},
    {"starts_with", "write starts_with(TEXT, START)", NULL},
    {"endswith", "write ends_with(TEXT, END)", NULL},
    {"ends_with", "write ends_with(TEXT, END)", NULL},
    {"exists", "write known(VALUE)", NULL},
    {"xor", "write !=", "!="},
    {"div", "write /", "/"},
    {"modulo", "write mod", "mod"},
    {"unless", "write not, or a when in the rule", NULL},
};

static bool cure_operator_word(struct parser *p, struct token token) {
    const char *word = token_text(p, token);
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER)
        return false;
    for (size_t i = 0; i < sizeof operator_words / sizeof *operator_words; i++) {
        if (strcasecmp(operator_words[i].word, word) != 0)
            continue;
        struct diagnostic *d =
            report(p, CODE_FOREIGN_OPERATOR, token, FORMAT(p, "'%s' is not an operator", word));
        CURE(p, d, "%s", operator_words[i].cure);
        if (operator_words[i].fix)
            FIX(p, d, token.span, operator_words[i].fix);
        return true;
    }
    return false;
}

// Words of other languages before an operand, where this one has a word too.
static const struct {
    const char *word, *cure, *fix;
} leading_words[] = {
    {"any", "write some LIST has …", "some"},
    {"all", "write every LIST has …", "every"},
    {"each", "write every LIST has …", "every"},
    {"forall", "write every LIST has …", "every"},
    {"none", "write no LIST has …", "no"},
    {"exists", "write known(VALUE), or some LIST has …", NULL},
    {"defined", "write known(VALUE)", NULL},
    {"count", "write count(LIST)", NULL},
    {"sum", "write sum(LIST)", NULL},
    {"assert", "write require CONDITION", NULL},
};

static bool cure_leading_word(struct parser *p, struct token before, struct token token) {
    const char *word = token_text(p, before);
    if (before.kind != TOKEN_NAME || (token.kind != TOKEN_NAME && token.kind != TOKEN_STRING))
        return false;
    for (size_t i = 0; i < sizeof leading_words / sizeof *leading_words; i++) {
        if (strcmp(leading_words[i].word, word) != 0)
            continue;
        struct diagnostic *d = report(p, CODE_FOREIGN_OPERATOR, before,
                                      FORMAT(p, "'%s' is no word of the language here", word));
        CURE(p, d, "%s", leading_words[i].cure);
        if (leading_words[i].fix)
            FIX(p, d, before.span, leading_words[i].fix);
        return true;
    }
    return false;
}

// "sum(x" of the call that ends in this bracket, or NULL where it is long or no call.
static const char *call_before(struct parser *p, struct token bracket) {
    uint32_t end = bracket.span.begin, at = end;
    int depth = 1;
    const char *text = p->source->text - p->source->base;
    if (bracket.kind != ')')
        return NULL;
    while (at > p->begin && end - at < CALL_BYTES && depth > 0) {
        char c = text[--at];
        if (c == '\n' || c == '"' || c == '\'')
            return NULL;
        depth += (c == ')') - (c == '(');
    }
    uint32_t open = at;
    while (at > p->begin && is_word_byte(text[at - 1]))
        at--;
    return depth == 0 && at < open ? arena_copy(p->parse->arena, text + at, end - at) : NULL;
}

// Methods of other languages that have no function of their name here.
static const struct {
    const char *name, *before, *after; // what stands around the list or value
} methods[] = {
    {"filter", "count(", " where …)"},
    {"where", "count(", " where …)"},
    {"all", "every x in ", " has …"},
    {"every", "every x in ", " has …"},
    {"any", "some x in ", " has …"},
    {"some", "some x in ", " has …"},
    {"exists", "some x in ", " has …"},
    {"map", "sum(… for each x in ", "), or the like"},
    {"count", "count(", ")"},
    {"size", "count(", ") for a list, length(…) for a text"},
    {"length", "length(", ") for a text, count(…) for a list"},
    {"includes", "… in ", ""},
    {"matches", "", " matches '…'"},
    {"startswith", "starts_with(", ", …)"},
    {"endswith", "ends_with(", ", …)"},
    {"tolower", "lower(", ")"},
    {"tolowercase", "lower(", ")"},
    {"toupper", "upper(", ")"},
    {"touppercase", "upper(", ")"},
    {"split", "part(", ", separator, n)"},
};

static const char *method_call(struct parser *p, const char *name, const char *of, bool more) {
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcasecmp(methods[i].name, name) == 0)
            return FORMAT(p, "%s%s%s", methods[i].before, of, methods[i].after);
    return FORMAT(p, more ? "%s(%s, …)" : "%s(%s)", name, of);
}

// "vm.name.lower(": functions of other languages that belong to their first argument.
static bool cure_method(struct parser *p, struct token token) {
    const char *text = p->source->text - p->source->base;
    uint32_t end = token.span.begin, at = end, dot = end;
    if (token.kind != '(')
        return false;
    while (at > p->begin && end - at < CALL_BYTES &&
           (is_word_byte(text[at - 1]) || text[at - 1] == '.'))
        if (text[--at] == '.' && dot == end)
            dot = at;
    if (dot == end || dot == at)
        return false;
    struct diagnostic *d = report(p, CODE_UNEXPECTED_TOKEN, token,
                                  "a function stands before what it is asked of, not after a dot");
    const char *name = arena_copy(p->parse->arena, text + dot + 1, end - dot - 1);
    const char *of = arena_copy(p->parse->arena, text + at, dot - at);
    CURE(p, d, "write %s", method_call(p, name, of, text[token.span.end] != ')'));
    return true;
}

static void cure_where(struct parser *p, struct token before, struct token token) {
    const char *call = call_before(p, before);
    struct diagnostic *d = report(p, CODE_WHERE_OUTSIDE, token,
                                  "where stands inside the parentheses of what it filters for");
    CURE(p, d, "write %s where …)", call ? call : "count(LIST");
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool ends_in_percent(struct parser *p, struct token token) {
    return parser_text(p, token.span)[token.span.end - token.span.begin - 1] == '%';
}

// 16,000: a comma between groups of three digits.
static bool cure_groups(struct parser *p, struct token before, struct token comma) {
    const char *text = p->source->text - p->source->base;
    uint32_t at = comma.span.begin, size = before.span.end - before.span.begin;
    if (size > 3 || memchr(parser_text(p, before.span), '.', size))
        return false;
    const char *digits = FORMAT(p, "%.*s", (int)size, parser_text(p, before.span));
    while (text[at] == ',' && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
           is_digit(text[at + 3]) && !is_digit(text[at + 4])) {
        digits = FORMAT(p, "%s%.3s", digits, text + at + 1);
        at += 4;
    }
    if (at == comma.span.begin)
        return false;
    struct diagnostic *d = report(p, CODE_NUMBER_FORMAT, comma, "a number has no comma");
    CURE(p, d, "write %s", digits);
    FIX(p, d, (struct span){before.span.begin, at}, digits);
    return true;
}

// After a whole expression.
static bool cure_operator(struct parser *p, struct token before, struct token token) {
    bool after_number = before.kind == TOKEN_NUMBER;
    if (cure_leading_word(p, before, token) || cure_operator_word(p, token) ||
        cure_method(p, token))
        return true;
    if (token.kind == TOKEN_WHERE)
        cure_where(p, before, token);
    else if (token.kind == ',' && after_number && cure_groups(p, before, token))
        return true;
    else if (token.kind == ',' && after_number && is_digit(parser_text(p, token.span)[1]))
        say_fix(p, CODE_NUMBER_FORMAT, token, "a number has no comma",
                "write a point before the fraction, as in 1.5", ".");
    else if (token.kind == TOKEN_NUMBER && after_number && ends_in_percent(p, before))
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "expected an operator after a percentage"),
             "write mod for a remainder, as in 10 mod 3");
    else if (token.kind == TOKEN_NUMBER && after_number)
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "expected an operator between two numbers"),
             "write the digits of one number without blanks");
    else
        return false;
    return true;
}

// Forms that reach as far right as they can, so that they are no operands.
static const char *whole_form(int token) {
    return token == TOKEN_IF      ? "if … then … else …"
           : token == TOKEN_EVERY ? "every … has …"
           : token == TOKEN_SOME  ? "some … has …"
           : token == TOKEN_NO    ? "no … has …"
           : token == TOKEN_NOT   ? "not …"
                                  : NULL;
}

// Where an operand has to begin.
static bool is_quantifier(int token) {
    return token == TOKEN_EVERY || token == TOKEN_SOME || token == TOKEN_NO;
}

static bool cure_value(struct parser *p, struct token before, struct token token) {
    const char *form = whole_form(token.kind);
    if (form)
        CURE(p,
             report(p, CODE_NEEDS_PARENTHESES, token,
                    FORMAT(p, "'%s' as an operand needs parentheses", token_text(p, token))),
             "write (%s)", form);
    else if (token.kind == TOKEN_INNER_FOR)
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "expected a value before 'for'"),
             "write what to take for each, as in sum(disk.capacity for each vm.disk)");
    else if (token.kind == TOKEN_HAS)
        CURE(p,
             report(p, CODE_UNEXPECTED_TOKEN, token, "'has' follows the list of every, some or no"),
             "write known(VALUE) to ask whether a fact is there");
    else if (token.kind == TOKEN_LABEL && is_quantifier(before.kind))
        CURE(p, report(p, CODE_STRAY_COLON, token, "a list of every, some or no takes no colon"),
             "write %s LIST has CONDITION", token_text(p, before));
    else if (token.kind == '/' && (before.kind == TOKEN_MATCHES || before.kind == '('))
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "a pattern is a text"),
             "write it in quotes: matches '…'");
    else
        return false;
    return true;
}

// severity "warning"
static void cure_quoted_word(struct parser *p, struct token before, struct token token) {
    uint32_t size = token.span.end - token.span.begin;
    const char *word =
        size < 2 ? "" : arena_copy(p->parse->arena, parser_text(p, token.span) + 1, size - 2);
    struct diagnostic *d = report(
        p, CODE_UNEXPECTED_TOKEN, token,
        FORMAT(p, "a %s is a word without quotes", before.kind == TOKEN_TAG ? "tag" : "severity"));
    CURE(p, d, "write %s %s", token_text(p, before), word);
    FIX(p, d, token.span, word);
}

static bool cure_name(struct parser *p, struct token before, struct token token) {
    if (token.kind == TOKEN_STRING && before.kind == TOKEN_RULE)
        CURE(p, report(p, CODE_MISSING_NAME, token, "a rule has a name before its title"),
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

// Where a statement has to begin.
static bool cure_statement(struct parser *p, struct expected expected, struct token before,
                           struct token token) {
    bool of_rule = expects_rule_statement(expected);
    if (token.kind == TOKEN_IF && of_rule) {
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "'if' begins no statement of a rule"),
             "write when CONDITION before the requirements, or require if C then A else B");
        return true;
    }
    if (token.kind == ',' && before.kind == TOKEN_STRING && of_rule) {
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "a text takes values in { }"),
             "write the value within it, as in \"{VALUE} is too much\"");
        return true;
    }
    if (token.kind == '}') {
        report(p, CODE_UNMATCHED_BRACKET, token, "this '}' closes nothing");
        return true;
    }
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER && token.kind != TOKEN_LABEL)
        return false;
    size_t size = strcspn(parser_text(p, token.span), " \t:");
    const char *word = token.kind == TOKEN_LABEL
                           ? arena_copy(p->parse->arena, parser_text(p, token.span), size)
                           : token_text(p, token);
    const char *near = nearest_statement(word, of_rule);
    if (is_reserved(word, strlen(word)) || (near && strcmp(near, word) == 0))
        say_fix(p, CODE_STRAY_COLON, token, FORMAT(p, "%s takes no colon", word),
                FORMAT(p, "write %s", word), word);
    else if (near)
        say_fix(p, CODE_UNKNOWN_STATEMENT, token, FORMAT(p, "'%s' begins no statement", word),
                FORMAT(p, "write %s", near), near);
    else
        return false;
    return true;
}

// After "3 d 4". Where that is "5 min 1", min was meant as a limit.
static bool cure_unit(struct parser *p, struct expected expected, struct token before,
                      struct token token) {
    if (before.kind != TOKEN_NUMBER || !expects(expected, TOKEN_UNIT) ||
        expects_operator(expected) || expects_statement(expected) || expects(expected, '}'))
        return false;
    struct diagnostic *d = report(p, CODE_UNEXPECTED_TOKEN, token,
                                  FORMAT(p, "expected a unit %s", describe(p, token)));
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

static bool cure_other(struct parser *p, struct expected expected, struct token before,
                       struct token token) {
    if (cure_unit(p, expected, before, token))
        return true;
    if (expects(expected, TOKEN_EACH) && expected.count == 1 && token.kind == TOKEN_LABEL &&
        strncmp(parser_text(p, token.span), "each", 4) == 0)
        say_fix(p, CODE_STRAY_COLON, token, "for each takes no colon", "write for each LIST",
                "each");
    else if (expects(expected, TOKEN_EACH) && expected.count == 1)
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "expected 'each' after 'for'"),
             "write for each …");
    else if (token.kind == TOKEN_EQUAL && expects(expected, '='))
        say_fix(p, CODE_WRONG_EQUALS, token, "'==' compares", "write = to give a name its value",
                "=");
    else if (token.kind == '{' && expects(expected, TOKEN_HAS))
        CURE(p, report(p, CODE_UNEXPECTED_TOKEN, token, "a condition has no { } around it"),
             "write every LIST has CONDITION");
    else if (before.kind == TOKEN_VERSION && expects(expected, TOKEN_STRING))
        say_fix(p, CODE_UNQUOTED_VERSION, token, "a version is a text", "write version \"1.0\"",
                FORMAT(p, "\"%s\"", token_text(p, token)));
    else if (token.kind == '-' && expects(expected, TOKEN_FIELD))
        say_dash(p, token);
    else if (token.kind == ')' || token.kind == ']')
        CURE(p,
             report(p, CODE_UNMATCHED_BRACKET, token,
                    FORMAT(p, "this '%s' closes nothing", token_text(p, token))),
             "expected %s", expected_text(p, expected));
    else
        return false;
    return true;
}

static bool cure(struct parser *p, struct expected expected, struct token before,
                 struct token token) {
    if (before.kind == TOKEN_STRING && before.span.end == token.span.begin &&
        ends_inside_braces(p, before.span)) {
        CURE(p, report(p, CODE_QUOTE_IN_BRACES, before, "the text ends inside { }"),
             "inside { } texts are written '…'");
        return true;
    }
    if (before.kind < 0 && expects_statement(expected)) {
        say_header(p, token.span);
        return true;
    }
    bool brackets = expects(expected, ')') || expects(expected, ']');
    if (expects(expected, ']') && token.kind == TOKEN_INNER_FOR) {
        CURE(p,
             report(p, CODE_UNEXPECTED_TOKEN, token,
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
        cure_statement(p, expected, before, token))
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
        report(p, CODE_UNEXPECTED_TOKEN, token,
               FORMAT(p, "expected %s %s", expected_text(p, expected), describe(p, token)));
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
    struct diagnostic *d = report(p, CODE_MISSING_TOKEN, at,
                                  FORMAT(p, "expected %s %s", what, describe(p, p->current)));
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
    CURE(p, report(p, CODE_MISSING_TYPE, token, FORMAT(p, "'%s' needs a type", name)),
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
