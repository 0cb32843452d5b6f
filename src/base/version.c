// The order of versions.
#include "base/version.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static int sign(long long difference) {
    return (difference > 0) - (difference < 0);
}

static size_t digits(const char *at, const char *end) {
    size_t n = 0;
    while (at + n < end && at[n] >= '0' && at[n] <= '9')
        n++;
    return n;
}

static size_t others(const char *at, const char *end) {
    size_t n = 0;
    while (at + n < end && (at[n] < '0' || at[n] > '9'))
        n++;
    return n;
}

// Numbers of any length: without leading zeros the longer is the greater.
static int compare_numbers(const char *a, size_t m, const char *b, size_t n) {
    while (m && *a == '0')
        a++, m--;
    while (n && *b == '0')
        b++, n--;
    return m != n ? sign((long long)m - (long long)n) : sign(memcmp(a, b, m));
}

static int compare_bytes(const char *a, size_t m, const char *b, size_t n) {
    int order = sign(memcmp(a, b, m < n ? m : n));
    return order ? order : sign((long long)m - (long long)n);
}

// One dotted part: a number (none counts as 0), then other characters, and so on.
static int compare_parts(const char *a, const char *a_end, const char *b, const char *b_end) {
    while (a < a_end || b < b_end) {
        size_t m = digits(a, a_end), n = digits(b, b_end);
        int order = compare_numbers(a, m, b, n);
        if (order)
            return order;
        a += m;
        b += n;
        m = others(a, a_end);
        n = others(b, b_end);
        order = compare_bytes(a, m, b, n);
        if (order)
            return order;
        a += m;
        b += n;
    }
    return 0;
}

static const char *part_end(const char *at, const char *end) {
    const char *dot = memchr(at, '.', (size_t)(end - at));
    return dot ? dot : end;
}

// Dotted parts; one that is not there is 0.
static int compare_dotted(const char *a, const char *a_end, const char *b, const char *b_end) {
    while (a < a_end || b < b_end) {
        const char *a_part = part_end(a, a_end), *b_part = part_end(b, b_end);
        int order = compare_parts(a, a_part, b, b_part);
        if (order)
            return order;
        a = a_part < a_end ? a_part + 1 : a_end;
        b = b_part < b_end ? b_part + 1 : b_end;
    }
    return 0;
}

int version_compare(const char *a, const char *b) {
    size_t a_main = strcspn(a, "-"), b_main = strcspn(b, "-");
    int order = compare_dotted(a, a + a_main, b, b + b_main);
    bool a_pre = a[a_main], b_pre = b[b_main];
    if (order || (!a_pre && !b_pre))
        return order;
    if (a_pre != b_pre)
        return a_pre ? -1 : 1;
    return compare_dotted(a + a_main + 1, a + strlen(a), b + b_main + 1, b + strlen(b));
}
