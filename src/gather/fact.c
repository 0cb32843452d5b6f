// Facts about one thing as they are collected, and the list of those that could not be told.
#include "config.h"

#include "gather/fact.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct subject subject_record(struct subject *parent, const char *name) {
    return (struct subject){
        .object = json_add_object(parent->object, name),
        .missing = parent->missing,
        .path = string_format("%s.%s", parent->path, name),
    };
}

struct subject subject_element(struct subject *parent, cJSON *list, const char *name,
                               const char *key) {
    char *index = string_quote(key);
    struct subject element = {
        .object = json_append_object(list),
        .missing = parent->missing,
        .path = string_format("%s.%s[%s]", parent->path, name, index),
    };
    free(index);
    return element;
}

struct subject subject_numbered(struct subject *parent, cJSON *list, const char *name,
                                uint64_t key) {
    return (struct subject){
        .object = json_append_object(list),
        .missing = parent->missing,
        .path = string_format("%s.%s[%" PRIu64 "]", parent->path, name, key),
    };
}

void subject_clear(struct subject *subject) {
    free(subject->path);
    subject->path = NULL;
}

void fact_missing(struct subject *subject, const char *name, const char *reason) {
    char *path = string_format("%s%s%s", subject->path, name ? "." : "", name ? name : "");
    cJSON *entry = json_append_object(subject->missing);
    json_add_text(entry, "fact", path);
    json_add_text(entry, "reason", reason);
    free(path);
}

void fact_text(struct subject *subject, const char *name, const char *value, const char *reason) {
    if (value)
        json_add_text(subject->object, name, value);
    else
        fact_missing(subject, name, reason);
}

void fact_bool(struct subject *subject, const char *name, bool told, bool value,
               const char *reason) {
    if (told)
        json_add_bool(subject->object, name, value);
    else
        fact_missing(subject, name, reason);
}

void fact_int(struct subject *subject, const char *name, bool told, uint64_t value,
              const char *reason) {
    if (told && value <= INT64_MAX)
        json_add_int(subject->object, name, (int64_t)value);
    else
        fact_missing(subject, name, reason);
}

void fact_quantity(struct subject *subject, const char *name, bool told, uint64_t value,
                   const char *unit, const char *reason) {
    if (told)
        json_add_quantity(subject->object, name, value, unit);
    else
        fact_missing(subject, name, reason);
}

static int compare_texts(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void fact_set(struct subject *subject, const char *name, const char **texts, size_t count,
              const char *reason) {
    if (count == 0) {
        fact_missing(subject, name, reason);
        return;
    }
    cJSON *list = json_add_list(subject->object, name);
    table_sort(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0)
            json_append_text(list, texts[i]);
    }
}
