// Decimals against schoolbook arithmetic on digits, with random and with awkward operands.
#include <stdio.h>
#include <string.h>

#include "../random.h"
#include "base/decimal.h"
#include "suites.h"

// A whole number: decimal digits, the lowest first.
enum { DIGITS = 96, ROUNDS = 4000 };
struct school {
    bool negative;
    unsigned char digit[DIGITS];
};

static struct school of_text(const char *text) {
    struct school number = {.negative = *text == '-'};
    text += number.negative;
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        number.digit[i] = (unsigned char)(text[length - 1 - i] - '0');
    return number;
}

static struct school of_nano(__int128 nano) {
    struct school number = {.negative = nano < 0};
    for (int i = 0; nano != 0; i++, nano /= 10)
        number.digit[i] = (unsigned char)(nano < 0 ? -(nano % 10) : nano % 10);
    return number;
}

static int compare(const struct school *a, const struct school *b) {
    for (int i = DIGITS - 1; i >= 0; i--)
        if (a->digit[i] != b->digit[i])
            return a->digit[i] < b->digit[i] ? -1 : 1;
    return 0;
}

// Of magnitudes, with the sign of a; a difference takes the smaller from the larger.
static struct school sum(struct school a, const struct school *b) {
    int carry = 0;
    for (int i = 0; i < DIGITS; i++, carry /= 10) {
        carry += a.digit[i] + b->digit[i];
        a.digit[i] = (unsigned char)(carry % 10);
    }
    return a;
}

static struct school difference(struct school a, const struct school *b) {
    int borrow = 0;
    for (int i = 0; i < DIGITS; i++) {
        int left = a.digit[i] - b->digit[i] - borrow;
        borrow = left < 0;
        a.digit[i] = (unsigned char)(left + 10 * borrow);
    }
    return a;
}

// The magnitude.
static struct school product(const struct school *a, const struct school *b) {
    struct school out = {0};
    for (int i = 0; i < DIGITS / 2; i++) {
        int carry = 0;
        for (int k = 0; i + k < DIGITS; k++, carry /= 10) {
            carry += out.digit[i + k] + a->digit[i] * b->digit[k];
            out.digit[i + k] = (unsigned char)(carry % 10);
        }
    }
    return out;
}

static struct school shifted(const struct school *a, int places) {
    struct school out = {0};
    memcpy(out.digit + places, a->digit, (size_t)(DIGITS - places));
    return out;
}

// Long division of the magnitudes.
static struct school quotient(const struct school *a, const struct school *b, struct school *rest) {
    struct school out = {0};
    *rest = (struct school){0};
    for (int i = DIGITS - 1; i >= 0; i--) {
        *rest = shifted(rest, 1);
        rest->digit[0] = a->digit[i];
        for (; compare(rest, b) >= 0; out.digit[i]++)
            *rest = difference(*rest, b);
    }
    return out;
}

static struct school rounded_quotient(const struct school *a, const struct school *b) {
    struct school rest, one = {.digit = {1}}, out = quotient(a, b, &rest);
    rest = sum(rest, &rest);
    return compare(&rest, b) >= 0 ? sum(out, &one) : out;
}

static struct school signed_sum(struct school a, struct school b) {
    if (a.negative == b.negative)
        return sum(a, &b);
    return compare(&a, &b) >= 0 ? difference(a, &b) : difference(b, &a);
}

static bool in_range(const struct school *number) {
    struct school limit = of_text(number->negative ? "170141183460469231731687303715884105728"
                                                   : "170141183460469231731687303715884105727");
    return compare(number, &limit) <= 0;
}

static struct random chance;

static uint64_t draw(void) {
    return random_bits(&chance);
}

static void begin(void) {
    chance = random_new(1);
}

// Any width of bits, or near a power of ten, a half of one, or an end of the range.
static struct decimal operand(void) {
    unsigned __int128 bits = (unsigned __int128)draw() << 64 | draw();
    uint64_t kind = draw() % 8;
    __int128 value = (__int128)(bits >> (1 + draw() % 127));
    if (kind == 0 || kind == 1) {
        value = kind == 0 ? 1 : 5;
        for (uint64_t places = draw() % 38; places > 0; places--)
            value *= 10;
        value += (int)(draw() % 3) - 1;
    } else if (kind == 2) {
        value = (__int128)(((unsigned __int128)1 << 127) - 1 - draw() % 3);
    } else if (kind == 3) {
        value = (__int128)1 << draw() % 127;
    }
    if (draw() % 2)
        value = -value - (kind == 2); // as low as the range goes
    return (struct decimal){value};
}

static void expect(const char *name, struct decimal a, struct decimal b, struct school want,
                   bool exists, struct decimal got) {
    char texts[2][DECIMAL_TEXT];
    decimal_format(a, texts[0]);
    decimal_format(b, texts[1]);
    ck_assert_msg(exists == in_range(&want), "%s of %s and %s", name, texts[0], texts[1]);
    struct school have = of_nano(got.nano), zero = {0};
    if (!exists)
        ck_assert_msg(got.nano == 77, "%s of %s and %s", name, texts[0], texts[1]);
    else
        ck_assert_msg(compare(&have, &want) == 0 &&
                          (compare(&want, &zero) == 0 || have.negative == want.negative),
                      "%s of %s and %s", name, texts[0], texts[1]);
}

START_TEST(test_sums) {
    for (int round = 0; round < 5 * ROUNDS; round++) {
        struct decimal a = operand(), b = operand(), out = {77};
        struct school x = of_nano(a.nano), y = of_nano(b.nano);
        bool exists = decimal_add(a, b, &out);
        expect("sum", a, b, signed_sum(x, y), exists, out);
        y.negative = !y.negative;
        out.nano = 77;
        exists = decimal_subtract(a, b, &out);
        expect("difference", a, b, signed_sum(x, y), exists, out);
    }
}
END_TEST

START_TEST(test_products) {
    const struct school nano = of_text("1000000000");
    for (int round = 0; round < ROUNDS; round++) {
        struct decimal a = operand(), b = operand(), out = {77};
        struct school x = of_nano(a.nano), y = of_nano(b.nano), whole = product(&x, &y);
        struct school want = rounded_quotient(&whole, &nano);
        want.negative = x.negative != y.negative;
        bool exists = decimal_multiply(a, b, &out);
        expect("product", a, b, want, exists, out);
    }
}
END_TEST

START_TEST(test_quotients) {
    for (int round = 0; round < ROUNDS; round++) {
        struct decimal a = operand(), b = operand(), out = {77};
        if (b.nano == 0)
            continue;
        struct school x = of_nano(a.nano), y = of_nano(b.nano), dividend = shifted(&x, 9), rest;
        struct school want = rounded_quotient(&dividend, &y);
        want.negative = x.negative != y.negative;
        bool exists = decimal_divide(a, b, &out);
        expect("quotient", a, b, want, exists, out);
        quotient(&x, &y, &rest);
        rest.negative = x.negative;
        out.nano = 77;
        exists = decimal_modulo(a, b, &out);
        expect("rest", a, b, rest, exists, out);
    }
}
END_TEST

START_TEST(test_roundings) {
    for (int round = 0; round < ROUNDS; round++) {
        struct decimal a = operand(), out = {77};
        int digits = (int)(draw() % 10);
        struct school x = of_nano(a.nano), one = {.digit = {1}}, unit = shifted(&one, 9 - digits);
        struct school want = rounded_quotient(&x, &unit);
        want = shifted(&want, 9 - digits);
        want.negative = x.negative;
        bool exists = decimal_round_to(a, digits, &out);
        expect("rounding", a, (struct decimal){digits * DECIMAL_ONE}, want, exists, out);
    }
}
END_TEST

// Floor and ceiling by what they mean: whole, on the right side, less than one away.
START_TEST(test_floors) {
    const __int128 highest = (__int128)(((unsigned __int128)1 << 127) - 1);
    for (int round = 0; round < 5 * ROUNDS; round++) {
        struct decimal a = operand(), low = a, high = a;
        bool floor = decimal_floor(a, &low), ceiling = decimal_ceiling(a, &high);
        ck_assert(!floor || (decimal_is_whole(low) && low.nano <= a.nano));
        ck_assert(!ceiling || (decimal_is_whole(high) && high.nano >= a.nano));
        ck_assert(a.nano - low.nano < DECIMAL_ONE && high.nano - a.nano < DECIMAL_ONE);
        ck_assert(floor || a.nano < 0 - highest + DECIMAL_ONE);
        ck_assert(ceiling || a.nano > highest - DECIMAL_ONE);
    }
}
END_TEST

// What is written is the digits with a point nine places from the end, and reads back.
START_TEST(test_texts) {
    for (int round = 0; round < 5 * ROUNDS; round++) {
        struct decimal a = operand(), back = {77};
        struct school x = of_nano(a.nano);
        char text[DECIMAL_TEXT], digits[DIGITS + 2], *end = digits;
        int top = DIGITS - 1, low = 0;
        while (top > 9 && x.digit[top] == 0)
            top--;
        while (low < 9 && x.digit[low] == 0)
            low++;
        if (x.negative)
            *end++ = '-';
        for (int i = top; i >= low; i--) {
            *end++ = (char)('0' + x.digit[i]);
            if (i == 9 && low < 9)
                *end++ = '.';
        }
        *end = '\0';
        ck_assert_uint_eq(decimal_format(a, text), strlen(digits));
        ck_assert_str_eq(text, digits);
        ck_assert_int_eq(decimal_parse(text, strlen(text), &back), DECIMAL_OK);
        ck_assert(back.nano == a.nano);
    }
}
END_TEST

// The same number with its point moved and an exponent that moves it back.
START_TEST(test_exponents) {
    for (int round = 0; round < 5 * ROUNDS; round++) {
        struct decimal a = operand(), back = {77};
        struct school x = of_nano(a.nano);
        char text[2 * DIGITS + 40], *end = text;
        int point = (int)(draw() % DIGITS);
        if (x.negative)
            *end++ = '-';
        for (int i = DIGITS - 1; i >= 0; i--) {
            *end++ = (char)('0' + x.digit[i]);
            if (i == point && i > 0)
                *end++ = '.';
        }
        snprintf(end, 20, "%s%d", draw() % 2 ? "e" : "E", point - 9);
        ck_assert_int_eq(decimal_parse(text, strlen(text), &back), DECIMAL_OK);
        ck_assert(back.nano == a.nano);
    }
}
END_TEST

SUITE(decimal_school, begin, NULL, ONCE(test_sums), ONCE(test_products), ONCE(test_quotients),
      ONCE(test_roundings), ONCE(test_floors), ONCE(test_texts), ONCE(test_exponents))
