// Reading a regular expression from its front.
#ifndef PLIM_CHECK_PATTERN_READ_H
#define PLIM_CHECK_PATTERN_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

// The rest of an expression.
struct pattern_rest {
    const char *at, *end;
};

// What stands for itself behind a backslash.
#define PATTERN_MARKS "\\.[](){}*+?|^$!\"#%&',-/:;<=>@`~"

static inline bool pattern_sees(const struct pattern_rest *rest, const char *words) {
    size_t size = strlen(words);
    return rest->end - rest->at >= (ptrdiff_t)size && memcmp(rest->at, words, size) == 0;
}

static inline bool pattern_sees_any(const struct pattern_rest *rest, const char *characters) {
    return rest->at < rest->end && *rest->at != '\0' && strchr(characters, *rest->at) != NULL;
}

// Goes on behind the words if they come next.
static inline bool pattern_take(struct pattern_rest *rest, const char *words) {
    bool there = pattern_sees(rest, words);
    rest->at += there ? strlen(words) : 0;
    return there;
}

#endif
