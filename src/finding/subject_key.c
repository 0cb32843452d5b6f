// Keys of subjects: paths, which hold no line break, on lines of their own.
#include "finding/subject_key.h"

#include <string.h>

void subject_key_add(struct text *out, const char *path, size_t size) {
    text_add(out, out->size > 0 ? "\n" : "");
    text_add_bytes(out, path, size);
}

void subject_key_of(struct text *out, const struct found_subject *subject) {
    text_reset(out);
    for (size_t i = 0; i < subject->path_count; i++) {
        text_add(out, i > 0 ? "\n" : "");
        fact_path_show(out, &subject->paths[i]);
    }
}

// Path by path: a path lies within another where a step follows.
bool subject_key_covers(const char *outer, const char *inner) {
    while (*outer != '\0') {
        size_t size = strcspn(outer, "\n");
        if (strncmp(outer, inner, size) != 0 || strchr(".[\n", inner[size]) == NULL)
            return false;
        outer += size + (outer[size] == '\n');
        inner += strcspn(inner, "\n");
        inner += *inner == '\n';
    }
    return true;
}

// ---- looking for keys ----

static const char *key_at(const void *array, size_t size, size_t index) {
    return *(const char *const *)((const char *)array + index * size);
}

// How many keys are less than the first bytes of KEY.
static size_t lower(const void *array, size_t count, size_t size, const char *key, size_t length) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool less = strncmp(key_at(array, size, middle), key, length) < 0;
        low = less ? middle + 1 : low;
        high = less ? high : middle;
    }
    return low;
}

bool subject_key_same(const void *array, size_t count, size_t size, const char *key) {
    size_t at = lower(array, count, size, key, strlen(key) + 1);
    return at < count && strcmp(key_at(array, size, at), key) == 0;
}

// Those whose first path begins with that of the key follow each other.
bool subject_key_inner(const void *array, size_t count, size_t size, const char *key) {
    size_t length = strcspn(key, "\n");
    for (size_t at = lower(array, count, size, key, length); at < count; at++) {
        const char *other = key_at(array, size, at);
        if (strncmp(other, key, length) != 0)
            return false;
        if (subject_key_covers(key, other))
            return true;
    }
    return false;
}

// Those whose first path is the beginning of the key's that is so long.
static bool any_covers(const void *array, size_t count, size_t size, const char *key,
                       size_t length) {
    for (size_t at = lower(array, count, size, key, length); at < count; at++) {
        const char *other = key_at(array, size, at);
        if (strcspn(other, "\n") != length || strncmp(other, key, length) != 0)
            return false;
        if (subject_key_covers(other, key))
            return true;
    }
    return false;
}

// Others may stand between the keys of a subject and of those that it lies within.
bool subject_key_outer(const void *array, size_t count, size_t size, const char *key) {
    size_t whole = strcspn(key, "\n");
    if (subject_key_same(array, count, size, key))
        return true;
    for (size_t length = 0; length <= whole; length++)
        if ((length == 0 || strchr(".[\n", key[length]) != NULL) &&
            any_covers(array, count, size, key, length))
            return true;
    return false;
}
