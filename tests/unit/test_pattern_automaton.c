// Automata of small expressions, held to what RE2 says of the same expression.
#include <string.h>

#include "../random.h"
#include "base/text.h"
#include "check/pattern_automaton.h"
#include "check/pattern_re2.h"
#include "suites.h"

enum { EXPRESSIONS = 10000, TEXTS = 8, MEMORY = 1 << 20 };

static struct random chance;

static const char *const items[] = {
    "a",   "b",    "-",      "\\.",  "[ab]",   "[a-c-]",  "[-b]",  "\\d", "[^a]",    "\\-",
    ".",   ".",    "[+.*]",  "a",    "[b-]",   "[\\]a]",  "\n",    "\\w", "[^\\d_]", "[\\sa]",
    "\\s", "()",   "[0-9_]", "^",    "$",      "\\A",     "\\z",   "",    "[^-b]",   "\xc3\xa9",
    "\\D", "(a)?", "(?i)a",  "\\bb", "(?:a|)", "[^\\w-]", "(?i:b)"};
static const char *const repeats[] = {"",       "",    "",       "",      "*",      "+",
                                      "?",      "{2}", "{0,2}",  "{1,3}", "{2,}",   "{0,}",
                                      "*?",     "+?",  "{0}",    "{,2}",  "{2",     "{0,30}",
                                      "{9,31}", "??",  "{2,3}?", "{01}",  "{1,02}", "{00}"};
static const char *const opens[] = {"(", "(?:", "(?P<x>"};
static const char *const characters[] = {"a", "b", "-", ".", "0", "_", "\xc3\xa9", "\n", "]", "c"};

static void add_sequence(struct text *out, uint32_t depth);

static void add_item(struct text *out, uint32_t depth) {
    if (depth == 0 || random_below(&chance, 4) > 0) {
        text_add(out, RANDOM_OF(&chance, items));
        return;
    }
    text_add(out, RANDOM_OF(&chance, opens));
    add_sequence(out, depth - 1);
    for (uint32_t left = random_below(&chance, 3); left > 0; left--) {
        text_add(out, "|");
        add_sequence(out, depth - 1);
    }
    text_add(out, ")");
}

static void add_sequence(struct text *out, uint32_t depth) {
    for (uint32_t left = random_below(&chance, 4); left > 0; left--) {
        add_item(out, depth);
        text_add(out, random_below(&chance, 2) == 0 ? RANDOM_OF(&chance, repeats) : "");
    }
}

static void make_expression(struct text *out) {
    text_reset(out);
    text_add(out, random_below(&chance, 8) == 0 ? "(?s)" : "");
    text_add(out, random_below(&chance, 3) == 0 ? "^" : "");
    for (uint32_t left = random_below(&chance, 3) + 1; left > 0; left--) {
        add_sequence(out, 3);
        text_add(out, left > 1 ? "|" : "");
    }
    text_add(out, random_below(&chance, 3) == 0 ? "$" : "");
}

static void make_text(struct text *out) {
    text_reset(out);
    for (uint32_t left = random_below(&chance, random_below(&chance, 8) == 0 ? 70 : 9); left > 0;
         left--)
        text_add(out, RANDOM_OF(&chance, characters));
}

// How many texts an expression was tried on: none where it is no small one.
static int compare(const struct text *words, struct text *subject) {
    struct expression_error error;
    struct arena *arena = arena_new();
    struct expression *expression = expression_new(text_data(words), words->size, MEMORY, &error);
    struct automaton *automaton = automaton_of(arena, text_data(words), words->size);
    bool good = expression != NULL && automaton != NULL;
    for (int i = 0; good && i < TEXTS; i++) {
        make_text(subject);
        bool found = expression_find(expression, text_data(subject), subject->size, NULL) ==
                     EXPRESSION_FOUND;
        ck_assert_msg(automaton_finds(automaton, text_data(subject), subject->size) == found,
                      "\"%s\" on \"%s\": RE2 says %d", text_data(words), text_data(subject), found);
    }
    expression_free(expression);
    arena_free(arena);
    return good ? TEXTS : 0;
}

START_TEST(random_expressions) {
    struct text words = {0}, subject = {0};
    int tried = 0;
    chance = random_new(1);
    for (int i = 0; i < EXPRESSIONS; i++) {
        make_expression(&words);
        tried += compare(&words, &subject);
    }
    ck_assert_int_gt(tried, EXPRESSIONS * TEXTS / 5);
    text_clear(&words);
    text_clear(&subject);
}
END_TEST

// Whether there is an automaton, and that it finds a text.
static bool finds(const char *words, const char *text) {
    struct arena *arena = arena_new();
    struct automaton *automaton = automaton_of(arena, words, strlen(words));
    bool found = automaton != NULL && automaton_finds(automaton, text, strlen(text));
    arena_free(arena);
    return found;
}

START_TEST(characters_of_classes) {
    static const char *const classes[] = {"^\\d$", "^\\s$", "^\\w$", "^[^\\s]$"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        struct expression_error error;
        struct expression *expression =
            expression_new(classes[i], strlen(classes[i]), MEMORY, &error);
        for (char c = 1; c < 127; c++) {
            const char text[] = {c, '\0'};
            ck_assert_msg(finds(classes[i], text) ==
                              (expression_find(expression, text, 1, NULL) == EXPRESSION_FOUND),
                          "%s on \\x%02x", classes[i], (unsigned)c);
        }
        expression_free(expression);
    }
}
END_TEST

// Numbers that begin with 0 are none to RE2, to which the { is a character then.
START_TEST(zeros_before_counts) {
    ck_assert(!finds("^a{01}$", "a"));
    ck_assert(!finds("^a{1,02}$", "aa"));
    ck_assert(!finds("^a{0,01}$", ""));
    ck_assert(finds("^a{0,1}$", ""));
}
END_TEST

// As many places as there may be, and one more; anchors are some.
START_TEST(most_places) {
    char text[128] = {0};
    memset(text, 'a', 124);
    text[124] = 'c';
    ck_assert(finds("^[a-b]{124}c$", text));
    ck_assert(!finds("^[a-b]{124}c$", text + 1));
    ck_assert(!finds("^[a-b]{125}c$|c", text));
    ck_assert(finds("(?:b|[a-b]{124}c)|c", text));
    ck_assert(!finds("(?:b|[a-b]{125}c)|c", text));
}
END_TEST

// Groups within each other, and an expression as long as it may be.
START_TEST(deepest_groups) {
    char words[1026] = {0};
    ck_assert(finds("((((((((((((((((a))))))))))))))))", "a"));
    ck_assert(!finds("(((((((((((((((((a)))))))))))))))))", "a"));
    memset(words, '|', 1024);
    ck_assert(finds(words, "a"));
    words[1024] = '|';
    ck_assert(!finds(words, "a"));
}
END_TEST

// Letters of texts, of which an a stands wherever one of two does.
static const struct {
    const char *words, *letters[4];
} many[] = {{"a[ab]{12}c", {"a", "b", "a", "b"}}, {"a[^c]{12}c", {"a", "b", "a", "\u00e9"}}};

// There are 2^13 sets of places, more than are kept.
START_TEST(many_states) {
    const char *words = many[_i].words;
    struct expression_error error;
    struct arena *arena = arena_new();
    struct expression *expression = expression_new(words, strlen(words), MEMORY, &error);
    struct automaton *automaton = automaton_of(arena, words, strlen(words));
    struct text text = {0};
    size_t found = 0;
    chance = random_new(1);
    for (int round = 0; round < 200; round++) {
        uint32_t c = random_below(&chance, 4096);
        text_reset(&text);
        for (uint32_t i = 0; i < 4096; i++)
            text_add(&text, i == c ? "c" : many[_i].letters[random_below(&chance, 4)]);
        bool finds = automaton_finds(automaton, text_data(&text), text.size);
        ck_assert_int_eq(finds, expression_find(expression, text_data(&text), text.size, NULL) ==
                                    EXPRESSION_FOUND);
        found += finds;
    }
    ck_assert_uint_gt(found, 50);
    ck_assert_uint_lt(found, 150);
    ck_assert_uint_lt(arena_size(arena), 64 << 10);
    text_clear(&text);
    expression_free(expression);
    arena_free(arena);
}
END_TEST

SUITE(pattern_automaton, NULL, NULL, ONCE(random_expressions), ONCE(characters_of_classes),
      ONCE(zeros_before_counts), ONCE(most_places), ONCE(deepest_groups), EACH(many_states, many))
