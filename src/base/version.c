// Versions: what is one, its parts, and their order.
#include "base/version.h"

#include <string.h>

#include "base/decimal.h"

// Words of pre-releases, from the earliest.
static const char *const pre_releases[] = {"dev",       "snapshot", "alpha",   "beta",
                                           "milestone", "pre",      "preview", "rc"};
enum { PRE_RELEASES = sizeof pre_releases / sizeof *pre_releases };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int sign(long long difference) {
    return (difference > 0) - (difference < 0);
}

static size_t run_of(const char *at, bool (*belongs)(char)) {
    size_t n = 0;
    while (belongs(at[n]))
        n++;
    return n;
}

// ---- pieces ----

// The next piece of a suffix. In this order: a '~' before everything, words of pre-releases by
// their rank, the end, what stands behind a '-', as the revision of a distribution does, other
// words, numbers.
enum piece_kind { PIECE_TILDE, PIECE_PRE_RELEASE, PIECE_END, PIECE_WORD, PIECE_NUMBER };

struct piece {
    enum piece_kind kind;
    int rank;      // PRE_RELEASE
    bool revision; // WORD, NUMBER: behind a '-'
    const char *text;
    size_t size;
};

static int rank_of(const char *word, size_t size) {
    for (int i = 0; i < PRE_RELEASES; i++) {
        size_t n = 0;
        while (n < size && lower(word[n]) == pre_releases[i][n])
            n++;
        if (n == size && pre_releases[i][n] == '\0')
            return i;
    }
    return -1;
}

static bool is_separator(char c) {
    return c != '\0' && c != '~' && !is_digit(c) && !is_letter(c);
}

static struct piece next_piece(const char **at) {
    bool revision = **at == '-';
    *at += run_of(*at, is_separator);
    struct piece piece = {.kind = PIECE_END, .text = *at};
    if (**at == '~') {
        piece.kind = PIECE_TILDE;
        piece.size = 1;
    } else if (is_digit(**at)) {
        piece.kind = PIECE_NUMBER;
        piece.size = run_of(*at, is_digit);
    } else if (is_letter(**at)) {
        piece.size = run_of(*at, is_letter);
        piece.rank = rank_of(*at, piece.size);
        piece.kind = piece.rank >= 0 ? PIECE_PRE_RELEASE : PIECE_WORD;
    }
    piece.revision = revision && piece.kind > PIECE_END;
    *at += piece.size;
    return piece;
}

// Numbers of any length: without leading zeros the longer is the greater.
static int compare_numbers(const char *a, size_t m, const char *b, size_t n) {
    while (m > 0 && *a == '0')
        a++, m--;
    while (n > 0 && *b == '0')
        b++, n--;
    return m != n ? sign((long long)m - (long long)n) : sign(memcmp(a, b, m));
}

static int compare_words(const struct piece *a, const struct piece *b) {
    size_t i = 0;
    while (i < a->size && i < b->size && lower(a->text[i]) == lower(b->text[i]))
        i++;
    if (i < a->size && i < b->size)
        return sign(lower(a->text[i]) - lower(b->text[i]));
    return sign((long long)a->size - (long long)b->size);
}

static int compare_pieces(const struct piece *a, const struct piece *b) {
    if (a->revision != b->revision && a->kind > PIECE_END && b->kind > PIECE_END)
        return a->revision ? -1 : 1;
    if (a->kind != b->kind)
        return sign((int)a->kind - (int)b->kind);
    switch (a->kind) {
    case PIECE_PRE_RELEASE:
        return sign(a->rank - b->rank);
    case PIECE_WORD:
        return compare_words(a, b);
    case PIECE_NUMBER:
        return compare_numbers(a->text, a->size, b->text, b->size);
    case PIECE_TILDE:
    case PIECE_END:
        break;
    }
    return 0;
}

static int compare_suffixes(const char *a, const char *b) {
    for (;;) {
        struct piece left = next_piece(&a), right = next_piece(&b);
        int order = compare_pieces(&left, &right);
        if (order != 0 || left.kind == PIECE_END)
            return order;
    }
}

// ---- numbers ----

// Where the numbers begin, behind the epoch, with the count of its digits, and a v.
static const char *skip_epoch(const char *text, size_t *digits) {
    *digits = run_of(text, is_digit);
    if (text[*digits] != ':')
        *digits = 0;
    const char *at = *digits > 0 ? text + *digits + 1 : text;
    return (*at == 'v' || *at == 'V') && is_digit(at[1]) ? at + 1 : at;
}

// The next number and whether another follows it after a dot.
static size_t next_number(const char **at, const char **number) {
    *number = *at;
    size_t size = run_of(*at, is_digit);
    *at += size;
    if (**at == '.' && is_digit((*at)[1]))
        (*at)++;
    return size;
}

int version_compare(const char *a, const char *b) {
    size_t m, n;
    const char *left = skip_epoch(a, &m), *right = skip_epoch(b, &n);
    int order = compare_numbers(a, m, b, n);
    while (order == 0 && (is_digit(*left) || is_digit(*right))) {
        const char *x, *y;
        m = next_number(&left, &x);
        n = next_number(&right, &y);
        order = compare_numbers(x, m, y, n);
    }
    return order != 0 ? order : compare_suffixes(left, right);
}

static bool is_of_suffix(char c) {
    return is_digit(c) || is_letter(c) || (c != '\0' && strchr(".-+_~", c) != NULL);
}

bool version_valid(const char *text, size_t size) {
    size_t digits;
    const char *at = skip_epoch(text, &digits);
    return is_digit(*at) && at + run_of(at, is_of_suffix) == text + size;
}

bool version_part(const char *text, int64_t n, int64_t *out) {
    size_t size = strlen(text);
    if (!version_valid(text, size) || n < 1)
        return false;
    const char *at = skip_epoch(text, &size), *number = at;
    for (int64_t i = 0; i < n; i++) {
        if (!is_digit(*at)) {
            *out = 0;
            return true;
        }
        size = next_number(&at, &number);
    }
    struct decimal value;
    return decimal_parse(number, size, &value) == DECIMAL_OK && decimal_to_int(value, out);
}
