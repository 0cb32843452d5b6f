// Versions: their order, and that it is one.
#include <check.h>
#include <string.h>

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
    {"1.0-", "1.0", 0},
    {"1.0-1.0", "1.0-1", 1},
    {"6.1.0-18-amd64", "6.1.0", 1},
    {"6.1.0-18-amd64", "6.1.1", -1},
    {"9.0.0-4+deb12u2", "9.0.0", 1},
    {"9.0.0-4+deb12u2", "9.0.0-4+deb12u1", 1},
    {"9.0.0-4+deb12u2", "9.0.0-10", -1},
    {"6.2.0-26", "6.2.0", 1},
    {"1:9.0", "10.0", 1},
    {"1:9.0", "0:10.0", 1},
    {"v1.2", "1.2", 0},
    {"v7.2", "0", 1},
    {"1.0~rc1", "1.0", -1},
    {"1.0~~", "1.0~", -1},
    {"1.0-1~bpo11+1", "1.0-1", -1},
    {"1.0~rc1", "1.0-rc1", -1},
    {"1.0-alpha", "1.0-beta", -1},
    {"1.0.beta2", "1.0", -1},
    {"1.0rc1", "1.0-RC2", -1},
    {"1.0-1", "1.0-alpha", 1},
    {"1.0-SNAPSHOT", "1.0", -1},
    {"1.0.dev3", "1.0a1", -1},
    {"2.0-M1", "2.0", 1},
    {"1.0+b1", "1.0", 1},
    {"1.0-alphabet", "1.0", 1},
    {"2.0-rc1", "1.9", 1},
    {"18446744073709551616", "18446744073709551615", 1},
    {"9.0.0", "9", 0},
    {"7.2.17", "7.2.9", 1},
    {"1.0+dfsg-1", "1.0-1", 1},
    {"1:7.2+dfsg-7", "1:7.2-7", 1},
    {"1:7.2+dfsg-7+deb12u18", "1:7.2+dfsg-7+deb12u9", 1},
    {"9.0.0-4+deb12u2", "9.0.0-4.1", -1},
    {"1.0a", "1.0-1", 1},
    {"1.0-1ubuntu2", "1.0-1", 1},
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

static const struct {
    const char *text;
    bool valid;
} candidates[] = {
    {"1", true},
    {"10.0.17763", true},
    {"v1.2", true},
    {"V1.2", true},
    {"1:9.0", true},
    {"9.0.0-4+deb12u2", true},
    {"1.0~rc1", true},
    {"0", true},
    {"", false},
    {"n/a", false},
    {"latest", false},
    {"unknown", false},
    {"v", false},
    {"v12.1 (beta)", false},
    {"Windows Server 2019", false},
    {" 1.0", false},
    {"1.0 ", false},
    {".1", false},
    {"-1", false},
    {":1", false},
    {"1:", false},
    {"vv1", false},
    {"1.0\xc3\xa9", false},
    {"1,0", false},
};

START_TEST(knows_a_version) {
    const char *text = candidates[_i].text;
    ck_assert_int_eq(version_valid(text, strlen(text)), candidates[_i].valid);
}
END_TEST

static const struct {
    const char *text;
    int64_t n;
    bool there;
    int64_t part;
} parts[] = {
    {"10.0.17763", 1, true, 10},
    {"10.0.17763", 3, true, 17763},
    {"10.0.17763", 4, true, 0},
    {"v9.1-rc2", 2, true, 1},
    {"v9.1-rc2", 3, true, 0},
    {"2:7.2", 1, true, 7},
    {"7", 1000000, true, 0},
    {"7.2", 0, false, 0},
    {"7.2", -1, false, 0},
    {"n/a", 1, false, 0},
    {"99999999999999999999.1", 1, false, 0},
    {"9223372036854775807", 1, true, INT64_MAX},
};

START_TEST(takes_parts) {
    int64_t part = -7;
    ck_assert_int_eq(version_part(parts[_i].text, parts[_i].n, &part), parts[_i].there);
    ck_assert_int_eq(part, parts[_i].there ? parts[_i].part : -7);
}
END_TEST

SUITE(version, NULL, NULL, EACH(pairs_are_in_order, pairs), ONCE(order_is_transitive),
      EACH(knows_a_version, candidates), EACH(takes_parts, parts))
