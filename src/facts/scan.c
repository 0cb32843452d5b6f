// Scans JSON: texts sixteen or eight bytes at a time, numbers eight, and names by comparing them
// with those before.
#include "config.h"

#include "facts/scan.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/arena.h"
#include "base/utf8.h"
#include "facts/escape.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

enum { EXACT_DIGITS = 15, NUMBER_LENGTH = 40, LARGEST_EXPONENT = 29, SMALLEST_EXPONENT = -9 };

// The greatest whole number up to which a double carries every one.
static const char largest_whole[] = "9007199254740991";

void scan_init(struct scan *scan) {
    *scan = (struct scan){0};
}

void scan_clear(struct scan *scan) {
    free(scan->tokens);
    usual_clear(&scan->usual);
}

static __attribute__((noinline)) void grow(struct scan *scan) {
    scan->room = scan->room == 0 ? 256 : 2 * scan->room;
    scan->tokens = realloc(scan->tokens, scan->room * sizeof *scan->tokens);
    if (scan->tokens == NULL)
        out_of_memory();
}

static inline struct scan_token *add_token(struct scan *scan, enum scan_kind kind) {
    if (scan->count == scan->room)
        grow(scan);
    struct scan_token *token = &scan->tokens[scan->count++];
    token->kind = kind;
    return token;
}

// A token for the text from `at` to `end`.
static const char *add_text(struct scan *scan, enum scan_kind kind, const char *at,
                            const char *end) {
    struct scan_token *token = add_token(scan, kind);
    token->as.at = at;
    token->size = (uint32_t)(end - at);
    return end;
}

static const char *fail(struct scan *scan, const char *at, const char *problem) {
    scan->failed = at;
    scan->problem = at == scan->end ? "the text ends too soon" : problem;
    return NULL;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline uint64_t load_word(const char *at) {
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return le64toh(word);
}

// The first byte that is no plain character of a text.
#ifdef __SSE2__
static inline const char *skip_plain(const char *at) {
    const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\');
    const __m128i control = _mm_set1_epi8(0x1f);
    for (;; at += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)at);
        __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, escape));
        marks = _mm_or_si128(marks, _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
        unsigned found = (unsigned)_mm_movemask_epi8(_mm_or_si128(marks, bytes)); // the high bits
        if (found != 0)
            return at + __builtin_ctz(found);
    }
}
#else
// A borrow runs upwards only, so the lowest mark is true whatever those above it say.
static const char *skip_plain(const char *at) {
    for (;; at += 8) {
        uint64_t word = load_word(at);
        uint64_t quote = (word ^ ONES * '"') - ONES;
        uint64_t escape = (word ^ ONES * '\\') - ONES;
        uint64_t marks = (quote | escape | (word - ONES * 0x20) | word) & HIGHS;
        if (marks != 0)
            return at + __builtin_ctzll(marks) / 8;
    }
}
#endif

// `at` is a backslash.
static const char *scan_escape(struct scan *scan, const char *at) {
    uint32_t code;
    const char *problem;
    size_t size = escape_read(at, &code, &problem);
    return size > 0 ? at + size : fail(scan, at[1] == 'u' ? at : at + 1, problem);
}

// A byte of a text that is neither plain nor its end.
static const char *scan_special(struct scan *scan, const char *at) {
    unsigned char byte = (unsigned char)*at;
    if (byte == '\\')
        return scan_escape(scan, at);
    if (byte == '\0')
        return fail(scan, at, "a text holds no NUL byte");
    if (byte < 0x20)
        return fail(scan, at,
                    byte == '\n' ? "a text ends on its line; write a line break as \\n"
                                 : "a control character in a text is written as an escape");
    size_t length = utf8_sequence(at, SCAN_PADDING);
    return length == 0 ? fail(scan, at, "malformed UTF-8") : at + length;
}

// `at` is the opening quote.
static const char *scan_text(struct scan *scan, const char *at) {
    const char *begin = at + 1;
    enum scan_kind kind = SCAN_TEXT;
    at = skip_plain(begin);
    while (*at != '"') {
        if (*at == '\\')
            kind = SCAN_ESCAPED;
        at = scan_special(scan, at);
        if (at == NULL)
            return NULL;
        at = skip_plain(at);
    }
    return add_text(scan, kind, begin, at) + 1;
}

// What a number token says: significant digits without the zeros around them, and the power of ten
// of the first of them.
struct digits {
    size_t significant;
    long power;
    bool whole; // written without point and exponent
};

static long read_exponent(const char *at, const char *end) {
    long value = 0;
    bool negative = *at == '-';
    if (*at == '-' || *at == '+')
        at++;
    for (; at < end && value < 100000; at++)
        value = value * 10 + (*at - '0');
    return negative ? -value : value;
}

static struct digits read_digits(const char *at, const char *end) {
    struct digits digits = {0, 0, true};
    long before_point = 0;
    size_t seen = 0; // from the first that is not 0
    if (*at == '-')
        at++;
    for (; at < end && (*at | 0x20) != 'e'; at++) {
        if (*at == '.') {
            digits.whole = false;
            continue;
        }
        if (seen > 0 || *at != '0')
            seen++;
        if (seen > 0 && digits.whole)
            before_point++;
        else if (seen == 0 && !digits.whole)
            before_point--;
        if (*at != '0')
            digits.significant = seen;
    }
    digits.power = before_point - 1;
    if (at < end) {
        digits.whole = false;
        digits.power += read_exponent(at + 1, end);
    }
    return digits;
}

// True where a double, printed with fifteen digits, gives back the very number, and facts can hold
// it.
static bool is_exact(const char *at, const char *end) {
    if (end - at > NUMBER_LENGTH)
        return false;
    struct digits digits = read_digits(at, end);
    if (digits.significant == 0)
        return true;
    if (digits.significant <= EXACT_DIGITS)
        return digits.power <= LARGEST_EXPONENT && digits.power >= SMALLEST_EXPONENT;
    if (*at == '-')
        at++;
    size_t length = sizeof largest_whole - 1;
    return digits.whole && (size_t)(end - at) == length && memcmp(at, largest_whole, length) <= 0;
}

static const char *skip_digits(const char *at) {
    while (is_digit(*at))
        at++;
    return at;
}

// The point and the exponent of a number that began at `begin`.
static const char *scan_fraction(struct scan *scan, const char *begin, const char *at) {
    if (*at == '.') {
        if (!is_digit(at[1]))
            return fail(scan, at + 1, "a digit follows the point of a number");
        at = skip_digits(at + 1);
    }
    if ((*at | 0x20) == 'e') {
        at++;
        if (*at == '+' || *at == '-')
            at++;
        if (!is_digit(*at))
            return fail(scan, at, "a digit follows the e of a number");
        at = skip_digits(at);
    }
    return add_text(scan, is_exact(begin, at) ? SCAN_DECIMAL : SCAN_INEXACT, begin, at);
}

// The number that the digits at the beginning of eight bytes are, none of which is looked at alone;
// returns how many. Neighbours are joined: digits to pairs, these to fours, these to one number. A
// carry runs upwards only, so the lowest byte that is found to be none is one whatever those above
// it are said to be.
static inline unsigned read_eight(const char *at, uint64_t *number) {
    uint64_t word = load_word(at);
    uint64_t others = (word & ONES * 0xf0) ^ ONES * 0x30;      // all but '0' to '?'
    others |= ((word + ONES * 6) & ONES * 0xf0) ^ ONES * 0x30; // and ':' to '?'
    unsigned count = others == 0 ? 8 : (unsigned)__builtin_ctzll(others) / 8;
    word = count == 0 ? 0 : word << (64 - 8 * count); // the others become zeros before the digits
    word = (word & ONES * 0x0f) * ((10 << 8) + 1) >> 8;
    word = (word & UINT64_C(0x00ff00ff00ff00ff)) * ((100 << 16) + 1) >> 16;
    *number = (word & UINT64_C(0x0000ffff0000ffff)) * ((UINT64_C(10000) << 32) + 1) >> 32;
    return count;
}

static const char *scan_number(struct scan *scan, const char *begin) {
    static const uint64_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
    const char *at = begin + (*begin == '-');
    if (!is_digit(*at))
        return fail(scan, at, "a digit follows the minus of a number");
    if (*at == '0' && is_digit(at[1]))
        return fail(scan, at, "a number does not begin with 0");
    uint64_t whole, rest;
    unsigned count = read_eight(at, &whole);
    at += count;
    if (count == 8) {
        count = read_eight(at, &rest);
        whole = whole * tens[count] + rest;
        at = skip_digits(at + count);
    }
    if (*at == '.' || (*at | 0x20) == 'e' || at - begin > EXACT_DIGITS)
        return scan_fraction(scan, begin, at);
    add_token(scan, SCAN_WHOLE)->as.whole = *begin == '-' ? -(int64_t)whole : (int64_t)whole;
    return at;
}

static const char *scan_word(struct scan *scan, const char *at, const char *word,
                             enum scan_kind kind) {
    const char *from = at;
    for (; *word != '\0'; at++, word++)
        if (*at != *word)
            return fail(scan, *at == '\0' ? at : from, "a value is expected");
    add_token(scan, kind);
    return at;
}

static const char *scan_any(struct scan *scan, const char *at, unsigned depth,
                            struct usual **usual);

static const char *scan_list(struct scan *scan, const char *at, unsigned depth,
                             struct usual **usual) {
    at = scan_blanks(at + 1);
    if (*at == ']')
        return at + 1;
    for (;;) {
        at = scan_any(scan, at, depth, usual);
        if (at == NULL)
            return NULL;
        at = scan_blanks(at);
        if (*at == ']')
            return at + 1;
        if (*at != ',')
            return fail(scan, at, scan_no_more(at, ']'));
        at = scan_blanks(at + 1);
        if (*at == ']')
            return fail(scan, at, "one ',' too many before ']'");
    }
}

static bool is_comment(char c) {
    return c == '/' || c == '#';
}

const char *scan_no_name(const char *at) {
    return *at == '\''       ? "a name stands in double quotes"
           : is_comment(*at) ? "JSON has no comments"
                             : "a name in double quotes is expected";
}

const char *scan_no_more(const char *at, char close) {
    return is_comment(*at) ? "JSON has no comments"
           : close == ']'  ? "',' or ']' is expected"
                           : "',' or '}' is expected";
}

// Keeps what was scanned from `begin` to `at`, whose last token is the name.
static struct usual *learn(struct scan *scan, struct usual **usual, const char *begin,
                           const char *at) {
    const struct scan_token *name = &scan->tokens[scan->count - 1];
    if (usual == NULL || name->kind != SCAN_TEXT)
        return NULL;
    return usual_learn(&scan->usual, usual, begin, at, name->as.at, name->size);
}

// The name of a member and the colon behind it; the beginning of the value.
static const char *scan_name(struct scan *scan, const char *at) {
    if (*at != '"')
        return fail(scan, at, *at == '}' ? "one ',' too many before '}'" : scan_no_name(at));
    at = scan_text(scan, at);
    if (at == NULL)
        return NULL;
    at = scan_blanks(at);
    return *at == ':' ? scan_blanks(at + 1) : fail(scan, at, "':' is expected after a name");
}

// `usual` is the chain of the names that it probably has; NULL where none is kept.
static const char *scan_object(struct scan *scan, const char *at, unsigned depth,
                               struct usual **usual) {
    for (bool first = true;; first = false) {
        const char *begin = ++at; // behind '{' or ','
        struct usual *name = usual == NULL ? NULL : usual_find(*usual, at);
        if (name != NULL) {
            add_text(scan, SCAN_TEXT, at + name->name, at + name->name + name->name_size);
            at = scan_blanks(at + name->size);
        } else {
            at = scan_blanks(at);
            if (*at == '}' && first)
                return at + 1;
            at = scan_name(scan, at);
            if (at == NULL)
                return NULL;
            name = learn(scan, usual, begin, at);
        }
        if (name != NULL)
            usual = &name->after;
        at = scan_any(scan, at, depth, name == NULL ? NULL : &name->within);
        if (at == NULL)
            return NULL;
        at = scan_blanks(at);
        if (*at == '}')
            return at + 1;
        if (*at != ',')
            return fail(scan, at, scan_no_more(at, '}'));
    }
}

static const char *scan_nested(struct scan *scan, const char *at, unsigned depth,
                               struct usual **usual) {
    if (depth == SCAN_DEPTH)
        return fail(scan, at, "lists and objects are nested more than 100 levels deep");
    size_t index = scan->count;
    bool list = *at == '[';
    add_token(scan, list ? SCAN_LIST : SCAN_OBJECT)->as.at = at;
    at = list ? scan_list(scan, at, depth + 1, usual) : scan_object(scan, at, depth + 1, usual);
    scan->tokens[index].size = (uint32_t)(scan->count - index - 1);
    return at;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static const char *unexpected(struct scan *scan, const char *at) {
    switch (*at) {
    case '\'':
        return fail(scan, at, "a text stands in double quotes");
    case '+':
    case '.':
        return fail(scan, at, "a number begins with a digit or a minus");
    case '/':
    case '#':
        return fail(scan, at, "JSON has no comments");
    case '\0':
        return fail(scan, at, "a NUL byte");
    default:
        return fail(scan, at,
                    is_letter(*at) ? "a value is expected: a text in double quotes, or true, false "
                                     "or null in lower case"
                                   : "a value is expected");
    }
}

// `usual` is that of the object that it may be, or of those in the list that it may be.
static const char *scan_any(struct scan *scan, const char *at, unsigned depth,
                            struct usual **usual) {
    switch (*at) {
    case '"':
        return scan_text(scan, at);
    case '{':
    case '[':
        return scan_nested(scan, at, depth, usual);
    case 't':
        return scan_word(scan, at, "true", SCAN_TRUE);
    case 'f':
        return scan_word(scan, at, "false", SCAN_FALSE);
    case 'n':
        return scan_word(scan, at, "null", SCAN_NULL);
    default:
        return *at == '-' || is_digit(*at) ? scan_number(scan, at) : unexpected(scan, at);
    }
}

const char *scan_value(struct scan *scan, const char *at, const char *end, unsigned depth) {
    scan->count = 0;
    return scan_another(scan, at, end, depth);
}

const char *scan_another(struct scan *scan, const char *at, const char *end, unsigned depth) {
    scan->end = end;
    return scan_any(scan, at, depth, &scan->usual.first);
}
