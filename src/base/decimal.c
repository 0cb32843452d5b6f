// The exact number: arithmetic, reading and writing.
#include "base/decimal.h"

#include <string.h>

typedef unsigned __int128 uint128;

static const __int128 MAXIMUM = (__int128)(~(uint128)0 >> 1);

struct decimal decimal_from_int(int64_t value) {
    struct decimal decimal = {value * DECIMAL_ONE};
    return decimal;
}

bool decimal_is_whole(struct decimal value) {
    return value.nano % DECIMAL_ONE == 0;
}

bool decimal_to_int(struct decimal value, int64_t *out) {
    __int128 whole = value.nano / DECIMAL_ONE;
    if (!decimal_is_whole(value) || whole < INT64_MIN || whole > INT64_MAX)
        return false;
    *out = (int64_t)whole;
    return true;
}

int decimal_compare(struct decimal a, struct decimal b) {
    return (a.nano > b.nano) - (a.nano < b.nano);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out) {
    struct decimal sum;
    if (__builtin_add_overflow(a.nano, b.nano, &sum.nano))
        return false;
    *out = sum;
    return true;
}

bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out) {
    struct decimal difference;
    if (__builtin_sub_overflow(a.nano, b.nano, &difference.nano))
        return false;
    *out = difference;
    return true;
}

static uint128 magnitude(__int128 value) {
    return value < 0 ? -(uint128)value : (uint128)value;
}

// A magnitude with a sign; false where it does not fit.
static bool signed_decimal(uint128 size, bool negative, struct decimal *out) {
    if (size > (uint128)MAXIMUM + negative)
        return false;
    out->nano = negative ? (__int128)-size : (__int128)size;
    return true;
}

// A 256-bit magnitude.
struct wide {
    uint128 high, low;
};

static struct wide multiply_wide(uint128 a, uint128 b) {
    uint64_t a0 = (uint64_t)a, a1 = (uint64_t)(a >> 64), b0 = (uint64_t)b, b1 = (uint64_t)(b >> 64);
    uint128 low = (uint128)a0 * b0, middle = (uint128)a1 * b0 + (low >> 64);
    uint128 other = (uint128)a0 * b1 + (uint64_t)middle;
    struct wide product = {(uint128)a1 * b1 + (middle >> 64) + (other >> 64),
                           other << 64 | (uint64_t)low};
    return product;
}

// The quotient rounded half away from zero, by long division bit by bit; false where it does not
// fit 128 bits. No divisor is above 2^127, so twice a rest fits.
static bool divide_wide(struct wide dividend, uint128 divisor, uint128 *quotient) {
    if (dividend.high >= divisor)
        return false;
    uint128 rest = dividend.high, digits = 0;
    for (int bit = 127; bit >= 0; bit--) {
        rest = rest << 1 | (dividend.low >> bit & 1);
        digits <<= 1;
        if (rest >= divisor) {
            rest -= divisor;
            digits |= 1;
        }
    }
    bool up = rest >= divisor - rest;
    if (up && digits == ~(uint128)0)
        return false;
    *quotient = digits + up;
    return true;
}

static bool scale(uint128 a, uint128 b, uint128 divisor, bool negative, struct decimal *out) {
    uint128 product, quotient;
    if (!__builtin_mul_overflow(a, b, &product)) {
        uint128 rest = product % divisor;
        quotient = product / divisor + (rest >= divisor - rest);
    } else if (!divide_wide(multiply_wide(a, b), divisor, &quotient)) {
        return false;
    }
    return signed_decimal(quotient, negative, out);
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out) {
    return scale(magnitude(a.nano), magnitude(b.nano), (uint128)DECIMAL_ONE,
                 (a.nano < 0) != (b.nano < 0), out);
}

bool decimal_divide(struct decimal a, struct decimal b, struct decimal *out) {
    if (b.nano == 0)
        return false;
    return scale(magnitude(a.nano), (uint128)DECIMAL_ONE, magnitude(b.nano),
                 (a.nano < 0) != (b.nano < 0), out);
}

bool decimal_modulo(struct decimal a, struct decimal b, struct decimal *out) {
    if (b.nano == 0)
        return false;
    uint128 rest = magnitude(a.nano) % magnitude(b.nano);
    return signed_decimal(rest, a.nano < 0, out);
}

bool decimal_negate(struct decimal a, struct decimal *out) {
    struct decimal zero = {0};
    return decimal_subtract(zero, a, out);
}

bool decimal_absolute(struct decimal a, struct decimal *out) {
    if (a.nano < 0)
        return decimal_negate(a, out);
    *out = a;
    return true;
}

bool decimal_floor(struct decimal a, struct decimal *out) {
    __int128 rest = a.nano % DECIMAL_ONE;
    struct decimal step = {rest < 0 ? rest + DECIMAL_ONE : rest};
    return decimal_subtract(a, step, out);
}

bool decimal_ceiling(struct decimal a, struct decimal *out) {
    __int128 rest = a.nano % DECIMAL_ONE;
    struct decimal step = {rest > 0 ? DECIMAL_ONE - rest : -rest};
    return decimal_add(a, step, out);
}

static bool round_to_unit(struct decimal value, uint128 unit, struct decimal *out) {
    uint128 size = magnitude(value.nano), rest = size % unit;
    size -= rest;
    if (rest >= unit - rest)
        size += unit;
    return signed_decimal(size, value.nano < 0, out);
}

bool decimal_round(struct decimal a, struct decimal *out) {
    return round_to_unit(a, (uint128)DECIMAL_ONE, out);
}

bool decimal_round_to(struct decimal value, int digits, struct decimal *out) {
    uint128 unit = (uint128)DECIMAL_ONE;
    for (int i = 0; i < digits; i++)
        unit /= 10;
    return round_to_unit(value, unit, out);
}

// A number as written: digits with a point after the first `point` of them, times ten to the power
// of exponent.
struct written {
    const char *digits, *end; // a '.' may lie between
    bool negative;
    int64_t point, exponent;
};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *at, const char *end) {
    while (at < end && is_digit(*at))
        at++;
    return at;
}

static const char *read_sign(const char *at, const char *end, bool *negative) {
    *negative = at < end && *at == '-';
    return at < end && (*at == '-' || *at == '+') ? at + 1 : at;
}

// The exponent saturates: far beyond what any number of digits can make up for.
static const char *read_exponent(const char *at, const char *end, int64_t *exponent) {
    bool negative;
    at = read_sign(at, end, &negative);
    for (; at < end && is_digit(*at); at++)
        if (*exponent < INT64_C(1000000000000000))
            *exponent = *exponent * 10 + (*at - '0');
    if (negative)
        *exponent = -*exponent;
    return at;
}

static bool read_written(const char *bytes, size_t size, struct written *number) {
    const char *end = bytes + size, *at = read_sign(bytes, end, &number->negative);
    number->digits = at;
    at = skip_digits(at, end);
    number->point = at - number->digits;
    if (!number->point)
        return false;
    if (at < end && *at == '.') {
        const char *fraction = at + 1;
        at = skip_digits(fraction, end);
        if (at == fraction)
            return false;
    }
    number->end = at;
    number->exponent = 0;
    if (at < end && (*at == 'e' || *at == 'E')) {
        const char *exponent = at + 1;
        at = read_exponent(exponent, end, &number->exponent);
        if (!is_digit(at[-1]))
            return false;
    }
    return at == end;
}

// Shifts the magnitude left by decimal places; false where it outgrows 128 bits.
static bool shift_left(uint128 *size, int64_t places) {
    for (; places > 0 && *size; places--)
        if (__builtin_mul_overflow(*size, 10, size))
            return false;
    return true;
}

enum decimal_error decimal_parse(const char *bytes, size_t size, struct decimal *out) {
    struct written number;
    if (!read_written(bytes, size, &number))
        return DECIMAL_MALFORMED;
    uint128 total = 0;
    int64_t place =
        number.point + number.exponent + 9; // decimal places of nano left of the next digit
    for (const char *at = number.digits; at < number.end; at++) {
        if (*at == '.')
            continue;
        place--;
        if (place < 0) {
            if (*at != '0')
                return DECIMAL_TOO_PRECISE;
        } else if (!shift_left(&total, 1) ||
                   __builtin_add_overflow(total, (uint128)(*at - '0'), &total)) {
            return DECIMAL_TOO_LARGE;
        }
    }
    if (!shift_left(&total, place) || !signed_decimal(total, number.negative, out))
        return DECIMAL_TOO_LARGE;
    return DECIMAL_OK;
}

size_t decimal_format(struct decimal value, char out[DECIMAL_TEXT]) {
    char reversed[DECIMAL_TEXT];
    uint128 size = magnitude(value.nano);
    size_t count = 0, length = 0;
    bool significant = false;
    for (int place = 0; place < 10 || size; place++, size /= 10) {
        char digit = (char)('0' + (int)(size % 10));
        if (place == 9 && significant)
            reversed[count++] = '.';
        significant |= place < 9 && digit != '0';
        if (place >= 9 || significant)
            reversed[count++] = digit;
    }
    if (value.nano < 0)
        out[length++] = '-';
    while (count)
        out[length++] = reversed[--count];
    out[length] = '\0';
    return length;
}
