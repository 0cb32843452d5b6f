// UTF-8: table 3-7 of the Unicode standard, byte by byte, and columns.
#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "suites.h"

// The rows of table 3-7: for each byte the first and last allowed value.
static const struct row {
    size_t length;
    unsigned char bytes[4][2];
} table[] = {
    {1, {{0x00, 0x7f}}},
    {2, {{0xc2, 0xdf}, {0x80, 0xbf}}},
    {3, {{0xe0, 0xe0}, {0xa0, 0xbf}, {0x80, 0xbf}}},
    {3, {{0xe1, 0xec}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {3, {{0xed, 0xed}, {0x80, 0x9f}, {0x80, 0xbf}}},
    {3, {{0xee, 0xef}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {4, {{0xf0, 0xf0}, {0x90, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {4, {{0xf1, 0xf3}, {0x80, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {4, {{0xf4, 0xf4}, {0x80, 0x8f}, {0x80, 0xbf}, {0x80, 0xbf}}},
};

// Bytes of the sequence that the table finds at the start, or 0.
static size_t by_table(const unsigned char *at, size_t size) {
    for (size_t row = 0; row < sizeof table / sizeof *table; row++) {
        size_t i = 0;
        while (i < table[row].length && i < size && at[i] >= table[row].bytes[i][0] &&
               at[i] <= table[row].bytes[i][1])
            i++;
        if (i == table[row].length)
            return i;
    }
    return 0;
}

static size_t check_by_table(const unsigned char *bytes, size_t size) {
    size_t at = 0;
    while (at < size) {
        size_t length = by_table(bytes + at, size - at);
        if (length == 0)
            return at;
        at += length;
    }
    return size;
}

static void compare(const unsigned char *bytes, size_t size) {
    size_t want = check_by_table(bytes, size), got = utf8_check((const char *)bytes, size);
    if (want != got)
        ck_abort_msg("%02x %02x %02x %02x of %zu: %zu, not %zu", bytes[0], bytes[1], bytes[2],
                     bytes[3], size, got, want);
}

// The two first bytes at every value, the two last at each boundary, cut at every length.
START_TEST(test_table_3_7) {
    static const unsigned char edges[] = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f,
                                          0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xff};
    enum { EDGES = sizeof edges };
    for (unsigned i = 0; i < 65536u * EDGES * EDGES; i++) {
        unsigned rest = i >> 16;
        unsigned char bytes[] = {(unsigned char)(i >> 8), (unsigned char)i, edges[rest % EDGES],
                                 edges[rest / EDGES]};
        compare(bytes, 4);
        if (rest == 0)
            compare(bytes, 2);
        if (rest < EDGES)
            compare(bytes, 3);
    }
}
END_TEST

// An ill-formed byte at every place of a text that is longer than a word.
START_TEST(test_offset) {
    char text[40];
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        ck_assert_uint_eq(utf8_check(text, at), at);
        text[at] = (char)0xff;
        ck_assert_uint_eq(utf8_check(text, sizeof text), at);
        memset(text, 0, sizeof text);
        text[at] = (char)0xc3; // cut or followed by NUL
        ck_assert_uint_eq(utf8_check(text, sizeof text), at);
        if (at + 1 < sizeof text) {
            text[at + 1] = (char)0xa9;
            ck_assert_uint_eq(utf8_check(text, sizeof text), sizeof text);
        }
    }
}
END_TEST

static bool survives(uint32_t code) {
    char bytes[4];
    uint32_t decoded;
    size_t length = utf8_encode(code, bytes);
    if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
        return length == 0;
    return length != 0 && length == by_table((unsigned char *)bytes, length) &&
           utf8_decode(bytes, &decoded) == length && decoded == code &&
           utf8_length(bytes, length) == 1;
}

START_TEST(test_every_code_point) {
    for (uint32_t code = 0; code <= 0x110010; code++)
        if (!survives(code))
            ck_abort_msg("U+%04X", code);
    char bytes[4];
    ck_assert_uint_eq(utf8_encode(UINT32_MAX, bytes), 0);
}
END_TEST

START_TEST(test_known_encodings) {
    char bytes[4];
    ck_assert_uint_eq(utf8_encode(0x20ac, bytes), 3);
    ck_assert_mem_eq(bytes, "\xe2\x82\xac", 3);
    ck_assert_uint_eq(utf8_encode(0x10ffff, bytes), 4);
    ck_assert_mem_eq(bytes, "\xf4\x8f\xbf\xbf", 4);
}
END_TEST

static const struct {
    const char *text;
    size_t length, width;
} widths[] = {
    {"", 0, 0},
    {"host", 4, 4},
    {"Zürich", 6, 6},
    {"e\u0301", 2, 1},                  // a combining acute
    {"\u4e3b\u673a", 2, 4},             // Chinese
    {"\uac00", 1, 2},                   // Hangul
    {"\u1112\u1161\u11ab", 3, 2},       // conjoining Hangul
    {"\uff21\uff3a", 2, 4},             // fullwidth letters
    {"\uff76", 1, 1},                   // halfwidth katakana
    {"\U0001f680", 1, 2},               // a rocket
    {"\U0001f321", 1, 1},               // a thermometer, narrow without a selector
    {"\U00020000\U0003fffd", 2, 4},     // planes 2 and 3
    {"a\u200db\ufeff", 4, 2},           // joiner, byte order mark
    {"\u0915\u094d\u0937", 3, 2},       // Devanagari with a virama
    {"\u0e01\u0e34", 2, 1},             // Thai with a vowel above
    {"\u05d0\u05b8\u0628\u064e", 4, 2}, // Hebrew and Arabic with points
    {"\u02ff\u0300\u036f\u0370", 4, 2}, // around the first range
    {"\U000e01ef\U000f0000", 2, 1},     // a variation selector, private use
    {"\u2705\u2713\u2028", 3, 4},       // an emoji, a dingbat
    {"\U0001faf7\U0001e4ec", 2, 2},     // an emoji and a mark of Unicode 15
};

START_TEST(test_width) {
    const char *text = widths[_i].text;
    size_t size = strlen(text);
    ck_assert_uint_eq(utf8_check(text, size), size);
    ck_assert_uint_eq(utf8_length(text, size), widths[_i].length);
    ck_assert_uint_eq(utf8_width(text, size), widths[_i].width);
}
END_TEST

SUITE(utf8, NULL, NULL, ONCE(test_table_3_7), ONCE(test_offset), ONCE(test_every_code_point),
      ONCE(test_known_encodings), EACH(test_width, widths))
