// Kernels: loops over the lanes of vectors.
#include "eval/kernel.h"

#include <assert.h>
#include <limits.h>

// Arithmetic on 64-bit whole numbers wraps; the sign of what is returned says whether it did. A sum
// overflows where its sign is that of neither operand.
static inline uint64_t add(uint64_t a, uint64_t b, uint64_t *sum) {
    *sum = a + b;
    return (a ^ *sum) & (b ^ *sum);
}

static inline uint64_t subtract(uint64_t a, uint64_t b, uint64_t *difference) {
    *difference = a - b;
    return (a ^ b) & (a ^ *difference);
}

static inline uint64_t multiply(uint64_t a, uint64_t b, uint64_t *product) {
    int64_t signed_product;
    bool overflow = __builtin_mul_overflow((int64_t)a, (int64_t)b, &signed_product);
    *product = (uint64_t)signed_product;
    return (uint64_t)overflow << 63;
}

// Without branches. Lanes that overflow are found again one by one only when there are any.
#define CHECKED_INT(NAME, OPERATION)                                                               \
    static bool NAME(const struct vector *a, const struct vector *b, struct cells *out) {          \
        const int64_t *left = a->at.ints, *right = b->at.ints;                                     \
        int64_t *results = out->at.ints;                                                           \
        uint64_t any = 0, result;                                                                  \
        for (uint32_t i = 0; i < out->n; i++) {                                                    \
            any |= OPERATION((uint64_t)left[i], (uint64_t)right[i], &result);                      \
            results[i] = (int64_t)result;                                                          \
        }                                                                                          \
        if (any >> 63 == 0)                                                                        \
            return false;                                                                          \
        for (uint32_t i = 0; i < out->n; i++)                                                      \
            if (OPERATION((uint64_t)left[i], (uint64_t)right[i], &result) >> 63)                   \
                bit_clear(out->valid, i);                                                          \
        return true;                                                                               \
    }
CHECKED_INT(int_add, add)
CHECKED_INT(int_subtract, subtract)
CHECKED_INT(int_multiply, multiply)

// -1 has remainder 0 with everything; INT64_MIN % -1 would trap.
static bool int_modulo(const struct vector *a, const struct vector *b, struct cells *out) {
    bool any = false;
    for (uint32_t i = 0; i < out->n; i++) {
        int64_t divisor = b->at.ints[i];
        out->at.ints[i] = divisor == 0 || divisor == -1 ? 0 : a->at.ints[i] % divisor;
        if (divisor == 0 && bit_get(out->valid, i)) {
            bit_clear(out->valid, i);
            any = true;
        }
    }
    return any;
}

#define CHECKED_DECIMAL(NAME, FUNCTION)                                                            \
    static bool NAME(const struct vector *a, const struct vector *b, struct cells *out) {          \
        bool any = false;                                                                          \
        for (uint32_t i = 0; i < out->n; i++) {                                                    \
            out->at.decimals[i].nano = 0;                                                          \
            if (bit_get(out->valid, i) &&                                                          \
                !FUNCTION(a->at.decimals[i], b->at.decimals[i], &out->at.decimals[i])) {           \
                bit_clear(out->valid, i);                                                          \
                any = true;                                                                        \
            }                                                                                      \
        }                                                                                          \
        return any;                                                                                \
    }
CHECKED_DECIMAL(decimal_lanes_add, decimal_add)
CHECKED_DECIMAL(decimal_lanes_subtract, decimal_subtract)
CHECKED_DECIMAL(decimal_lanes_multiply, decimal_multiply)
CHECKED_DECIMAL(decimal_lanes_divide, decimal_divide)
CHECKED_DECIMAL(decimal_lanes_modulo, decimal_modulo)

// A comparison packs 64 results into a word.
#define COMPARISON(NAME, AT, OPERATOR, PART)                                                       \
    static bool NAME(const struct vector *a, const struct vector *b, struct cells *out) {          \
        for (uint32_t first = 0; first < out->n; first += 64) {                                    \
            uint64_t word = 0;                                                                     \
            uint32_t n = out->n - first < 64 ? out->n - first : 64;                                \
            for (uint32_t i = 0; i < n; i++)                                                       \
                word |= (uint64_t)(a->at.AT[first + i] PART OPERATOR b->at.AT[first + i] PART)     \
                        << i;                                                                      \
            out->at.bits[first / 64] = word;                                                       \
        }                                                                                          \
        return false;                                                                              \
    }
#define COMPARISONS(PREFIX, AT, PART)                                                              \
    COMPARISON(PREFIX##_equal, AT, ==, PART)                                                       \
    COMPARISON(PREFIX##_unequal, AT, !=, PART)                                                     \
    COMPARISON(PREFIX##_less, AT, <, PART)                                                         \
    COMPARISON(PREFIX##_at_most, AT, <=, PART)                                                     \
    COMPARISON(PREFIX##_greater, AT, >, PART)                                                      \
    COMPARISON(PREFIX##_at_least, AT, >=, PART)
COMPARISONS(int, ints, )
COMPARISONS(decimal_lanes, decimals, .nano)
COMPARISON(id_equal, ids, ==, )
COMPARISON(id_unequal, ids, !=, )

static bool bit_equal(const struct vector *a, const struct vector *b, struct cells *out) {
    for (uint32_t w = 0; w < words_for(out->n); w++)
        out->at.bits[w] = ~(a->at.bits[w] ^ b->at.bits[w]);
    return false;
}

static bool bit_unequal(const struct vector *a, const struct vector *b, struct cells *out) {
    for (uint32_t w = 0; w < words_for(out->n); w++)
        out->at.bits[w] = a->at.bits[w] ^ b->at.bits[w];
    return false;
}

static kernel_fn *const arithmetic[BUILTIN_COUNT_OF][REP_LIST + 1] = {
    [BUILTIN_ADD] = {[REP_INT] = int_add, [REP_DECIMAL] = decimal_lanes_add},
    [BUILTIN_SUBTRACT] = {[REP_INT] = int_subtract, [REP_DECIMAL] = decimal_lanes_subtract},
    [BUILTIN_MULTIPLY] = {[REP_INT] = int_multiply, [REP_DECIMAL] = decimal_lanes_multiply},
    [BUILTIN_DIVIDE] = {[REP_DECIMAL] = decimal_lanes_divide},
    [BUILTIN_MODULO] = {[REP_INT] = int_modulo, [REP_DECIMAL] = decimal_lanes_modulo},
};

static kernel_fn *const comparison[BUILTIN_COUNT_OF][REP_LIST + 1] = {
    [BUILTIN_EQUAL] = {bit_equal, int_equal, decimal_lanes_equal, id_equal},
    [BUILTIN_UNEQUAL] = {bit_unequal, int_unequal, decimal_lanes_unequal, id_unequal},
    [BUILTIN_LESS] = {[REP_INT] = int_less, [REP_DECIMAL] = decimal_lanes_less},
    [BUILTIN_AT_MOST] = {[REP_INT] = int_at_most, [REP_DECIMAL] = decimal_lanes_at_most},
    [BUILTIN_GREATER] = {[REP_INT] = int_greater, [REP_DECIMAL] = decimal_lanes_greater},
    [BUILTIN_AT_LEAST] = {[REP_INT] = int_at_least, [REP_DECIMAL] = decimal_lanes_at_least},
};

kernel_fn *kernel_arithmetic(enum builtin op, enum rep rep) {
    return arithmetic[op][rep];
}
kernel_fn *kernel_comparison(enum builtin op, enum rep rep) {
    return comparison[op][rep];
}

#define CHOOSE(AT)                                                                                 \
    for (uint32_t i = 0; i < out->n; i++)                                                          \
    out->at.AT[i] = bit_get(mask, i) ? a->at.AT[i] : b->at.AT[i]

void kernel_choose(const uint64_t *mask, const struct vector *a, const struct vector *b,
                   struct cells *out) {
    switch (out->rep) {
    case REP_BIT:
        for (uint32_t w = 0; w < words_for(out->n); w++)
            out->at.bits[w] = (mask[w] & a->at.bits[w]) | (~mask[w] & b->at.bits[w]);
        break;
    case REP_INT:
        CHOOSE(ints);
        break;
    case REP_DECIMAL:
        CHOOSE(decimals);
        break;
    case REP_TEXT:
        CHOOSE(ids);
        break;
    case REP_ROW:
        for (uint32_t i = 0; i < out->n; i++)
            out->at.ids[i] = bit_get(mask, i) ? vector_row(a, i) : vector_row(b, i);
        break;
    case REP_LIST:
        assert(false && "lists are not chosen");
    }
}

// The least of the differences of 64 lanes, those of the mask; false where one of them does not fit
// 64 bits. Without branches: which lane it is, is asked only of the few words that have a new
// least. Most often all lanes are asked for, and then the mask is not looked at.
static inline bool least_of_lanes(const int64_t *capacity, const int64_t *load, bool all,
                                  uint64_t mask, int64_t *least) {
    uint64_t overflow = 0;
    int64_t best = INT64_MAX;
    for (uint32_t i = 0; i < 64; i++) {
        uint64_t difference, member = all ? UINT64_MAX : -(mask >> i & 1);
        overflow |= subtract((uint64_t)capacity[i], (uint64_t)load[i], &difference) & member;
        int64_t margin = (int64_t)((difference & member) | (INT64_MAX & ~member));
        best = margin < best ? margin : best;
    }
    *least = best;
    return overflow >> 63 == 0;
}

static bool least_of_word(const int64_t *capacity, const int64_t *load, uint64_t mask,
                          int64_t *least) {
    return mask == UINT64_MAX ? least_of_lanes(capacity, load, true, mask, least)
                              : least_of_lanes(capacity, load, false, mask, least);
}

// The lane of a word that has this difference, the first of them.
static uint32_t lane_of(const int64_t *capacity, const int64_t *load, uint64_t mask,
                        int64_t difference) {
    for (;; mask &= mask - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(mask);
        if (capacity[i] - load[i] == difference)
            return i;
    }
}

// Of fewer lanes than a word has.
static bool least_of_rest(const int64_t *capacity, const int64_t *load, uint64_t mask,
                          int64_t *least) {
    int64_t margin, best = INT64_MAX;
    for (; mask; mask &= mask - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(mask);
        if (__builtin_sub_overflow(capacity[i], load[i], &margin))
            return false;
        best = margin < best ? margin : best;
    }
    *least = best;
    return true;
}

// Of whole numbers; false where there is no lane, or a difference that does not fit.
static bool least_int(const struct vector *capacity, const struct vector *load,
                      const uint64_t *mask, uint32_t *lane) {
    int64_t least = INT64_MAX, margin;
    bool found = false;
    for (uint32_t w = 0; w < words_for(capacity->n); w++) {
        const int64_t *a = capacity->at.ints + w * 64, *b = load->at.ints + w * 64;
        bool full = capacity->n - w * 64 >= 64;
        uint64_t lanes = mask[w] & lanes_of_word(capacity->n, w);
        if (lanes == 0)
            continue;
        if (!(full ? least_of_word : least_of_rest)(a, b, lanes, &margin))
            return false;
        if (found && margin >= least)
            continue;
        least = margin;
        *lane = w * 64 + lane_of(a, b, lanes, margin);
        found = true;
    }
    return found;
}

static bool least_decimal(const struct vector *capacity, const struct vector *load,
                          const uint64_t *mask, uint32_t *lane) {
    bool found = false;
    struct decimal least = {0}, margin;
    for (uint32_t i = 0; i < capacity->n; i++) {
        if (!bit_get(mask, i) ||
            !decimal_subtract(vector_decimal(capacity, i), vector_decimal(load, i), &margin))
            continue;
        if (!found || decimal_compare(margin, least) < 0) {
            least = margin;
            *lane = i;
            found = true;
        }
    }
    return found;
}

bool kernel_least_margin(const struct vector *capacity, const struct vector *load,
                         const uint64_t *mask, struct decimal *least, uint32_t *lane) {
    bool ints = capacity->rep == REP_INT && load->rep == REP_INT;
    if (!(ints && least_int(capacity, load, mask, lane)) &&
        !least_decimal(capacity, load, mask, lane))
        return false;
    return decimal_subtract(vector_decimal(capacity, *lane), vector_decimal(load, *lane), least);
}
