// Each row of the language's words has its token in the grammar, and its roles are those that the
// grammar gives it.
#include <check.h>
#include <string.h>

#include "grammar/expected.h"
#include "grammar/parser.h"
#include "grammar/words.h"
#include "suites.h"

// The tokens of the grammar that are words: their names are their texts, in small letters.
static bool is_word(int token) {
    const char *name = token_name(token);
    return strspn(name, "abcdefghijklmnopqrstuvwxyz") == strlen(name);
}

START_TEST(every_token_has_a_row) {
    int words = 0, rows = 0;
    for (int token = TOKEN_START_FILE; strcmp(token_name(token), "invalid token") != 0; token++) {
        const struct word *word = word_of_token(token);
        ck_assert_msg(is_word(token) == (word != NULL), "%s", token_name(token));
        if (word)
            ck_assert_str_eq(word->text, token_name(token));
        words += word != NULL;
    }
    for (; word_at((size_t)rows); rows++)
        ck_assert_uint_le(strlen(word_at((size_t)rows)->text), WORD_LENGTH);
    ck_assert_int_gt(words, 40);
    ck_assert_int_eq(words, rows);
}
END_TEST

// The first message of a policy, or "".
static const char *message(struct arena *arena, const char *format, const char *word) {
    struct sources *sources = sources_new(arena);
    struct parse parse = {arena, intern_new(arena), diagnostics_new(arena, sources)};
    const char *text = arena_printf(arena, "policy p\n%s", format);
    size_t index = 0;
    for (char *at = strchr(text, '@'); at; at = strchr(text, '@')) {
        *at = '\0';
        text = arena_printf(arena, "%s%s%s", text, word, at + 1);
    }
    parse_file(&parse, sources_add(sources, "p.plim", text, strlen(text)));
    const struct diagnostic *first = diagnostics_next(parse.diagnostics, &index);
    return first ? first->message : "";
}

START_TEST(only_contextual_words_are_names) {
    static const char *const forms[] = {"define @ = 1", "rule r \"t\" { let @ = 1 require true }",
                                        "rule r \"t\" { for each @ in xs require true }",
                                        "define x = every @ in xs has true"};
    const struct word *word = word_at((size_t)_i);
    struct arena *arena = arena_new();
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const char *got = message(arena, forms[i], word->text);
        const char *reserved =
            arena_printf(arena, "'%s' is a reserved word and cannot be a name", word->text);
        ck_assert_str_eq(got, word->roles & WORD_NAME ? "" : reserved);
    }
    arena_free(arena);
}
END_TEST

// The diagnostic of a nonsense sign after an open statement shows which role the word took.
START_TEST(roles_are_what_the_grammar_does) {
    const struct word *word = word_at((size_t)_i);
    struct arena *arena = arena_new();
    const char *alone = message(arena, "@ )", word->text);
    const char *in_rule = message(arena, "rule r \"t\" { @ )", word->text);
    const char *value = message(arena, "define x = 1 + (@ )", word->text);
    const char *before = arena_printf(arena, "before '%s'", word->text);
    ck_assert(!(word->roles & WORD_FILE) || !strstr(alone, before));
    ck_assert(!(word->roles & (WORD_RULE | WORD_LOOP)) || !strstr(in_rule, before));
    ck_assert(!(word->roles & (WORD_VALUE | WORD_NAME)) || !strstr(value, before));
    if (!(word->roles & (WORD_VALUE | WORD_NAME)))
        ck_assert_str_ne(value, "");
    arena_free(arena);
}
END_TEST

static size_t word_count(void) {
    size_t count = 0;
    while (word_at(count))
        count++;
    return count;
}

SUITE(words, NULL, NULL, ONCE(every_token_has_a_row),
      {only_contextual_words_are_names, word_count()},
      {roles_are_what_the_grammar_does, word_count()})
