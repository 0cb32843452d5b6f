// Scanning ahead: which elements come, in which order, and where the input stands behind them.
#include <stdlib.h>

#include "facts/ahead.h"
#include "suites.h"

enum { ELEMENTS = 50000, LARGE = 1 << 20 };

static struct text text;
static struct input input;
static struct awaited awaited; // of nothing
static struct ahead *ahead;

static void begin(void) {
    text = (struct text){0};
}

static void end(void) {
    input_close(&input);
    text_clear(&text);
}

// Numbers from 0 on, the separator between them.
static void add_numbers(int count, char separator) {
    for (int i = 0; i < count; i++)
        text_addf(&text, "%s%d%c", i % 3 == 1 ? " " : "", i, separator);
}

// False where there is one processor.
static bool start(char separator) {
    input_open_text(&input, text.data, text.size);
    ck_assert(input_more(&input));
    ahead = ahead_start(&input, &awaited, 1, separator);
    return ahead != NULL;
}

// How many elements come; each is the number of its place.
static int count(void) {
    int number = 0;
    for (const struct scan_token *at; (at = ahead_next(ahead)) != NULL; number++) {
        ck_assert_int_eq(at->kind, SCAN_WHOLE);
        ck_assert_int_eq(at->as.whole, number);
    }
    return number;
}

// All but the last come, behind which no separator and element stand.
static void check_all(char separator) {
    add_numbers(ELEMENTS, separator);
    if (!start(separator))
        return;
    ck_assert_int_eq(count(), ELEMENTS - 1);
    ck_assert_int_eq(atoi(input.at), ELEMENTS - 1);
}

START_TEST(test_list) {
    check_all(',');
}
END_TEST

START_TEST(test_lines) {
    check_all('\n');
}
END_TEST

// What is wrong, and what is larger than the window, is left to who reads without looking ahead.
static const char *const others[] = {"[1,]", "tru", "\"\x01\"", "]", "", NULL};

START_TEST(test_other) {
    add_numbers(ELEMENTS, ',');
    size_t other = text.size;
    if (others[_i] != NULL)
        text_addf(&text, "%s,", others[_i]);
    else
        text_addf(&text, "\"%*s\",", LARGE, "");
    add_numbers(ELEMENTS, ',');
    if (!start(','))
        return;
    ck_assert_int_le(ELEMENTS - 1, count());
    uint64_t at = input_offset(&input, input.at);
    ck_assert_uint_le(at, other);
    ck_assert_uint_le(other - at, sizeof "49999,");
}
END_TEST

SUITE(ahead, begin, end, ONCE(test_list), ONCE(test_lines), EACH(test_other, others))
