// Kleene logic: every law on every pair and triple, and the bitmaps against the tables.
#include <check.h>

#include "eval/logic.h"
#include "suites.h"

enum { VALUES = 3 };

START_TEST(and_or_not_agree_with_bools) {
    for (int a = 0; a < 2; a++) {
        ck_assert_int_eq(kleene_not[truth_of(true, a)], truth_of(true, !a));
        for (int b = 0; b < 2; b++) {
            ck_assert_int_eq(kleene_and[truth_of(true, a)][truth_of(true, b)],
                             truth_of(true, a && b));
            ck_assert_int_eq(kleene_or[truth_of(true, a)][truth_of(true, b)],
                             truth_of(true, a || b));
        }
    }
}
END_TEST

START_TEST(unknown_is_what_either_could_be) {
    // The result is known exactly where it is the same for every value of the unknown.
    for (int a = 0; a < VALUES; a++) {
        enum truth false_then = kleene_and[a][TRUTH_FALSE], true_then = kleene_and[a][TRUTH_TRUE];
        ck_assert_int_eq(kleene_and[a][TRUTH_UNKNOWN],
                         false_then == true_then ? false_then : TRUTH_UNKNOWN);
        false_then = kleene_or[a][TRUTH_FALSE], true_then = kleene_or[a][TRUTH_TRUE];
        ck_assert_int_eq(kleene_or[a][TRUTH_UNKNOWN],
                         false_then == true_then ? false_then : TRUTH_UNKNOWN);
    }
    ck_assert_int_eq(kleene_not[TRUTH_UNKNOWN], TRUTH_UNKNOWN);
}
END_TEST

START_TEST(laws_of_pairs) {
    for (int a = 0; a < VALUES; a++) {
        ck_assert_int_eq(kleene_not[kleene_not[a]], a);
        ck_assert_int_eq(kleene_and[a][a], a);
        ck_assert_int_eq(kleene_or[a][a], a);
        for (int b = 0; b < VALUES; b++) {
            ck_assert_int_eq(kleene_and[a][b], kleene_and[b][a]);
            ck_assert_int_eq(kleene_or[a][b], kleene_or[b][a]);
            ck_assert_int_eq(kleene_not[kleene_and[a][b]], kleene_or[kleene_not[a]][kleene_not[b]]);
            ck_assert_int_eq(kleene_and[a][kleene_or[a][b]], a);
            ck_assert_int_eq(kleene_or[a][kleene_and[a][b]], a);
        }
    }
}
END_TEST

START_TEST(laws_of_triples) {
    for (int a = 0; a < VALUES; a++)
        for (int b = 0; b < VALUES; b++)
            for (int c = 0; c < VALUES; c++) {
                ck_assert_int_eq(kleene_and[a][kleene_and[b][c]], kleene_and[kleene_and[a][b]][c]);
                ck_assert_int_eq(kleene_or[a][kleene_or[b][c]], kleene_or[kleene_or[a][b]][c]);
                ck_assert_int_eq(kleene_and[a][kleene_or[b][c]],
                                 kleene_or[kleene_and[a][b]][kleene_and[a][c]]);
                ck_assert_int_eq(kleene_or[a][kleene_and[b][c]],
                                 kleene_and[kleene_or[a][b]][kleene_or[a][c]]);
            }
}
END_TEST

static struct truths one_lane(enum truth truth) {
    struct truths truths = {truth == TRUTH_TRUE, truth != TRUTH_FALSE};
    return truths;
}

static enum truth of_lane(struct truths truths) {
    return truths.sure & 1 ? TRUTH_TRUE : truths.maybe & 1 ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

START_TEST(bitmaps_agree_with_the_tables) {
    for (int a = 0; a < VALUES; a++) {
        struct truths left = one_lane((enum truth)a);
        ck_assert_int_eq(of_lane(truths_not(left)), kleene_not[a]);
        for (int b = 0; b < VALUES; b++) {
            struct truths right = one_lane((enum truth)b);
            ck_assert_int_eq(of_lane(truths_and(left, right)), kleene_and[a][b]);
            ck_assert_int_eq(of_lane(truths_or(left, right)), kleene_or[a][b]);
        }
    }
}
END_TEST

START_TEST(vectors_are_read_lane_by_lane) {
    uint64_t valid = 5, bits = 6; // known true is lane 2, known false lane 0, unknown the others
    struct vector vector = {.rep = REP_BIT, .n = 4, .valid = &valid};
    vector.at.bits = &bits;
    static const enum truth expected[] = {TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE, TRUTH_UNKNOWN};
    for (uint32_t lane = 0; lane < 4; lane++) {
        ck_assert_int_eq(truth_at(&vector, lane), expected[lane]);
        struct truths truths = truths_at(&vector, 0);
        truths.sure >>= lane;
        truths.maybe >>= lane;
        ck_assert_int_eq(of_lane(truths), expected[lane]);
    }
}
END_TEST

SUITE(logic, NULL, NULL, ONCE(and_or_not_agree_with_bools), ONCE(unknown_is_what_either_could_be),
      ONCE(laws_of_pairs), ONCE(laws_of_triples), ONCE(bitmaps_agree_with_the_tables),
      ONCE(vectors_are_read_lane_by_lane))
