// Patterns that are plain texts, which need no automaton.
#include "config.h"

#include "check/pattern_plain.h"

#include <string.h>

struct reading {
    const char *at, *end;
    char *out;
};

static bool sees(const struct reading *reading, const char *words) {
    size_t size = strlen(words);
    return (size_t)(reading->end - reading->at) >= size && memcmp(reading->at, words, size) == 0;
}

static bool take(struct reading *reading, const char *words) {
    bool there = sees(reading, words);
    reading->at += there ? strlen(words) : 0;
    return there;
}

static bool is_one_of(const struct reading *reading, const char *characters) {
    return reading->at < reading->end && *reading->at != '\0' &&
           strchr(characters, *reading->at) != NULL;
}

// What means something without a backslash, and what may follow one and stands for itself.
static const char meaning[] = "\\.[](){}*+?|^$";
static const char marks[] = "\\.[](){}*+?|^$!\"#%&',-/:;<=>@`~";

// A character that stands for itself, unless it is repeated.
static bool take_character(struct reading *reading) {
    struct reading next = *reading;
    bool escaped = take(&next, "\\");
    if (next.at == next.end || (escaped ? !is_one_of(&next, marks) : is_one_of(&next, meaning)))
        return false;
    *next.out++ = *next.at++;
    if (is_one_of(&next, "*+?{"))
        return false;
    *reading = next;
    return true;
}

bool plain_of(struct arena *arena, const char *expression, size_t size, bool of_glob,
              struct plain *out) {
    char *bytes = arena_alloc(arena, size);
    struct reading reading = {expression, expression + size, bytes};
    if (of_glob)
        take(&reading, "(?s)");
    out->at_start = take(&reading, "^");
    if (of_glob && take(&reading, ".*"))
        out->at_start = false;
    while (reading.at < reading.end && take_character(&reading))
        ;
    bool open = of_glob && take(&reading, ".*");
    out->at_end = take(&reading, "$") && !open;
    out->bytes = bytes;
    out->size = (size_t)(reading.out - bytes);
    return reading.at == reading.end;
}

const char *plain_find(const struct plain *plain, const char *text, size_t size) {
    if (size < plain->size || (plain->at_start && plain->at_end && size != plain->size))
        return NULL;
    if (!plain->at_start && !plain->at_end)
        return memmem(text, size, plain->bytes, plain->size);
    text += plain->at_start ? 0 : size - plain->size;
    return memcmp(text, plain->bytes, plain->size) == 0 ? text : NULL;
}
