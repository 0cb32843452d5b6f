// Chance that can be repeated: a seed gives the same sequence everywhere.
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state; // never 0
};

// splitmix64 spreads seeds that follow each other.
static inline struct random random_new(uint64_t seed) {
    seed = (seed + 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    seed = (seed ^ seed >> 27) * 0x94d049bb133111ebu;
    struct random random = {(seed ^ seed >> 31) | 1};
    return random;
}

// 64 bits (xorshift64*).
static inline uint64_t random_bits(struct random *random) {
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * 0x2545f4914f6cdd1du;
}

// 0 to n - 1.
static inline uint32_t random_below(struct random *random, uint32_t n) {
    return (uint32_t)((random_bits(random) >> 33) % n);
}

static inline bool random_percent(struct random *random, uint32_t percent) {
    return random_below(random, 100) < percent;
}

#define RANDOM_OF(random, array)                                                                   \
    ((array)[random_below((random), (uint32_t)(sizeof(array) / sizeof *(array)))])

#endif
