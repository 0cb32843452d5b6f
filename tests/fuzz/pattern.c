// Fuzzes patterns: "m" or "l" (matches, like), a pattern, and a text, each a part. Globs match as a
// naive matcher says, and simple expressions as POSIX has them.
#include "config.h"

#include "frame.h"

#include <regex.h>
#include <string.h>

#include "base/utf8.h"
#include "check/pattern.h"

enum { COMPARED = 40 }; // bytes of what others match too, who may take very long

static bool is_plain(const struct part *part) {
    for (size_t i = 0; i < part->size; i++)
        if (part->text[i] < ' ' || part->text[i] > '~')
            return false;
    return part->size <= COMPARED;
}

// A glob without sets and escapes.
static bool naive_like(const char *glob, const char *text) {
    if (*glob == '*')
        return naive_like(glob + 1, text) || (*text != '\0' && naive_like(glob, text + 1));
    if (*glob == '\0' || *text == '\0')
        return *glob == *text;
    return (*glob == '?' || *glob == *text) && naive_like(glob + 1, text + 1);
}

static size_t count_of(const char *text, char c) {
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += *text == c;
    return count;
}

static void compare_like(const struct part *glob, const struct part *text, int found) {
    if (!is_plain(glob) || !is_plain(text) || strpbrk(glob->text, "[]\\") != NULL ||
        count_of(glob->text, '*') > 3)
        return;
    fuzz_expect(found == naive_like(glob->text, text->text), "a glob matches as it should");
}

// Whether an expression means the same everywhere: letters, '.', '|', groups, and one quantifier
// behind a letter or a point.
static bool is_simple(const char *expression) {
    if (strspn(expression, "abcxyz.|()*+?") != strlen(expression))
        return false;
    for (const char *c = expression; *c != '\0'; c++)
        if (strchr("*+?", *c) != NULL && (c == expression || strchr("abcxyz.", c[-1]) == NULL))
            return false;
    return strstr(expression, "()") == NULL;
}

static void compare_matches(const struct part *expression, const struct part *text, int found) {
    regex_t posix;
    if (!is_plain(expression) || !is_plain(text) || !is_simple(expression->text) ||
        regcomp(&posix, expression->text, REG_EXTENDED | REG_NOSUB) != 0)
        return;
    fuzz_expect(found == (regexec(&posix, text->text, 0, NULL, 0) == 0),
                "an expression matches as it should");
    regfree(&posix);
}

static void match(struct arena *arena, enum pattern_kind kind, const struct part *expression,
                  const struct part *text) {
    struct pattern_error error;
    struct pattern *pattern =
        pattern_compile(arena, kind, expression->text, expression->size, &error);
    if (pattern == NULL) {
        fuzz_expect(error.offset <= expression->size && error.message[0] != '\0',
                    "a mistake has its place and its message");
        return;
    }
    struct pattern_scratch *scratch = pattern_scratch_new();
    int found = pattern_match(pattern, scratch, text->text, text->size);
    size_t begin = 0, end = 0;
    int captured = pattern_capture(pattern, scratch, text->text, text->size, 0, &begin, &end);
    fuzz_expect(begin <= end && end <= text->size, "what is captured lies in the text");
    fuzz_expect(found == captured, "what matches is captured");
    if (kind == PATTERN_LIKE)
        compare_like(expression, text, found);
    if (kind == PATTERN_MATCHES)
        compare_matches(expression, text, found);
    pattern_scratch_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena *arena = arena_new();
    struct parts parts = parts_split(data, size, arena);
    bool like = parts.items[0].text[0] == 'l';
    if (utf8_check((const char *)data, size) != size)
        parts.count = 0;
    if (parts.count == 3)
        match(arena, like ? PATTERN_LIKE : PATTERN_MATCHES, &parts.items[1], &parts.items[2]);
    arena_free(arena);
    return parts.count == 3 ? 0 : -1;
}
