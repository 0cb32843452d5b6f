// Versions as keys that are ordered by their bytes.
#include <string.h>

#include "naive.h"

static const char digits[] = "0123456789";

static bool is_digit(char c) {
    return c != '\0' && strchr(digits, c) != NULL;
}

// A number as its length and its digits.
static const char *number_key(struct arena *arena, const char **at) {
    const char *first = *at + strspn(*at, "0");
    size_t size = strspn(first, digits);
    *at = first + size;
    return arena_printf(arena, "%06u%.*s", (unsigned)size, (int)size, first);
}

static const char *after_epoch(const char *text) {
    size_t size = strspn(text, digits);
    if (size > 0 && text[size] == ':')
        text += size + 1;
    return (*text == 'v' || *text == 'V') && is_digit(text[1]) ? text + 1 : text;
}

static const char *after_number(const char *at) {
    at += strspn(at, digits);
    return *at == '.' && is_digit(at[1]) ? at + 1 : at;
}

// All but zeros at the end, each after an n, which comes after what ends them.
static const char *numbers_key(struct arena *arena, const char **at) {
    const char *key = "", *kept = "";
    while (is_digit(**at)) {
        const char *end = *at, *number = number_key(arena, &end);
        key = arena_printf(arena, "%sn%s", key, number);
        if (strcmp(number, "000000") != 0)
            kept = key;
        *at = after_number(*at);
    }
    return kept;
}

// ---- what follows the numbers ----

static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

// b and a place for words of pre-releases, the joint, d and its letters for others.
static const char *word_key(struct arena *arena, const char *word, size_t size, char joint) {
    static const char *const words[] = {"dev",       "snapshot", "alpha",   "beta",
                                        "milestone", "pre",      "preview", "rc"};
    char *small = arena_copy(arena, word, size);
    for (char *c = small; *c; c++)
        *c = (char)(*c | 0x20);
    for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], small) == 0)
            return arena_printf(arena, "b%u", i);
    return arena_printf(arena, "%cd%s!", joint, small);
}

// ~ before words of pre-releases before the end before what follows a '-' (joint d) before other
// words and numbers (joint e).
static const char *suffix_key(struct arena *arena, const char *at) {
    const char *key = "";
    while (*at) {
        char joint = *at == '-' ? 'd' : 'e';
        at += *at == '~' ? 0 : strspn(at, ".-+_");
        size_t size = strspn(at, letters);
        if (size > 0)
            key = arena_printf(arena, "%s%s", key, word_key(arena, at, size, joint));
        else if (is_digit(*at))
            key = arena_printf(arena, "%s%ce%s", key, joint, number_key(arena, &at));
        else if (*at == '\0')
            break;
        else if (*at++ == '~')
            key = arena_printf(arena, "%sa", key);
        at += size;
    }
    return arena_printf(arena, "%sc", key);
}

// ---- versions ----

static const char *key_of(struct arena *arena, const char *text) {
    const char *epoch = text[strspn(text, digits)] == ':' ? text : "", *at = after_epoch(text);
    const char *first = number_key(arena, &epoch), *numbers = numbers_key(arena, &at);
    return arena_printf(arena, "%s%s!%s", first, numbers, suffix_key(arena, at));
}

int naive_version_order(const char *a, const char *b) {
    struct arena *arena = arena_new();
    int order = strcmp(key_of(arena, a), key_of(arena, b));
    arena_free(arena);
    return order;
}

bool naive_is_version(const char *text) {
    const char *at = after_epoch(text);
    if (!is_digit(*at))
        return false;
    while (is_digit(*at) || (*at && strchr(letters, *at)) || (*at && strchr(".-+_~", *at)))
        at++;
    return *at == '\0';
}

const char *naive_version_part(struct arena *arena, const char *text, struct decimal n) {
    const char *at = after_epoch(text);
    for (; is_digit(*at); at = after_number(at), n.nano -= decimal_from_int(1).nano)
        if (n.nano <= decimal_from_int(1).nano)
            return arena_copy(arena, at, strspn(at, digits));
    return "0";
}
