// What is said where the grammar cannot go on: a cure for what administrators type, else what was
// expected.
#include "parse.h"

#include <string.h>

#include "parser.h"

enum { SHOWN_LIMIT = 4, QUOTED_BYTES = 30 };

static struct diagnostics *messages(struct parser *p) {
    return p->parse->diagnostics;
}

#define CURE(p, ...) diagnostic_cure((p)->parse->diagnostics, __VA_ARGS__)

// What could stand at the place.
struct expected {
    const char *const *names;
    size_t count;
};

static bool has(struct expected expected, const char *name) {
    for (size_t i = 0; i < expected.count; i++)
        if (strcmp(expected.names[i], name) == 0)
            return true;
    return false;
}

static bool wants_value(struct expected expected) {
    return has(expected, "a number") && has(expected, "'('");
}

static bool wants_operator(struct expected expected) {
    return has(expected, "==");
}

static bool wants_name(struct expected expected) {
    return has(expected, "a name") && !has(expected, "a unit") && !wants_value(expected);
}

// The groups that an expected list is folded into; names that belong to no group are quoted as they
// are.
struct group {
    bool (*applies)(struct expected);
    const char *shown;
    const char *const *members; // ends with NULL
};

static const char *const value_words[] = {"a name",   "a name in capitals",
                                          "a number", "a time",
                                          "a text",   "BAD",
                                          "'('",      "'['",
                                          "'-'",      "true",
                                          "false",    "not",
                                          "every",    "some",
                                          "no",       "if",
                                          "version",  "key",
                                          "list",     "of",
                                          "one",      "each",
                                          "min",      "max",
                                          NULL};
static const char *const name_words[] = {
    "a name", "a name in capitals", "version", "key", "list", "of", "one", "each", "min", "max",
    NULL};
static const char *const operator_words[] = {
    "or",  "and",      "not",    "==",      "!=",
    "<=",  ">=",       "'<'",    "'>'",     "'='",
    "in",  "matches",  "like",   "default", "'+'",
    "'-'", "'*'",      "'/'",    "mod",     "a field",
    "'['", "'('",      "a unit", "a name",  "a name in capitals",
    "min", "a number", NULL};
static const char *const rule_words[] = {
    "severity", "when",   "for",  "let",         "require",
    "message",  "remedy", "see",  "tag",         "a statement with ':'",
    "policy",   "facts",  "use",  "summary",     "param",
    "define",   "rule",   "root", "record",      "extend",
    "import",   "waive",  "test", "end of file", NULL};
static const char *const label_words[] = {"a name with ':'", "a statement with ':'", NULL};
static const char *const text_words[] = {"a text", NULL};

static bool wants_rule_statement(struct expected expected) {
    return has(expected, "require");
}

static bool wants_statement(struct expected expected) {
    return has(expected, "rule") && !has(expected, "require");
}

static bool wants_label(struct expected expected) {
    return has(expected, "a name with ':'");
}

static bool wants_text(struct expected expected) {
    return has(expected, "a text") && !wants_value(expected);
}

static const struct group groups[] = {
    {wants_value, "a value", value_words},
    {wants_name, "a name", name_words},
    {wants_operator, "an operator", operator_words},
    {wants_text, "a text in quotes", text_words},
    {wants_rule_statement, "a statement of the rule", rule_words},
    {wants_statement, "a statement", rule_words},
    {wants_label, "a name with ':'", label_words},
};

enum { GROUP_COUNT = sizeof groups / sizeof *groups };

static bool is_member(const char *const *members, const char *name) {
    for (; *members; members++)
        if (strcmp(*members, name) == 0)
            return true;
    return false;
}

static bool is_grouped(struct expected expected, const char *name) {
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (groups[i].applies(expected) && is_member(groups[i].members, name))
            return true;
    return false;
}

// Folds the list into at most SHOWN_LIMIT things to show.
static size_t fold(struct parser *p, struct expected expected, const char *shown[SHOWN_LIMIT]) {
    size_t count = 0;
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (groups[i].applies(expected) && count < SHOWN_LIMIT)
            shown[count++] = groups[i].shown;
    for (size_t i = 0; i < expected.count && count < SHOWN_LIMIT; i++) {
        const char *name = expected.names[i];
        if (is_grouped(expected, name) || strcmp(name, "a field") == 0 || strcmp(name, "BAD") == 0)
            continue;
        bool literal = name[0] == '\'' || strchr(name, ' ');
        shown[count++] = literal ? name : arena_printf(p->parse->arena, "'%s'", name);
    }
    return count;
}

static const char *join(struct parser *p, const char *const *words, size_t count) {
    const char *joined = count > 0 ? words[0] : "something else";
    for (size_t i = 1; i < count; i++)
        joined = arena_printf(p->parse->arena, "%s%s%s", joined, i + 1 < count ? ", " : " or ",
                              words[i]);
    return joined;
}

// The token that was met, for "before …".
static const char *describe(struct parser *p, struct token token) {
    uint32_t size = token.span.end - token.span.begin;
    if (token.kind == 0)
        return p->interpolated ? "before the closing }" : "at the end";
    if (size > QUOTED_BYTES)
        return token.kind == TOKEN_STRING ? "before this text" : "here";
    return arena_printf(p->parse->arena,
                        token.kind == TOKEN_STRING ? "before %.*s" : "before '%.*s'", (int)size,
                        parser_text(p, token.span));
}

static const char *token_text(struct parser *p, struct token token) {
    return arena_copy(p->parse->arena, parser_text(p, token.span),
                      token.span.end - token.span.begin);
}

// Words of other languages between two operands.
static const struct {
    const char *word, *cure;
} operator_cures[] = {
    {"is", "write =="},
    {"equals", "write =="},
    {"eq", "write =="},
    {"isnt", "write !="},
    {"ne", "write !="},
    {"lt", "write <"},
    {"le", "write <="},
    {"gt", "write >"},
    {"ge", "write >="},
    {"exceeds", "write >"},
    {"between", "write LOW <= VALUE <= HIGH"},
    {"contains", "write contains(TEXT, PART), or ELEMENT in LIST"},
    {"startswith", "write starts_with(TEXT, START)"},
    {"starts_with", "write starts_with(TEXT, START)"},
    {"endswith", "write ends_with(TEXT, END)"},
    {"ends_with", "write ends_with(TEXT, END)"},
    {"exists", "write known(VALUE)"},
    {"xor", "write !="},
    {"div", "write /"},
    {"unless", "write not, or a when in the rule"},
};

static bool cure_operator_word(struct parser *p, struct token token) {
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER)
        return false;
    const char *word = token_text(p, token);
    for (size_t i = 0; i < sizeof operator_cures / sizeof *operator_cures; i++) {
        if (strcmp(operator_cures[i].word, word) == 0) {
            CURE(p, diagnostic_error(messages(p), token.span, "'%s' is not an operator", word),
                 "%s", operator_cures[i].cure);
            return true;
        }
    }
    return false;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// After a whole expression.
static bool cure_operator(struct parser *p, struct token before, struct token token) {
    if (cure_operator_word(p, token))
        return true;
    if (token.kind == TOKEN_WHERE)
        CURE(p,
             diagnostic_error(messages(p), token.span,
                              "where belongs inside the parentheses of what it filters for"),
             "write sum(LIST where CONDITION)");
    else if (token.kind == TOKEN_INNER_FOR || token.kind == TOKEN_IF)
        return false;
    else if (token.kind == ',' && before.kind == TOKEN_NUMBER &&
             is_digit(*parser_text(p, (struct span){token.span.end, 0})))
        CURE(p, diagnostic_error(messages(p), token.span, "a comma does not stand in a number"),
             "write a point before the fraction, as in 1.5");
    else if (token.kind == TOKEN_NUMBER && before.kind == TOKEN_NUMBER &&
             parser_text(p, before.span)[before.span.end - before.span.begin - 1] == '%')
        CURE(p,
             diagnostic_error(messages(p), token.span, "expected an operator after a percentage"),
             "write mod for a remainder, as in 10 mod 3");
    else if (token.kind == TOKEN_NUMBER && before.kind == TOKEN_NUMBER)
        CURE(p,
             diagnostic_error(messages(p), token.span, "expected an operator between two numbers"),
             "write the digits of a number without blanks");
    else
        return false;
    return true;
}

// Where an operand has to begin.
static bool cure_value(struct parser *p, struct expected expected, struct token token) {
    const char *form = token.kind == TOKEN_IF      ? "if … then … else …"
                       : token.kind == TOKEN_EVERY ? "every … has …"
                       : token.kind == TOKEN_SOME  ? "some … has …"
                       : token.kind == TOKEN_NO    ? "no … has …"
                       : token.kind == TOKEN_NOT   ? "not …"
                                                   : NULL;
    if (form)
        CURE(p,
             diagnostic_error(messages(p), token.span, "'%s' as an operand needs parentheses",
                              token_text(p, token)),
             "write (%s)", form);
    else if (token.kind == TOKEN_INNER_FOR)
        CURE(p, diagnostic_error(messages(p), token.span, "expected a value before 'for'"),
             "write what is to be taken for each, as in sum(disk.capacity for each vm.disk)");
    else if (token.kind == TOKEN_EQUAL || token.kind == '=')
        diagnostic_error(messages(p), token.span, "expected a value before '%s'",
                         token_text(p, token));
    else
        return false;
    (void)expected;
    return true;
}

static bool cure_name(struct parser *p, struct token before, struct token token) {
    if (is_reserved_token(token.kind)) {
        CURE(p,
             diagnostic_error(messages(p), token.span,
                              "'%s' is a reserved word and cannot be a name", token_text(p, token)),
             "choose another name, such as the_%s", token_text(p, token));
        return true;
    }
    if (token.kind == TOKEN_STRING && before.kind == TOKEN_RULE) {
        CURE(p, diagnostic_error(messages(p), token.span, "a rule has a name before its title"),
             "write rule NAME \"title\" { … }");
        return true;
    }
    if (token.kind != TOKEN_LABEL && token.kind != TOKEN_COLON_WORD)
        return false;
    struct diagnostic *d = diagnostic_error(messages(p), token.span, "expected a name without ':'");
    if (before.kind == TOKEN_LET)
        CURE(p, d, "write let NAME = VALUE; the type follows from the value");
    return true;
}

static bool cure_label(struct parser *p, struct token before, struct token token) {
    bool declares = before.kind == TOKEN_PARAM || before.kind == TOKEN_ROOT;
    if (!declares || (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER))
        return false;
    CURE(p, diagnostic_error(messages(p), token.span, "'%s' needs a type", token_text(p, token)),
         "write %s: TYPE", token_text(p, token));
    return true;
}

static bool cure(struct parser *p, struct expected expected, struct token before,
                 struct token token) {
    if (wants_operator(expected) && cure_operator(p, before, token))
        return true;
    if (wants_value(expected))
        return cure_value(p, expected, token);
    if (wants_name(expected) && cure_name(p, before, token))
        return true;
    if (wants_label(expected) && cure_label(p, before, token))
        return true;
    if (has(expected, "each") && before.kind == TOKEN_FOR && expected.count == 1)
        CURE(p, diagnostic_error(messages(p), token.span, "expected 'each' after 'for'"),
             "write for each …");
    else if (token.kind == TOKEN_EQUAL && has(expected, "'='"))
        CURE(p, diagnostic_error(messages(p), token.span, "'==' compares"),
             "write = to give a name its value");
    else if (token.kind == '}' && wants_statement(expected))
        diagnostic_error(messages(p), token.span, "this '}' closes nothing");
    else
        return false;
    return true;
}

static bool is_reported(struct parser *p, struct token before, struct token token) {
    return token.kind == TOKEN_BAD ||
           (p->open_text.end > 0 &&
            (before.span.end == p->open_text.end || token.span.end == p->open_text.end));
}

void syntax_error(struct parser *p, struct span span, const char *const *names, size_t count) {
    struct expected expected = {names, count};
    const char *shown[SHOWN_LIMIT];
    (void)span;
    if (!p->recovering && !is_reported(p, p->before, p->current) &&
        !cure(p, expected, p->before, p->current))
        diagnostic_error(messages(p), p->current.span, "expected %s %s",
                         join(p, shown, fold(p, expected, shown)), describe(p, p->current));
    p->recovering = true;
}

void report_missing(struct parser *p, struct span after, const char *what) {
    if (p->recovering || is_reported(p, p->before, p->current))
        return;
    diagnostic_error(messages(p), p->current.kind ? p->current.span : after, "expected %s %s", what,
                     describe(p, p->current));
}

void report_assignment(struct parser *p, struct span span) {
    CURE(p, diagnostic_error(messages(p), span, "'=' does not compare"), "write ==");
}

void report_nesting(struct parser *p, struct span span) {
    CURE(p, diagnostic_error(messages(p), span, "this is nested too deeply"),
         "give parts of it names with let or define");
}

void report_unsupported(struct parser *p, struct span word) {
    diagnostic_error(messages(p), word, "'%.*s' is not supported by this version",
                     (int)(word.end - word.begin), parser_text(p, word));
}

void declare_name(struct parser *p, struct name name, const char *what) {
    if (is_reserved(name.text, strlen(name.text)))
        CURE(p,
             diagnostic_error(messages(p), name.span,
                              "'%s' is a reserved word and cannot name a %s", name.text, what),
             "choose another name, such as the_%s", name.text);
}
