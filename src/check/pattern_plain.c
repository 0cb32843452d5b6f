// Patterns that are plain texts, which need no automaton.
#include "config.h"

#include "check/pattern_plain.h"

#include <string.h>

#include "check/pattern_read.h"

struct reading {
    struct pattern_rest rest;
    char *out;
};

// What means something without a backslash.
static const char meaning[] = "\\.[](){}*+?|^$";

// A character that stands for itself, unless it is repeated.
static bool take_character(struct reading *reading) {
    struct reading next = *reading;
    bool escaped = pattern_take(&next.rest, "\\");
    if (next.rest.at == next.rest.end || (escaped ? !pattern_sees_any(&next.rest, PATTERN_MARKS)
                                                  : pattern_sees_any(&next.rest, meaning)))
        return false;
    *next.out++ = *next.rest.at++;
    if (pattern_sees_any(&next.rest, "*+?{"))
        return false;
    *reading = next;
    return true;
}

bool plain_of(struct arena *arena, const char *expression, size_t size, bool of_glob,
              struct plain *out) {
    char *bytes = arena_alloc(arena, size);
    struct reading reading = {{expression, expression + size}, bytes};
    if (of_glob)
        pattern_take(&reading.rest, "(?s)");
    out->at_start = pattern_take(&reading.rest, "^");
    if (of_glob && pattern_take(&reading.rest, ".*"))
        out->at_start = false;
    while (reading.rest.at < reading.rest.end && take_character(&reading))
        ;
    bool open = of_glob && pattern_take(&reading.rest, ".*");
    out->at_end = pattern_take(&reading.rest, "$") && !open;
    out->bytes = bytes;
    out->size = (size_t)(reading.out - bytes);
    return reading.rest.at == reading.rest.end;
}

const char *plain_find(const struct plain *plain, const char *text, size_t size) {
    if (size < plain->size || (plain->at_start && plain->at_end && size != plain->size))
        return NULL;
    if (!plain->at_start && !plain->at_end)
        return memmem(text, size, plain->bytes, plain->size);
    text += plain->at_start ? 0 : size - plain->size;
    return memcmp(text, plain->bytes, plain->size) == 0 ? text : NULL;
}
