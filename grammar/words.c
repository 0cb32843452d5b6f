// The words of the language: the rows, and finding them.
#include "grammar/words.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

#include "base/nearest.h"
#include "grammar/parser.h"

// A row stands at the place of its token, so that the word of a token is found at once.
#define FIRST TOKEN_START_FILE
#define ROW(token, text, roles) [TOKEN_##token - FIRST] = {text, TOKEN_##token, roles}

static const struct word words[] = {
    ROW(POLICY, "policy", WORD_FILE),
    ROW(FACTS, "facts", WORD_FILE),
    ROW(USE, "use", WORD_FILE),
    ROW(SUMMARY, "summary", WORD_FILE),
    ROW(PARAM, "param", WORD_FILE),
    ROW(DEFINE, "define", WORD_FILE),
    ROW(RULE, "rule", WORD_FILE),
    ROW(ROOT, "root", WORD_FILE),
    ROW(RECORD, "record", WORD_FILE),
    ROW(EXTEND, "extend", WORD_FILE),
    ROW(IMPORT, "import", WORD_FILE),
    ROW(WAIVE, "waive", WORD_FILE),
    ROW(TEST, "test", WORD_FILE),
    ROW(SEVERITY, "severity", WORD_RULE),
    ROW(WHEN, "when", WORD_RULE),
    ROW(FOR, "for", WORD_LOOP),
    ROW(LET, "let", WORD_RULE),
    ROW(REQUIRE, "require", WORD_RULE),
    ROW(MESSAGE, "message", WORD_RULE),
    ROW(REMEDY, "remedy", WORD_RULE),
    ROW(SEE, "see", WORD_RULE),
    ROW(TAG, "tag", WORD_RULE),
    ROW(GIVEN, "given", WORD_TEST),
    ROW(WITH, "with", WORD_TEST),
    ROW(EXPECT, "expect", WORD_TEST),
    ROW(IF, "if", WORD_VALUE),
    ROW(THEN, "then", 0),
    ROW(ELSE, "else", 0),
    ROW(HAS, "has", 0),
    ROW(EVERY, "every", WORD_VALUE),
    ROW(SOME, "some", WORD_VALUE),
    ROW(NO, "no", WORD_VALUE),
    ROW(TRUE, "true", WORD_VALUE),
    ROW(FALSE, "false", WORD_VALUE),
    ROW(NOT, "not", WORD_VALUE | WORD_OPERATOR),
    ROW(WHERE, "where", WORD_OPERATOR),
    ROW(IN, "in", WORD_OPERATOR),
    ROW(MATCHES, "matches", WORD_OPERATOR),
    ROW(LIKE, "like", WORD_OPERATOR),
    ROW(OR, "or", WORD_OPERATOR),
    ROW(AND, "and", WORD_OPERATOR),
    ROW(DEFAULT, "default", WORD_OPERATOR),
    ROW(MOD, "mod", WORD_OPERATOR),
    ROW(VERSION, "version", WORD_NAME),
    ROW(KEY, "key", WORD_NAME),
    ROW(LIST, "list", WORD_NAME),
    ROW(OF, "of", WORD_NAME),
    ROW(ONE, "one", WORD_NAME),
    ROW(EACH, "each", WORD_NAME),
    ROW(MIN, "min", WORD_NAME | WORD_OPERATOR), // the unit too
    ROW(MAX, "max", WORD_NAME),
    ROW(PLAN, "plan", WORD_NAME | WORD_FIELD),
    ROW(REASONS, "reasons", WORD_NAME | WORD_FILE),
    ROW(ANSWERS, "answers", WORD_NAME | WORD_FILE),
    ROW(ORIGINS, "origins", WORD_NAME | WORD_FILE),
    ROW(MANDATORY, "mandatory", WORD_NAME | WORD_RULE),
    ROW(SET, "set", WORD_NAME | WORD_FILE | WORD_TEST | WORD_TAILOR),
    ROW(SKIP, "skip", WORD_NAME | WORD_TAILOR),
    ROW(UNTIL, "until", WORD_NAME),
    ROW(BECAUSE, "because", WORD_NAME),
    ROW(APPROVED, "approved", WORD_NAME),
    ROW(EVEN, "even", WORD_NAME),
    ROW(UNKNOWN, "unknown", WORD_NAME),
    ROW(CASE, "case", WORD_NAME | WORD_TEST),
    ROW(WITHOUT, "without", WORD_NAME | WORD_TEST),
    ROW(AT, "at", WORD_NAME | WORD_TEST),
    ROW(MARGIN, "margin", WORD_NAME),
    ROW(MISSING, "missing", WORD_NAME),
    ROW(PASS, "pass", WORD_NAME),
    ROW(FAIL, "fail", WORD_NAME),
    ROW(WAIVED, "waived", WORD_NAME),
    ROW(RUN, "run", WORD_NAME),
    ROW(VALUE, "value", WORD_NAME),
};

enum { WORD_COUNT = sizeof words / sizeof *words };

const struct word *word_at(size_t index) {
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].text[0] && index-- == 0)
            return &words[i];
    return NULL;
}

// Where the words are: 1 + the index of a row, 0 where a slot is free. Most names meet a free one.
enum { SLOTS = 512 };
static unsigned char slots[SLOTS];
static_assert(WORD_COUNT < UCHAR_MAX, "a slot has room for every row");

static size_t first_slot(const char *text, size_t size) {
    const unsigned char *bytes = (const unsigned char *)text;
    return bytes[0] * 5U + bytes[size > 1] * 17U + bytes[size - 1] * 37U + size;
}

static bool is_word(const struct word *word, const char *text, size_t size) {
    return word->text[size] == '\0' && memcmp(word->text, text, size) == 0;
}

// The slot of a word, or the free one where it would be.
static unsigned char *find_slot(const char *text, size_t size) {
    size_t at = first_slot(text, size);
    while (slots[at % SLOTS] > 0 && !is_word(&words[slots[at % SLOTS] - 1], text, size))
        at++;
    return &slots[at % SLOTS];
}

__attribute__((constructor)) static void fill_slots(void) {
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].text[0])
            *find_slot(words[i].text, strlen(words[i].text)) = (unsigned char)(i + 1);
}

const struct word *word_find(const char *text, size_t size) {
    size_t slot = size > 0 && size <= WORD_LENGTH ? *find_slot(text, size) : 0;
    return slot > 0 ? &words[slot - 1] : NULL;
}

const struct word *word_of_token(int token) {
    size_t index = (size_t)token - FIRST;
    return token >= FIRST && index < WORD_COUNT && words[index].text[0] ? &words[index] : NULL;
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
    return reserves(word) && (word->roles & (WORD_FILE | WORD_RULE | WORD_TEST));
}

const char *nearest_statement(const char *word, bool of_rule) {
    const char *candidates[WORD_COUNT];
    size_t count = 0;
    for (size_t i = 0; i < WORD_COUNT; i++)
        if (words[i].roles & (of_rule ? WORD_RULE : WORD_FILE))
            candidates[count++] = words[i].text;
    return nearest_word(word, candidates, count);
}
