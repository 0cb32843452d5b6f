// What to write for operators and calls of other languages, after a whole expression.
#include "config.h"

#include "grammar/cures.h"

#include <string.h>
#include <strings.h>

#include "grammar/parser.h"

enum { CALL_BYTES = 60 };

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
    {"ilike", "write lower(TEXT) like PATTERN", NULL},
    {"rlike", "write matches", "matches"},
    {"regexp", "write matches", "matches"},
    {"as", "a quantity has its unit; write QUANTITY / 1 GiB for a number of GiB", NULL},
};

static bool cure_operator_word(struct parser *p, struct token token) {
    const char *word = token_text(p, token);
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER)
        return false;
    for (size_t i = 0; i < sizeof operator_words / sizeof *operator_words; i++) {
        if (strcasecmp(operator_words[i].word, word) != 0)
            continue;
        struct diagnostic *d = say_mistake(p, CODE_FOREIGN_OPERATOR, token,
                                           FORMAT(p, "'%s' is not an operator", word));
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
    {"known", "write known(VALUE)", NULL},
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
        struct diagnostic *d = say_mistake(p, CODE_FOREIGN_OPERATOR, before,
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

// Where the path begins that ends before END: vm["a b"].name.
static uint32_t path_begin(struct parser *p, uint32_t end) {
    const char *text = p->source->text - p->source->base;
    uint32_t at = end;
    int depth = 0;
    while (at > p->begin && end - at < CALL_BYTES && text[at - 1] != '\n' &&
           (depth > 0 || is_word_byte(text[at - 1]) || strchr(".]", text[at - 1]) != NULL)) {
        char c = text[--at];
        depth += (c == ']') - (c == '[');
    }
    return at;
}

// "vm.name.lower(": functions of other languages that belong to their first argument.
static bool cure_method(struct parser *p, struct token token) {
    const char *text = p->source->text - p->source->base;
    uint32_t end = token.span.begin, at = path_begin(p, end), dot = end;
    if (token.kind != '(')
        return false;
    for (uint32_t i = end;
         i > at && dot == end && (is_word_byte(text[i - 1]) || text[i - 1] == '.');)
        if (text[--i] == '.')
            dot = i;
    if (dot == end || dot == at)
        return false;
    struct diagnostic *d =
        say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                    "a function stands before what it is asked of, not after a dot");
    const char *name = arena_copy(p->parse->arena, text + dot + 1, end - dot - 1);
    const char *of = arena_copy(p->parse->arena, text + at, dot - at);
    CURE(p, d, "write %s", method_call(p, name, of, text[token.span.end] != ')'));
    return true;
}

// "lower vm.name": a name before a value may be that of a function.
static bool cure_bare_call(struct parser *p, struct token before, struct token token) {
    bool value = token.kind == TOKEN_NAME || token.kind == TOKEN_STRING ||
                 token.kind == TOKEN_NUMBER || token.kind == TOKEN_TIME;
    if (before.kind != TOKEN_NAME || !value)
        return false;
    CURE(p,
         say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                     FORMAT(p, "expected an operator between %s and %s", token_text(p, before),
                            token_text(p, token))),
         "if %s is a function, write %s(…)", token_text(p, before), token_text(p, before));
    return true;
}

static void cure_where(struct parser *p, struct token before, struct token token) {
    const char *call = call_before(p, before);
    struct diagnostic *d = say_mistake(
        p, CODE_WHERE_OUTSIDE, token, "where stands inside the parentheses of what it filters for");
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
    struct diagnostic *d = say_mistake(p, CODE_NUMBER_FORMAT, comma, "a number has no comma");
    CURE(p, d, "write %s", digits);
    FIX(p, d, (struct span){before.span.begin, at}, digits);
    return true;
}

// After a whole expression.
bool cure_operator(struct parser *p, struct token before, struct token token) {
    bool after_number = before.kind == TOKEN_NUMBER;
    if (cure_leading_word(p, before, token) || cure_operator_word(p, token) ||
        cure_method(p, token))
        return true;
    if (token.kind == TOKEN_WHERE)
        cure_where(p, before, token);
    else if (cure_bare_call(p, before, token))
        return true;
    else if (token.kind == ',' && after_number && cure_groups(p, before, token))
        return true;
    else if (token.kind == ',' && after_number && is_digit(parser_text(p, token.span)[1]))
        say_fix(p, CODE_NUMBER_FORMAT, token, "a number has no comma",
                "write a point before the fraction, as in 1.5", ".");
    else if (token.kind == TOKEN_NUMBER && after_number && ends_in_percent(p, before))
        CURE(
            p,
            say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "expected an operator after a percentage"),
            "write mod for a remainder, as in 10 mod 3");
    else if (token.kind == TOKEN_NUMBER && after_number)
        CURE(p,
             say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                         "expected an operator between two numbers"),
             "write the digits of one number without blanks");
    else
        return false;
    return true;
}
