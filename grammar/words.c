// The words of the language: the rows, and finding them.
#include "grammar/words.h"

#include <string.h>

#include "base/nearest.h"
#include "grammar/parser.h"

static const struct word words[] = {
    {"policy", TOKEN_POLICY, WORD_FILE},
    {"facts", TOKEN_FACTS, WORD_FILE},
    {"use", TOKEN_USE, WORD_FILE},
    {"summary", TOKEN_SUMMARY, WORD_FILE},
    {"param", TOKEN_PARAM, WORD_FILE},
    {"define", TOKEN_DEFINE, WORD_FILE},
    {"rule", TOKEN_RULE, WORD_FILE},
    {"root", TOKEN_ROOT, WORD_FILE},
    {"record", TOKEN_RECORD, WORD_FILE},
    {"extend", TOKEN_EXTEND, WORD_FILE},
    {"import", TOKEN_IMPORT, WORD_FILE},
    {"waive", TOKEN_WAIVE, WORD_FILE},
    {"test", TOKEN_TEST, WORD_FILE},
    {"severity", TOKEN_SEVERITY, WORD_RULE},
    {"when", TOKEN_WHEN, WORD_RULE},
    {"for", TOKEN_FOR, WORD_LOOP},
    {"let", TOKEN_LET, WORD_RULE},
    {"require", TOKEN_REQUIRE, WORD_RULE},
    {"message", TOKEN_MESSAGE, WORD_RULE},
    {"remedy", TOKEN_REMEDY, WORD_RULE},
    {"see", TOKEN_SEE, WORD_RULE},
    {"tag", TOKEN_TAG, WORD_RULE},
    {"given", TOKEN_GIVEN, 0},
    {"with", TOKEN_WITH, 0},
    {"expect", TOKEN_EXPECT, 0},
    {"if", TOKEN_IF, WORD_VALUE},
    {"then", TOKEN_THEN, 0},
    {"else", TOKEN_ELSE, 0},
    {"has", TOKEN_HAS, 0},
    {"every", TOKEN_EVERY, WORD_VALUE},
    {"some", TOKEN_SOME, WORD_VALUE},
    {"no", TOKEN_NO, WORD_VALUE},
    {"true", TOKEN_TRUE, WORD_VALUE},
    {"false", TOKEN_FALSE, WORD_VALUE},
    {"not", TOKEN_NOT, WORD_VALUE | WORD_OPERATOR},
    {"where", TOKEN_WHERE, WORD_OPERATOR},
    {"in", TOKEN_IN, WORD_OPERATOR},
    {"matches", TOKEN_MATCHES, WORD_OPERATOR},
    {"like", TOKEN_LIKE, WORD_OPERATOR},
    {"or", TOKEN_OR, WORD_OPERATOR},
    {"and", TOKEN_AND, WORD_OPERATOR},
    {"default", TOKEN_DEFAULT, WORD_OPERATOR},
    {"mod", TOKEN_MOD, WORD_OPERATOR},
    {"version", TOKEN_VERSION, WORD_NAME},
    {"key", TOKEN_KEY, WORD_NAME},
    {"list", TOKEN_LIST, WORD_NAME},
    {"of", TOKEN_OF, WORD_NAME},
    {"one", TOKEN_ONE, WORD_NAME},
    {"each", TOKEN_EACH, WORD_NAME},
    {"min", TOKEN_MIN, WORD_NAME | WORD_OPERATOR}, // the unit too
    {"max", TOKEN_MAX, WORD_NAME},
    {"plan", TOKEN_PLAN, WORD_NAME | WORD_FIELD},
    {"reasons", TOKEN_REASONS, WORD_NAME | WORD_FILE},
    {"answers", TOKEN_ANSWERS, WORD_NAME | WORD_FILE},
};

enum { WORD_COUNT = sizeof words / sizeof *words };

const struct word *word_at(size_t index) {
    return index < WORD_COUNT ? &words[index] : NULL;
}

const struct word *word_find(const char *text, size_t size) {
    for (size_t i = 0; size <= WORD_LENGTH && i < WORD_COUNT; i++)
        if (words[i].text[0] == text[0] && strncmp(words[i].text, text, size) == 0 &&
            words[i].text[size] == '\0')
            return &words[i];
    return NULL;
}

const struct word *word_of_token(int token) {
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].token == token)
            return &words[i];
    return NULL;
}

static bool reserves(const struct word *word) {
    return word && !(word->roles & WORD_NAME);
}

bool is_reserved(const char *word, size_t size) {
    return reserves(word_find(word, size));
}

bool is_reserved_token(int token) {
    return reserves(word_of_token(token));
}

bool begins_statement(int token) {
    const struct word *word = word_of_token(token);
    return reserves(word) && (word->roles & (WORD_FILE | WORD_RULE));
}

const char *nearest_statement(const char *word, bool of_rule) {
    const char *candidates[WORD_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].roles & (of_rule ? WORD_RULE : WORD_FILE))
            candidates[count++] = words[i].text;
    return nearest_word(word, candidates, count);
}
