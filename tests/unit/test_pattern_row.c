// Patterns that are a row of characters and sets, held to what RE2 says of the same expression.
#include <string.h>

#include "../random.h"
#include "base/text.h"
#include "check/pattern_re2.h"
#include "check/pattern_row.h"
#include "suites.h"

enum { EXPRESSIONS = 10000, TEXTS = 8, MEMORY = 1 << 20 };

static struct random chance;

static const char *const items[] = {"a",   "b",     "-",    "\\.",    "[ab]", "[a-c-]", "[-b]",
                                    "\\d", "[^a]",  "\\-",  "[0-9_]", ".",    ".",      "\xc3\xa9",
                                    "a",   "[+.*]", "(a)?", "a|b",    "[b-]", "[\\]a]", "\n"};
static const char *const repeats[] = {"",    "",      "",      "*",      "+",      "?",
                                      "{2}", "{0,2}", "{1,3}", "{2,}",   "{0,}",   "*?",
                                      "{0}", "{,2}",  "{2",    "{0,30}", "{20,31}"};
static const char *const characters[] = {"a", "b", "-", ".", "0", "_", "\xc3\xa9", "\n", "]", "c"};

static void make_expression(struct text *out) {
    text_reset(out);
    text_add(out, random_below(&chance, 8) == 0 ? "(?s)" : "");
    text_add(out, random_below(&chance, 2) == 0 ? "^" : "");
    for (uint32_t left = random_below(&chance, 6); left > 0; left--) {
        text_add(out, RANDOM_OF(&chance, items));
        text_add(out, RANDOM_OF(&chance, repeats));
    }
    text_add(out, random_below(&chance, 2) == 0 ? "$" : "");
}

static void make_text(struct text *out) {
    text_reset(out);
    for (uint32_t left = random_below(&chance, random_below(&chance, 8) == 0 ? 70 : 9); left > 0;
         left--)
        text_add(out, RANDOM_OF(&chance, characters));
}

// How many texts an expression was tried on: none where it is no row.
static int compare(const struct text *words, struct text *subject) {
    struct expression_error error;
    struct pattern_row row;
    struct expression *expression = expression_new(text_data(words), words->size, MEMORY, &error);
    bool good = expression != NULL && row_of(text_data(words), words->size, &row);
    for (int i = 0; good && i < TEXTS; i++) {
        make_text(subject);
        bool found = expression_find(expression, text_data(subject), subject->size, NULL) ==
                     EXPRESSION_FOUND;
        ck_assert_msg(row_matches(&row, text_data(subject), subject->size) == found,
                      "\"%s\" on \"%s\": RE2 says %d", text_data(words), text_data(subject), found);
    }
    expression_free(expression);
    return good ? TEXTS : 0;
}

START_TEST(random_rows) {
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

// Rows of as many places as a word has, and of one more.
START_TEST(longest_row) {
    struct pattern_row row;
    char words[] = "^[a-b]{62}c$", text[64];
    memset(text, 'a', 62);
    text[62] = 'c';
    ck_assert(row_of(words, strlen(words), &row));
    ck_assert(row_matches(&row, text, 63));
    ck_assert(!row_matches(&row, text + 1, 62));
    memcpy(strstr(words, "62"), "63", 2);
    ck_assert(!row_of(words, strlen(words), &row));
}
END_TEST

SUITE(pattern_row, NULL, NULL, ONCE(random_rows), ONCE(longest_row))
