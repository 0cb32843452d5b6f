// Decimals: the edges of the range, rounding, reading and writing.
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "suites.h"

#define HIGHEST_TEXT "170141183460469231731687303715.884105727"
#define LOWEST_TEXT "-170141183460469231731687303715.884105728"

static struct decimal of(const char *text) {
    struct decimal value = {0};
    ck_assert_msg(decimal_parse(text, strlen(text), &value) == DECIMAL_OK, "%s", text);
    return value;
}

// The text of a result, or "none"; a result that does not exist must leave out alone.
static const char *shown(bool exists, struct decimal value) {
    static char text[DECIMAL_TEXT];
    if (!exists) {
        ck_assert(value.nano == 77);
        return "none";
    }
    ck_assert_uint_eq(decimal_format(value, text), strlen(text));
    return text;
}

typedef bool binary(struct decimal, struct decimal, struct decimal *);
typedef bool unary(struct decimal, struct decimal *);

static const struct {
    binary *operation;
    const char *a, *b, *result;
} pairs[] = {
    {decimal_add, "0.1", "0.2", "0.3"},
    {decimal_add, HIGHEST_TEXT, "0.000000001", "none"},
    {decimal_add, HIGHEST_TEXT, LOWEST_TEXT, "-0.000000001"},
    {decimal_add, LOWEST_TEXT, "-0.000000001", "none"},
    {decimal_subtract, "10", "50.5", "-40.5"},
    {decimal_subtract, LOWEST_TEXT, "0.000000001", "none"},
    {decimal_subtract, LOWEST_TEXT, LOWEST_TEXT, "0"},
    {decimal_subtract, "0", LOWEST_TEXT, "none"},
    {decimal_subtract, "-0.000000001", LOWEST_TEXT, HIGHEST_TEXT},
    {decimal_multiply, "1.5", "1.5", "2.25"},
    {decimal_multiply, "0.5", "0.000000001", "0.000000001"}, // half away from zero
    {decimal_multiply, "-0.5", "0.000000001", "-0.000000001"},
    {decimal_multiply, "0.499999999", "0.000000001", "0"},
    {decimal_multiply, "-0.499999999", "0.000000001", "0"},
    {decimal_multiply, "2.5", "0.000000001", "0.000000003"},
    {decimal_multiply, "9223372036.854775808", "9223372036.854775808",
     "85070591730234615865.843651858"},
    {decimal_multiply, "1000000000000000", "100000000000000", "100000000000000000000000000000"},
    {decimal_multiply, "1000000000000000", "1000000000000000", "none"},
    {decimal_multiply, HIGHEST_TEXT, "1", HIGHEST_TEXT},
    {decimal_multiply, LOWEST_TEXT, "1", LOWEST_TEXT},
    {decimal_multiply, LOWEST_TEXT, "-1", "none"},
    {decimal_multiply, LOWEST_TEXT, LOWEST_TEXT, "none"},
    {decimal_multiply, LOWEST_TEXT, "0", "0"},
    {decimal_multiply, LOWEST_TEXT, "0.000000001", "-170141183460469231731.687303716"},
    {decimal_multiply, HIGHEST_TEXT, "1.000000001", "none"},
    {decimal_multiply, "85070591730234615865843651857.942052864", "2", "none"},
    {decimal_multiply, "85070591730234615865843651857.942052864", "-2", LOWEST_TEXT},
    {decimal_divide, "1", "3", "0.333333333"},
    {decimal_divide, "2", "3", "0.666666667"},
    {decimal_divide, "-2", "3", "-0.666666667"},
    {decimal_divide, "0.000000001", "2", "0.000000001"},
    {decimal_divide, "-0.000000001", "2", "-0.000000001"},
    {decimal_divide, "0.000000001", "2.000000001", "0"},
    {decimal_divide, "1", "0", "none"},
    {decimal_divide, "0", "0", "none"},
    {decimal_divide, LOWEST_TEXT, "-1", "none"},
    {decimal_divide, LOWEST_TEXT, "1", LOWEST_TEXT},
    {decimal_divide, LOWEST_TEXT, LOWEST_TEXT, "1"},
    {decimal_divide, HIGHEST_TEXT, LOWEST_TEXT, "-1"},
    {decimal_divide, HIGHEST_TEXT, "0.5", "none"},
    {decimal_divide, LOWEST_TEXT, "0.5", "none"},
    // a quotient that rounds up to 2^128
    {decimal_divide, "33922749158348355422663814.614872973", "0.00009969", "none"},
    {decimal_divide, "1", LOWEST_TEXT, "0"},
    {decimal_divide, LOWEST_TEXT, "1000000000", "-170141183460469231731.687303716"},
    {decimal_modulo, "7", "3", "1"},
    {decimal_modulo, "-7", "3", "-1"},
    {decimal_modulo, "7", "-3", "1"},
    {decimal_modulo, "1", "0.3", "0.1"},
    {decimal_modulo, "7", "0", "none"},
    {decimal_modulo, LOWEST_TEXT, "-0.000000001", "0"},
    {decimal_modulo, HIGHEST_TEXT, LOWEST_TEXT, HIGHEST_TEXT},
    {decimal_modulo, LOWEST_TEXT, HIGHEST_TEXT, "-0.000000001"},
};

START_TEST(test_pairs) {
    struct decimal out = {77};
    bool exists = pairs[_i].operation(of(pairs[_i].a), of(pairs[_i].b), &out);
    ck_assert_str_eq(shown(exists, out), pairs[_i].result);
}
END_TEST

static const struct {
    unary *operation;
    const char *a, *result;
} singles[] = {
    {decimal_negate, "12.5", "-12.5"},
    {decimal_negate, "0", "0"},
    {decimal_negate, HIGHEST_TEXT, "-170141183460469231731687303715.884105727"},
    {decimal_negate, LOWEST_TEXT, "none"},
    {decimal_absolute, "-3", "3"},
    {decimal_absolute, "3", "3"},
    {decimal_absolute, LOWEST_TEXT, "none"},
    {decimal_floor, "2.999999999", "2"},
    {decimal_floor, "-2.000000001", "-3"},
    {decimal_floor, "-2", "-2"},
    {decimal_floor, HIGHEST_TEXT, "170141183460469231731687303715"},
    {decimal_floor, LOWEST_TEXT, "none"},
    {decimal_ceiling, "2.000000001", "3"},
    {decimal_ceiling, "-2.999999999", "-2"},
    {decimal_ceiling, "2", "2"},
    {decimal_ceiling, HIGHEST_TEXT, "none"},
    {decimal_ceiling, LOWEST_TEXT, "-170141183460469231731687303715"},
    {decimal_round, "0.5", "1"},
    {decimal_round, "0.499999999", "0"},
    {decimal_round, "-0.5", "-1"},
    {decimal_round, "-0.499999999", "0"},
    {decimal_round, "2.5", "3"},
    {decimal_round, HIGHEST_TEXT, "none"},
    {decimal_round, LOWEST_TEXT, "none"},
    {decimal_round, "170141183460469231731687303715.499999999", "170141183460469231731687303715"},
};

START_TEST(test_singles) {
    struct decimal out = {77};
    bool exists = singles[_i].operation(of(singles[_i].a), &out);
    ck_assert_str_eq(shown(exists, out), singles[_i].result);
}
END_TEST

START_TEST(test_round_to) {
    static const char *const results[] = {"1",          "0.6",        "0.56",     "0.556",
                                          "0.5556",     "0.55556",    "0.555556", "0.5555556",
                                          "0.55555556", "0.555555555"};
    struct decimal out = {77};
    for (int digits = 0; digits <= 9; digits++) {
        bool exists = decimal_round_to(of("0.555555555"), digits, &out);
        ck_assert_str_eq(shown(exists, out), results[digits]);
    }
    ck_assert(decimal_round_to(of(LOWEST_TEXT), 9, &out) && out.nano == of(LOWEST_TEXT).nano);
    out.nano = 77;
    ck_assert_str_eq(shown(decimal_round_to(of(LOWEST_TEXT), 8, &out), out), "none");
    ck_assert_str_eq(shown(decimal_round_to(of("-0.05"), 1, &out), out), "-0.1");
}
END_TEST

START_TEST(test_compare) {
    static const char *const rising[] = {
        LOWEST_TEXT, "-3", "-0.000000001", "0", "0.000000001", "1", "10.0", "50.5", HIGHEST_TEXT};
    int count = (int)(sizeof rising / sizeof *rising);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < count; k++)
            ck_assert_int_eq(decimal_compare(of(rising[i]), of(rising[k])), (i > k) - (i < k));
    ck_assert_int_eq(decimal_compare(of("10"), of("10.000")), 0);
}
END_TEST

START_TEST(test_integers) {
    static const int64_t values[] = {0, 1, -1, INT64_MIN, INT64_MAX, INT64_C(9007199254740993)};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        int64_t back = 77;
        struct decimal value = decimal_from_int(values[i]);
        ck_assert(decimal_is_whole(value) && decimal_to_int(value, &back) && back == values[i]);
    }
    static const char *const none[] = {"9223372036854775808", "-9223372036854775809", "0.5",
                                       "-0.000000001",        HIGHEST_TEXT,           LOWEST_TEXT};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        int64_t left = 77;
        ck_assert(!decimal_to_int(of(none[i]), &left) && left == 77);
        ck_assert_int_eq(decimal_is_whole(of(none[i])), i < 2);
    }
}
END_TEST

static const struct {
    const char *text;
    enum decimal_error error;
    const char *result;
} texts[] = {
    {"0", DECIMAL_OK, "0"},
    {"-0", DECIMAL_OK, "0"},
    {"+007.500", DECIMAL_OK, "7.5"},
    {"1.000000000000", DECIMAL_OK, "1"},
    {"0.000000001", DECIMAL_OK, "0.000000001"},
    {"-12.5", DECIMAL_OK, "-12.5"},
    {"1e3", DECIMAL_OK, "1000"},
    {"1E+3", DECIMAL_OK, "1000"},
    {"12.5e-1", DECIMAL_OK, "1.25"},
    {"1e-9", DECIMAL_OK, "0.000000001"},
    {"100e-11", DECIMAL_OK, "0.000000001"},
    {"0.00000000000000000000000000000000000000001e41", DECIMAL_OK, "1"},
    {"10000000000000000000000000000000000000000e-40", DECIMAL_OK, "1"},
    {"9007199254740993", DECIMAL_OK, "9007199254740993"},
    {"1e29", DECIMAL_OK, "100000000000000000000000000000"},
    {"0e999999999999", DECIMAL_OK, "0"},
    {"0e-999999999999", DECIMAL_OK, "0"},
    {"1e00000000000000000000000000000001", DECIMAL_OK, "10"},
    {HIGHEST_TEXT, DECIMAL_OK, HIGHEST_TEXT},
    {LOWEST_TEXT, DECIMAL_OK, LOWEST_TEXT},
    {LOWEST_TEXT "000", DECIMAL_OK, LOWEST_TEXT},
    {"170141183460469231731687303715.884105728", DECIMAL_TOO_LARGE, NULL},
    {"-170141183460469231731687303715.884105729", DECIMAL_TOO_LARGE, NULL},
    {"340282366920938463463374607431.768211456", DECIMAL_TOO_LARGE, NULL},
    {"340282366920938463463374607432.768211456", DECIMAL_TOO_LARGE, NULL},
    {"1e30", DECIMAL_TOO_LARGE, NULL},
    {"2e29", DECIMAL_TOO_LARGE, NULL},
    {"1e999999999999", DECIMAL_TOO_LARGE, NULL},
    {"-1e99999999999999999999999999999999999999", DECIMAL_TOO_LARGE, NULL},
    {"1e18446744073709551617", DECIMAL_TOO_LARGE, NULL},
    {"0.0000000001", DECIMAL_TOO_PRECISE, NULL},
    {"1.0000000001", DECIMAL_TOO_PRECISE, NULL},
    {"1e-10", DECIMAL_TOO_PRECISE, NULL},
    {"1e-18446744073709551616", DECIMAL_TOO_PRECISE, NULL},
    {"", DECIMAL_MALFORMED, NULL},
    {"-", DECIMAL_MALFORMED, NULL},
    {"+-1", DECIMAL_MALFORMED, NULL},
    {".5", DECIMAL_MALFORMED, NULL},
    {"5.", DECIMAL_MALFORMED, NULL},
    {"5.e1", DECIMAL_MALFORMED, NULL},
    {"1e", DECIMAL_MALFORMED, NULL},
    {"1e+", DECIMAL_MALFORMED, NULL},
    {"1e1.5", DECIMAL_MALFORMED, NULL},
    {"1.2.3", DECIMAL_MALFORMED, NULL},
    {"1,5", DECIMAL_MALFORMED, NULL},
    {" 1", DECIMAL_MALFORMED, NULL},
    {"1 ", DECIMAL_MALFORMED, NULL},
    {"1x", DECIMAL_MALFORMED, NULL},
    {"0x10", DECIMAL_MALFORMED, NULL},
    {"inf", DECIMAL_MALFORMED, NULL},
    {"nan", DECIMAL_MALFORMED, NULL},
    {"1e999999999999x", DECIMAL_MALFORMED, NULL},
};

// From memory of exactly that size, so that a read too far is seen.
START_TEST(test_parse) {
    size_t size = strlen(texts[_i].text);
    char *bytes = malloc(size + !size);
    memcpy(bytes, texts[_i].text, size);
    struct decimal out = {77};
    ck_assert_int_eq(decimal_parse(bytes, size, &out), texts[_i].error);
    if (texts[_i].error == DECIMAL_OK)
        ck_assert_str_eq(shown(true, out), texts[_i].result);
    else
        ck_assert(out.nano == 77);
    free(bytes);
}
END_TEST

START_TEST(test_parse_stops_at_size) {
    struct decimal out;
    ck_assert_int_eq(decimal_parse("12.5e3", 2, &out), DECIMAL_OK);
    ck_assert_str_eq(shown(true, out), "12");
    ck_assert_int_eq(decimal_parse("1\0002", 3, &out), DECIMAL_MALFORMED);
}
END_TEST

// Ten megabytes: quadratic work would not end within the time of a test.
START_TEST(test_parse_any_length) {
    enum { SIZE = 10000000 };
    char *bytes = malloc(SIZE);
    struct decimal out = {77};
    memset(bytes, '9', SIZE);
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_TOO_LARGE);
    bytes[1] = '.';
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_TOO_PRECISE);
    memset(bytes + 2, '0', SIZE - 2);
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_OK);
    ck_assert_str_eq(shown(true, out), "9");
    bytes[SIZE - 1] = '1';
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_TOO_PRECISE);
    memset(bytes, '0', SIZE);
    bytes[SIZE - 1] = '7';
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_OK);
    ck_assert_str_eq(shown(true, out), "7");
    memset(bytes, '0', SIZE);
    bytes[0] = '4';
    memcpy(bytes + SIZE - 8, "e-999998", 8); // 4 and 9999991 zeros
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_TOO_LARGE);
    memcpy(bytes + SIZE - 9, "e-9999990", 9); // 4 and 9999990 zeros
    ck_assert_int_eq(decimal_parse(bytes, SIZE, &out), DECIMAL_OK);
    ck_assert_str_eq(shown(true, out), "4");
    free(bytes);
}
END_TEST

SUITE(decimal, NULL, NULL, EACH(test_pairs, pairs), EACH(test_singles, singles),
      EACH(test_parse, texts), ONCE(test_round_to), ONCE(test_compare), ONCE(test_integers),
      ONCE(test_parse_stops_at_size), ONCE(test_parse_any_length))
