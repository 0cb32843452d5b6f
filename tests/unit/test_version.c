// Versions: their order, and that it is one.
#include <check.h>

#include "base/version.h"
#include "suites.h"

static const struct {
    const char *a, *b;
    int order;
} pairs[] = {
    {"9.10", "9.9", 1},
    {"1.0", "1.0.0", 0},
    {"1.0-rc1", "1.0", -1},
    {"1.0-rc1", "1.0-rc2", -1},
    {"1.0-rc10", "1.0-rc9", 1},
    {"10.0.17763", "10.0.9200", 1},
    {"1", "1", 0},
    {"1.02", "1.2", 0},
    {"1.0a", "1.0", 1},
    {"1.0a", "1.0b", -1},
    {"", "0", 0},
    {"", "1", -1},
    {"6.3", "10.0", -1},
    {"1.0-", "1.0", -1},
    {"1.0-1.0", "1.0-1", 0},
    {"2.0-rc1", "1.9", 1},
    {"18446744073709551616", "18446744073709551615", 1},
    {"9.0.0", "9", 0},
    {"7.2.17", "7.2.9", 1},
};

START_TEST(pairs_are_in_order) {
    ck_assert_int_eq(version_compare(pairs[_i].a, pairs[_i].b), pairs[_i].order);
    ck_assert_int_eq(version_compare(pairs[_i].b, pairs[_i].a), -pairs[_i].order);
}
END_TEST

START_TEST(order_is_transitive) {
    enum { COUNT = sizeof pairs / sizeof *pairs };
    const char *all[2 * COUNT];
    for (int i = 0; i < COUNT; i++) {
        all[2 * i] = pairs[i].a;
        all[2 * i + 1] = pairs[i].b;
    }
    for (int a = 0; a < 2 * COUNT; a++)
        for (int b = 0; b < 2 * COUNT; b++)
            for (int c = 0; c < 2 * COUNT; c++)
                if (version_compare(all[a], all[b]) <= 0 && version_compare(all[b], all[c]) <= 0)
                    ck_assert_int_le(version_compare(all[a], all[c]), 0);
}
END_TEST

SUITE(version, NULL, NULL, EACH(pairs_are_in_order, pairs), ONCE(order_is_transitive))
