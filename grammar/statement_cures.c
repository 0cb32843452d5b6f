// What to write for statements of other languages, and for what begins none.
#include "config.h"

#include "grammar/cures.h"

#include <string.h>

#include "grammar/parser.h"
#include "grammar/words.h"

// Words of other languages that begin statements of a rule, or of a file.
static const struct {
    const char *word, *ours;
    bool of_rule;
} statement_words[] = {
    {"assert", "require", true},   {"ensure", "require", true},   {"must", "require", true},
    {"check", "require", true},    {"verify", "require", true},   {"deny", "require not", true},
    {"foreach", "for each", true}, {"forall", "for each", true},  {"description", "message", true},
    {"msg", "message", true},      {"fix", "remedy", true},       {"level", "severity", true},
    {"var", "let", true},          {"def", "define", false},      {"function", "define", false},
    {"fn", "define", false},       {"func", "define", false},     {"const", "param", false},
    {"var", "param", false},       {"parameter", "param", false}, {"variable", "param", false},
    {"include", "import", false},
};

static const char *foreign_statement(const char *word, bool of_rule) {
    for (size_t i = 0; i < sizeof statement_words / sizeof *statement_words; i++)
        if (statement_words[i].of_rule == of_rule && strcmp(statement_words[i].word, word) == 0)
            return statement_words[i].ours;
    return NULL;
}

// Whether a condition may begin so.
static bool begins_condition(int token) {
    return is_quantifier(token) || token == TOKEN_NAME || token == TOKEN_NOT || token == '(' ||
           token == TOKEN_NUMBER;
}

// "vm.memory > 1 GiB" without a word before it, and "-- a comment".
static bool cure_bare_condition(struct parser *p, struct token token) {
    if (token.kind == '-' && parser_text(p, token.span)[1] == '-') {
        say_fix(p, CODE_FOREIGN_COMMENT, token, "a comment begins with #", "write # …", "#");
        return true;
    }
    if (!begins_condition(token.kind))
        return false;
    CURE(p,
         say_mistake(p, CODE_UNEXPECTED_TOKEN, token,
                     FORMAT(p, "expected a statement of the rule %s", token_shown(p, token))),
         "a condition follows a word: require CONDITION");
    return true;
}

// Where a statement has to begin.
bool cure_statement(struct parser *p, bool of_rule, struct token before, struct token token) {
    if (token.kind == TOKEN_IF && of_rule) {
        CURE(p, say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "'if' begins no statement of a rule"),
             "write when CONDITION before the requirements, or require if C then A else B");
        return true;
    }
    if (token.kind == ',' && before.kind == TOKEN_STRING && of_rule) {
        CURE(p, say_mistake(p, CODE_UNEXPECTED_TOKEN, token, "a text takes values in { }"),
             "write the value within it, as in \"{VALUE} is too much\"");
        return true;
    }
    if (token.kind == '}') {
        say_mistake(p, CODE_UNMATCHED_BRACKET, token, "this '}' closes nothing");
        return true;
    }
    if (token.kind != TOKEN_NAME && token.kind != TOKEN_UPPER && token.kind != TOKEN_LABEL)
        return of_rule && cure_bare_condition(p, token);
    size_t size = strcspn(parser_text(p, token.span), " \t:");
    const char *word = token.kind == TOKEN_LABEL
                           ? arena_copy(p->parse->arena, parser_text(p, token.span), size)
                           : token_text(p, token);
    const char *near = foreign_statement(word, of_rule);
    if (near == NULL)
        near = nearest_statement(word, of_rule);
    if (is_reserved(word, strlen(word)) || (near && strcmp(near, word) == 0))
        say_fix(p, CODE_STRAY_COLON, token, FORMAT(p, "%s takes no colon", word),
                FORMAT(p, "write %s", word), word);
    else if (near)
        say_fix(p, CODE_UNKNOWN_STATEMENT, token, FORMAT(p, "'%s' begins no statement", word),
                FORMAT(p, "write %s", near), near);
    else
        return of_rule && cure_bare_condition(p, token);
    return true;
}
