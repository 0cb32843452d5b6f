// Folds the tokens that could stand at a place into a few words: "a value", "an operator".
#include "grammar/expected.h"

#include <string.h>

#include "grammar/parser.h"
#include "grammar/words.h"

enum { SHOWN_LIMIT = 4 };

// What tokens can be beside the roles of words.
enum {
    ROLE_TEXT = 512,
    ROLE_END = 1024,    // of a file
    ROLE_CLOSE = 2048,  // of a body
    ROLE_HIDDEN = 4096, // of no help to anyone
    STATEMENTS = WORD_FILE | WORD_RULE | WORD_LOOP | WORD_TEST | WORD_TAILOR | ROLE_END,
};

// Tokens that are no words; those without a row are shown by their own text.
static const struct {
    int token;
    unsigned roles;
} signs[] = {
    {TOKEN_YYEOF, ROLE_END},
    {TOKEN_BAD, ROLE_HIDDEN},
    {TOKEN_NAME, WORD_NAME | WORD_OPERATOR}, // a unit too
    {TOKEN_UPPER, WORD_NAME | WORD_OPERATOR},
    {TOKEN_UNIT, WORD_OPERATOR},
    {TOKEN_FIELD, ROLE_HIDDEN},
    {TOKEN_LABEL, WORD_FIELD},
    {TOKEN_COLON_WORD, WORD_FIELD | WORD_RULE},
    {TOKEN_NUMBER, WORD_VALUE | WORD_OPERATOR}, // 3 d 4 h
    {TOKEN_TIME, WORD_VALUE},
    {TOKEN_STRING, WORD_VALUE | WORD_OPERATOR | ROLE_TEXT}, // a description
    {TOKEN_INNER_FOR, WORD_OPERATOR},
    {TOKEN_EQUAL, WORD_OPERATOR},
    {TOKEN_UNEQUAL, WORD_OPERATOR},
    {TOKEN_AT_MOST, WORD_OPERATOR},
    {TOKEN_AT_LEAST, WORD_OPERATOR},
    {'<', WORD_OPERATOR},
    {'>', WORD_OPERATOR},
    {'=', WORD_OPERATOR},
    {'+', WORD_OPERATOR},
    {'-', WORD_VALUE | WORD_OPERATOR},
    {'*', WORD_OPERATOR},
    {'/', WORD_OPERATOR},
    {'[', WORD_VALUE | WORD_OPERATOR},
    {'(', WORD_VALUE | WORD_OPERATOR},
    {'}', ROLE_CLOSE},
};

static unsigned roles_of(int token) {
    const struct word *word = word_of_token(token);
    if (word)
        return word->roles;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].token == token)
            return signs[i].roles;
    return 0;
}

bool expects(struct expected expected, int token) {
    for (size_t i = 0; i < expected.count; i++)
        if (expected.tokens[i] == token)
            return true;
    return false;
}

// Nothing but a value begins with true.
bool expects_value(struct expected expected) {
    return expects(expected, TOKEN_TRUE);
}

bool expects_operator(struct expected expected) {
    return expects(expected, TOKEN_EQUAL);
}

bool expects_name(struct expected expected) {
    return expects(expected, TOKEN_NAME) && !expects(expected, TOKEN_UNIT) &&
           !expects_value(expected);
}

bool expects_rule_statement(struct expected expected) {
    return expects(expected, TOKEN_REQUIRE) && !expects(expected, '{');
}

bool expects_statement(struct expected expected) {
    return expects(expected, TOKEN_RULE) && !expects(expected, TOKEN_REQUIRE);
}

static bool expects_step(struct expected expected) {
    return expects(expected, TOKEN_GIVEN) && !expects(expected, '{');
}

static bool expects_tailoring(struct expected expected) {
    return expects(expected, TOKEN_SKIP) && expects(expected, TOKEN_SET) &&
           !expects(expected, TOKEN_NAME);
}

bool expects_label(struct expected expected) {
    return expects(expected, TOKEN_LABEL);
}

static bool expects_text(struct expected expected) {
    return expects(expected, TOKEN_STRING) && !expects_value(expected) &&
           !expects_operator(expected);
}

static bool expects_brace(struct expected expected) {
    return expects(expected, '{');
}

// The groups: where one applies, its words stand for the tokens that have one of its roles.
static const struct group {
    bool (*applies)(struct expected);
    const char *shown; // NULL: left out
    unsigned roles;
} groups[] = {
    {expects_value, "a value", WORD_VALUE | WORD_NAME},
    {expects_name, "a name", WORD_NAME},
    {expects_operator, "an operator", WORD_OPERATOR},
    {expects_text, "a text in quotes", ROLE_TEXT},
    {expects_rule_statement, "a statement of the rule", STATEMENTS},
    {expects_step, "a statement of the test", STATEMENTS},
    {expects_tailoring, "set, severity or skip", STATEMENTS},
    {expects_statement, "a statement", STATEMENTS},
    {expects_brace, NULL, STATEMENTS | WORD_FIELD | ROLE_CLOSE},
    {expects_label, "a name with ':'", WORD_FIELD},
};

enum { GROUP_COUNT = sizeof groups / sizeof *groups };

// The roles that need no words of their own.
static unsigned folded_roles(struct expected expected) {
    unsigned roles = ROLE_HIDDEN;
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (groups[i].applies(expected))
            roles |= groups[i].roles;
    return roles;
}

static const char *quote(struct parser *p, int token) {
    const char *name = token_name(token);
    if (token == TOKEN_YYEOF)
        return p->interpolated ? "the closing }" : "the end";
    if (name[0] == '\'' || strncmp(name, "a ", 2) == 0)
        return name;
    return arena_printf(p->parse->arena, "'%s'", name);
}

// A name after a colon, and after "list of", is a type's.
static const char *group_text(struct parser *p, const struct group *group) {
    int before = p->before.kind;
    bool type =
        before == TOKEN_LABEL || before == TOKEN_COLON_WORD || before == ':' || before == TOKEN_OF;
    return group->applies == expects_name && type ? "a type" : group->shown;
}

static size_t fold(struct parser *p, struct expected expected, const char *shown[SHOWN_LIMIT]) {
    size_t count = 0;
    unsigned folded = folded_roles(expected);
    for (size_t i = 0; i < GROUP_COUNT; i++)
        if (groups[i].shown && groups[i].applies(expected) && count < SHOWN_LIMIT)
            shown[count++] = group_text(p, &groups[i]);
    for (size_t i = 0; i < expected.count && count < SHOWN_LIMIT; i++) {
        int token = expected.tokens[i];
        bool index = token == '[' && expects(expected, TOKEN_FIELD);
        if (!(roles_of(token) & folded) && !index)
            shown[count++] = quote(p, token);
    }
    return count;
}

const char *expected_text(struct parser *p, struct expected expected) {
    const char *shown[SHOWN_LIMIT];
    size_t count = fold(p, expected, shown);
    const char *joined = count > 0 ? shown[0] : "something else";
    for (size_t i = 1; i < count; i++)
        joined = arena_printf(p->parse->arena, "%s%s%s", joined, i + 1 < count ? ", " : " or ",
                              shown[i]);
    return joined;
}
