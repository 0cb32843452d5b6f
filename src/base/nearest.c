// The nearest of some words, for "did you mean".
#include "base/nearest.h"

#include <stdbool.h>
#include <string.h>

enum { LENGTH_LIMIT = 64 };

static char lower(char c) {
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

// A letter in the other case is no mistake.
static bool is_same(char a, char b) {
    return lower(a) == lower(b);
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

// Insertions, deletions, replacements and transpositions of neighbours; three rows of the usual
// table.
static size_t edit_distance(const char *a, size_t a_length, const char *b, size_t b_length) {
    size_t rows[3][LENGTH_LIMIT + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= b_length; j++)
        last[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            now[j] =
                least(least(last[j], now[j - 1]) + 1, last[j - 1] + !is_same(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && is_same(a[i - 1], b[j - 2]) && is_same(a[i - 2], b[j - 1]))
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[b_length];
}

const char *nearest_word(const char *word, const char *const *candidates, size_t count) {
    size_t length = strlen(word), limit = length < 3 ? 1 : length / 3, best = limit + 1;
    const char *nearest = NULL;
    for (size_t i = 0; i < count && length <= LENGTH_LIMIT; i++) {
        size_t other = strlen(candidates[i]);
        if (other > LENGTH_LIMIT || other > length + limit || length > other + limit)
            continue;
        size_t distance = edit_distance(word, length, candidates[i], other);
        if (distance < best && distance < length) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}
