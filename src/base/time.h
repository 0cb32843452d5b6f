// Instants as RFC 3339 texts.
#ifndef PLIM_BASE_TIME_H
#define PLIM_BASE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// An instant is a count of nanoseconds since 1970-01-01T00:00:00Z, without leap seconds, from the
// first of 1678 to the last of 2261 (UTC).
#define TIME_FIRST INT64_C(-9214560000000000000)
#define TIME_LAST INT64_C(9214646399999999999)

// Reads exactly size bytes: 2026-11-23T10:00:00Z, with a fraction of at most nine digits that
// matter and with Z or an offset such as +01:00. Where no zone is required, the zone (then UTC),
// the seconds and the time of day may be left out. False for anything else: a day the month does
// not have, second 60 (a leap second has no place in the count), a year out of range.
bool time_parse(const char *bytes, size_t size, bool zone_required, int64_t *nanoseconds);

// The days of the month of a date, such as 2026-11-31, whose day it does not have; else 0.
int time_days_exceeded(const char *bytes, size_t size);

// Writes the instant in UTC with Z, seconds, and as many digits of a fraction as it needs; returns
// the length.
enum { TIME_TEXT = 40 };
size_t time_format(int64_t nanoseconds, char out[TIME_TEXT]);

// Reads an offset from UTC in minutes: "Z", "+01:00", "-05:30".
bool time_offset_parse(const char *text, int *minutes);

// The hour of the day (0 to 23) and the day of the week (0 is Monday) of an instant at an offset
// from UTC in minutes.
int time_hour(int64_t nanoseconds, int offset);
int time_weekday(int64_t nanoseconds, int offset);

#endif
