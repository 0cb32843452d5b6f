// Instants as RFC 3339 texts.
#include "base/time.h"

#include <stdio.h>
#include <string.h>

#define NANOSECONDS INT64_C(1000000000)

enum { DAY = 86400, FIRST_YEAR = 1678, LAST_YEAR = 2261 };

struct reader {
    const char *at, *end;
};

static bool read_char(struct reader *reader, char expected) {
    if (reader->at == reader->end || *reader->at != expected)
        return false;
    reader->at++;
    return true;
}

// Exactly count digits, with a value from low to high.
static bool read_digits(struct reader *reader, int count, int low, int high, int *value) {
    int number = 0;
    if (reader->end - reader->at < count)
        return false;
    for (int i = 0; i < count; i++) {
        char c = *reader->at++;
        if (c < '0' || c > '9')
            return false;
        number = number * 10 + (c - '0');
    }
    *value = number;
    return number >= low && number <= high;
}

static int days_in_month(int year, int month) {
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

// Days since 1970-01-01 in the Gregorian calendar, counting years from March so that the leap day
// is the last.
static int64_t days_from_date(int year, int month, int day) {
    int64_t y = month > 2 ? year : year - 1;
    int64_t era = y / 400, year_of_era = y % 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static void date_from_days(int64_t days, int *year, int *month, int *day) {
    int64_t shifted = days + 719468;
    int64_t era = shifted / 146097, day_of_era = shifted % 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t from_march = (5 * day_of_year + 2) / 153;
    *day = (int)(day_of_year - (153 * from_march + 2) / 5 + 1);
    *month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static bool read_date(struct reader *reader, int64_t *days) {
    int year, month, day;
    if (!read_digits(reader, 4, 0, 9999, &year) || !read_char(reader, '-') ||
        !read_digits(reader, 2, 1, 12, &month) || !read_char(reader, '-') ||
        !read_digits(reader, 2, 1, days_in_month(year, month), &day))
        return false;
    *days = days_from_date(year, month, day);
    return true;
}

int time_days_exceeded(const char *bytes, size_t size) {
    struct reader reader = {bytes, bytes + size};
    int year, month, day;
    bool exists = read_digits(&reader, 4, FIRST_YEAR, LAST_YEAR, &year) &&
                  read_char(&reader, '-') && read_digits(&reader, 2, 1, 12, &month) &&
                  read_char(&reader, '-') && read_digits(&reader, 2, 0, 99, &day);
    return exists && day > days_in_month(year, month) ? days_in_month(year, month) : 0;
}

// The digits after the point; those beyond the ninth have to be zeros.
static bool read_fraction(struct reader *reader, int64_t *nanoseconds) {
    int64_t value = 0, place = NANOSECONDS;
    const char *first = reader->at;
    for (; reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        if (place == 1 && *reader->at != '0')
            return false;
        if (place > 1)
            value += (*reader->at - '0') * (place /= 10);
    }
    *nanoseconds = value;
    return reader->at > first;
}

static bool read_clock(struct reader *reader, bool strict, int64_t *seconds, int64_t *nanoseconds) {
    int hour, minute, second = 0;
    if (!read_digits(reader, 2, 0, 23, &hour) || !read_char(reader, ':') ||
        !read_digits(reader, 2, 0, 59, &minute))
        return false;
    bool has_second = read_char(reader, ':');
    if (has_second ? !read_digits(reader, 2, 0, 59, &second) : strict)
        return false;
    if (has_second && read_char(reader, '.') && !read_fraction(reader, nanoseconds))
        return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

// Seconds east of UTC. Nothing at all counts as UTC where no zone is required.
static bool read_zone(struct reader *reader, bool required, int64_t *offset) {
    int hours, minutes;
    *offset = 0;
    if (reader->at == reader->end)
        return !required;
    if (read_char(reader, 'Z') || read_char(reader, 'z'))
        return true;
    int sign = *reader->at == '-' ? -1 : 1;
    if (!read_char(reader, '+') && !read_char(reader, '-'))
        return false;
    if (!read_digits(reader, 2, 0, 23, &hours) || !read_char(reader, ':') ||
        !read_digits(reader, 2, 0, 59, &minutes))
        return false;
    *offset = sign * (hours * 3600 + minutes * 60);
    return true;
}

bool time_parse(const char *bytes, size_t size, bool zone_required, int64_t *nanoseconds) {
    struct reader reader = {bytes, bytes + size};
    int64_t days, seconds = 0, fraction = 0, offset = 0;
    if (!read_date(&reader, &days))
        return false;
    if (reader.at == reader.end) {
        if (zone_required)
            return false;
    } else if ((!read_char(&reader, 'T') && !read_char(&reader, 't')) ||
               !read_clock(&reader, zone_required, &seconds, &fraction) ||
               !read_zone(&reader, zone_required, &offset)) {
        return false;
    }
    int64_t instant = days * DAY + seconds - offset;
    if (reader.at != reader.end || instant < days_from_date(FIRST_YEAR, 1, 1) * DAY ||
        instant >= days_from_date(LAST_YEAR + 1, 1, 1) * DAY)
        return false;
    *nanoseconds = instant * NANOSECONDS + fraction;
    return true;
}

size_t time_format(int64_t nanoseconds, char out[TIME_TEXT]) {
    int64_t seconds = nanoseconds / NANOSECONDS, fraction = nanoseconds % NANOSECONDS;
    if (fraction < 0) {
        seconds--;
        fraction += NANOSECONDS;
    }
    int64_t days = seconds / DAY, rest = seconds % DAY;
    if (rest < 0) {
        days--;
        rest += DAY;
    }
    int year, month, day;
    date_from_days(days, &year, &month, &day);
    int length = snprintf(out, TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day,
                          (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
    if (fraction > 0) {
        length += snprintf(out + length, TIME_TEXT - (size_t)length, ".%09d", (int)fraction);
        while (out[length - 1] == '0')
            length--;
    }
    memcpy(out + length, "Z", 2);
    return (size_t)length + 1;
}

// ---- parts of a day ----

bool time_offset_parse(const char *text, int *minutes) {
    int hours, rest;
    char sign, end;
    if (strcmp(text, "Z") == 0) {
        *minutes = 0;
        return true;
    }
    if (strlen(text) != sizeof "+00:00" - 1 ||
        sscanf(text, "%c%2d:%2d%c", &sign, &hours, &rest, &end) != 3 ||
        strspn(text + 1, "0123456789:") != 5 || text[3] != ':' || (sign != '+' && sign != '-') ||
        hours > 23 || rest > 59)
        return false;
    *minutes = (sign == '-' ? -1 : 1) * (60 * hours + rest);
    return true;
}

// Whole units since 1970 at an offset, rounded down, before it too.
static int64_t units_since(int64_t nanoseconds, int offset, int64_t seconds) {
    int64_t at = nanoseconds / 1000000000 - (nanoseconds % 1000000000 < 0) + (int64_t)offset * 60;
    return at / seconds - (at % seconds < 0);
}

int time_hour(int64_t nanoseconds, int offset) {
    return (int)(((units_since(nanoseconds, offset, 3600) % 24) + 24) % 24);
}

// 1970-01-01 was a Thursday.
int time_weekday(int64_t nanoseconds, int offset) {
    return (int)(((units_since(nanoseconds, offset, 86400) + 3) % 7 + 7) % 7);
}
