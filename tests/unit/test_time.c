// Instants: what is read, what is refused, and that both ways agree.
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "suites.h"

static const struct {
    const char *text, *shown; // shown NULL: refused
    bool zone_required;
} cases[] = {
    {"2026-11-23", "2026-11-23T00:00:00Z", false},
    {"2026-11-23", NULL, true},
    {"2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", true},
    {"2026-11-23t10:00:00z", "2026-11-23T10:00:00Z", true},
    {"2026-11-23T10:00:00", "2026-11-23T10:00:00Z", false},
    {"2026-11-23T10:00:00", NULL, true},
    {"2026-11-23T10:00", "2026-11-23T10:00:00Z", false},
    {"2026-11-23T10:00Z", NULL, true},
    {"2026-11-23T00:30:00+01:00", "2026-11-22T23:30:00Z", true},
    {"2026-11-23T23:30:00-01:30", "2026-11-24T01:00:00Z", true},
    {"2026-11-23T10:00:00+0100", NULL, true},
    {"2026-11-23T10:00:00+24:00", NULL, true},
    {"2026-11-23T10:00:00.5Z", "2026-11-23T10:00:00.5Z", true},
    {"2026-11-23T10:00:00.123456789Z", "2026-11-23T10:00:00.123456789Z", true},
    {"2026-11-23T10:00:00.1234567890Z", "2026-11-23T10:00:00.123456789Z", true},
    {"2026-11-23T10:00:00.1234567891Z", NULL, true},
    {"2026-11-23T10:00:00.Z", NULL, true},
    {"2026-11-23 10:00:00Z", NULL, true},
    {"2026-11-23T24:00:00Z", NULL, true},
    {"2026-11-23T10:60:00Z", NULL, true},
    {"2016-12-31T23:59:60Z", NULL, true},
    {"2026-02-29", NULL, false},
    {"2024-02-29", "2024-02-29T00:00:00Z", false},
    {"1900-02-29", NULL, false},
    {"2000-02-29", "2000-02-29T00:00:00Z", false},
    {"2026-04-31", NULL, false},
    {"2026-13-01", NULL, false},
    {"2026-00-01", NULL, false},
    {"2026-1-5", NULL, false},
    {"1678-01-01T00:00:00Z", "1678-01-01T00:00:00Z", true},
    {"1677-12-31T23:59:59Z", NULL, true},
    {"1678-01-01T00:00:00+00:01", NULL, true},
    {"2261-12-31T23:59:59.999999999Z", "2261-12-31T23:59:59.999999999Z", true},
    {"2262-01-01T00:00:00Z", NULL, true},
    {"1969-12-31T23:59:59.25Z", "1969-12-31T23:59:59.25Z", true},
    {"2026-11-23T10:00:00Zx", NULL, true},
    {"", NULL, false},
};

START_TEST(reads_or_refuses) {
    int64_t instant = 42;
    char shown[TIME_TEXT];
    bool good =
        time_parse(cases[_i].text, strlen(cases[_i].text), cases[_i].zone_required, &instant);
    ck_assert_msg(good == (cases[_i].shown != NULL), "%s", cases[_i].text);
    if (!good) {
        ck_assert_int_eq(instant, 42);
        return;
    }
    ck_assert_uint_eq(time_format(instant, shown), strlen(cases[_i].shown));
    ck_assert_str_eq(shown, cases[_i].shown);
}
END_TEST

START_TEST(counts_from_1970) {
    int64_t instant;
    ck_assert(time_parse("1970-01-01T00:00:01Z", 20, true, &instant));
    ck_assert_int_eq(instant, 1000000000);
    ck_assert(time_parse("2026-11-23T10:00:00Z", 20, true, &instant));
    ck_assert_int_eq(instant, INT64_C(1795428000) * 1000000000);
}
END_TEST

START_TEST(every_day_is_the_day_after_the_last) {
    int64_t before, instant;
    char shown[TIME_TEXT];
    ck_assert(time_parse("1678-01-01", 10, false, &before));
    for (int day = 1; day < 213300; day++, before = instant) {
        time_format(before + INT64_C(86400000000000), shown);
        ck_assert(time_parse(shown, strlen(shown), true, &instant));
        ck_assert_int_eq(instant - before, INT64_C(86400000000000));
    }
}
END_TEST

START_TEST(formats_the_whole_range) {
    char shown[TIME_TEXT];
    time_format(INT64_MIN, shown);
    ck_assert_str_eq(shown, "1677-09-21T00:12:43.145224192Z");
    time_format(INT64_MAX, shown);
    ck_assert_str_eq(shown, "2262-04-11T23:47:16.854775807Z");
}
END_TEST

SUITE(time, NULL, NULL, EACH(reads_or_refuses, cases), ONCE(counts_from_1970),
      ONCE(every_day_is_the_day_after_the_last), ONCE(formats_the_whole_range))
