// Strong Kleene logic: one table, and the same on bitmaps.
#ifndef PLIM_EVAL_LOGIC_H
#define PLIM_EVAL_LOGIC_H

#include "eval/vector.h"

enum truth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE };

// The tables, by [left][right].
extern const enum truth kleene_and[3][3], kleene_or[3][3];
extern const enum truth kleene_not[3];

static inline enum truth truth_of(bool known, bool value) {
    return !known ? TRUTH_UNKNOWN : value ? TRUTH_TRUE : TRUTH_FALSE;
}
static inline enum truth truth_at(const struct vector *bits, uint32_t lane) {
    lane = bits->n == 1 ? 0 : lane;
    return truth_of(bit_get(bits->valid, lane), bit_get(bits->at.bits, lane));
}

// The same for 64 lanes at once: bits that are surely true and bits that may be true (true or
// unknown).
struct truths {
    uint64_t sure, maybe;
};
static inline struct truths truths_at(const struct vector *bits, uint32_t word) {
    struct truths truths = {bits->valid[word] & bits->at.bits[word],
                            ~bits->valid[word] | bits->at.bits[word]};
    return truths;
}
static inline struct truths truths_and(struct truths a, struct truths b) {
    struct truths both = {a.sure & b.sure, a.maybe & b.maybe};
    return both;
}
static inline struct truths truths_or(struct truths a, struct truths b) {
    struct truths either = {a.sure | b.sure, a.maybe | b.maybe};
    return either;
}
static inline struct truths truths_not(struct truths a) {
    struct truths negated = {~a.maybe, ~a.sure};
    return negated;
}

#endif
