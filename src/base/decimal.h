// The exact number: a decimal with nine digits after the point in 128 bits.
#ifndef PLIM_BASE_DECIMAL_H
#define PLIM_BASE_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// nano is the value times 10^9, so the range is about ±1.7e29. Every operation that can leave the
// range returns false and leaves *out alone; nothing wraps and nothing is ever a float.
struct decimal {
    __int128 nano;
};

#define DECIMAL_ONE ((__int128)1000000000)

struct decimal decimal_from_int(int64_t value);
bool decimal_to_int(struct decimal value, int64_t *out); // false if not whole or beyond 64 bits
bool decimal_is_whole(struct decimal value);
int decimal_compare(struct decimal a, struct decimal b); // -1, 0, 1

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_multiply(struct decimal a, struct decimal b,
                      struct decimal *out); // rounds half away from zero
bool decimal_divide(struct decimal a, struct decimal b,
                    struct decimal *out); // likewise; false for b = 0
bool decimal_modulo(struct decimal a, struct decimal b,
                    struct decimal *out); // sign of a; false for b = 0
bool decimal_negate(struct decimal a, struct decimal *out);
bool decimal_absolute(struct decimal a, struct decimal *out);
bool decimal_floor(struct decimal a, struct decimal *out); // whole numbers
bool decimal_ceiling(struct decimal a, struct decimal *out);
bool decimal_round(struct decimal a, struct decimal *out); // half away from zero

// Why a text is no decimal.
enum decimal_error {
    DECIMAL_OK,
    DECIMAL_MALFORMED,  // not [+-]?digits[.digits][(e|E)[+-]?digits]
    DECIMAL_TOO_LARGE,  // beyond 128 bits
    DECIMAL_TOO_PRECISE // needs more than nine digits after the point (trailing zeros do not count)
};
// Reads exactly size bytes. Independent of the locale; linear in size for any length of input.
enum decimal_error decimal_parse(const char *bytes, size_t size, struct decimal *out);

// The shortest exact decimal text ("-12.5", "3"), never an exponent; returns its length.
enum { DECIMAL_TEXT = 48 };
size_t decimal_format(struct decimal value, char out[DECIMAL_TEXT]);

// Rounds half away from zero to `digits` (0 to 9) digits after the point.
bool decimal_round_to(struct decimal value, int digits, struct decimal *out);

#endif
