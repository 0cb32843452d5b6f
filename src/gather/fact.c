// Facts about one thing as they are collected, and the list of those that are missing.
#include "config.h"

#include "gather/fact.h"

#include "base/sort.h"
#include "base/text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

struct arena *subject_arena(const struct subject *subject) {
    return subject->item->as.all.arena;
}

static const char *path_below(const struct subject *parent, const char *name) {
    return arena_printf(subject_arena(parent), "%s.%s", parent->path, name);
}

struct subject subject_record(const struct subject *parent, const char *name) {
    return (struct subject){
        .item = item_add_object(parent->item, name),
        .missing = parent->missing,
        .path = path_below(parent, name),
    };
}

struct subject subject_list(const struct subject *parent, const char *name) {
    return (struct subject){
        .item = item_add_list(parent->item, name),
        .missing = parent->missing,
        .path = path_below(parent, name),
    };
}

struct subject subject_element(const struct subject *list, const char *key) {
    struct text path = {0};
    text_addf(&path, "%s[", list->path);
    text_add_quoted(&path, key);
    text_add_char(&path, ']');
    struct subject element = {
        .item = item_add_object(list->item, NULL),
        .missing = list->missing,
        .path = text_copy(&path, subject_arena(list)),
    };
    text_clear(&path);
    return element;
}

struct subject subject_numbered(const struct subject *list, uint64_t key) {
    return (struct subject){
        .item = item_add_object(list->item, NULL),
        .missing = list->missing,
        .path = arena_printf(subject_arena(list), "%s[%" PRIu64 "]", list->path, key),
    };
}

void fact_missing(const struct subject *subject, const char *name, const char *reason) {
    struct item *entry = item_add_object(subject->missing, NULL);
    item_add_text(entry, "fact", name != NULL ? path_below(subject, name) : subject->path);
    item_add_text(entry, "reason", text_public(subject_arena(subject), reason));
}

void fact_missing_all(const struct subject *subject, const struct missing_row *rows, size_t count) {
    for (size_t i = 0; i < count; i++)
        fact_missing(subject, rows[i].fact, rows[i].reason);
}

void fact_text(const struct subject *subject, const char *name, const char *value,
               const char *reason) {
    if (value != NULL)
        item_add_text(subject->item, name, value);
    else
        fact_missing(subject, name, reason);
}

void fact_bool(const struct subject *subject, const char *name, bool known, bool value,
               const char *reason) {
    if (known)
        item_add_bool(subject->item, name, value);
    else
        fact_missing(subject, name, reason);
}

void fact_int(const struct subject *subject, const char *name, bool known, uint64_t value,
              const char *reason) {
    if (known && value <= INT64_MAX)
        item_add_int(subject->item, name, (int64_t)value);
    else
        fact_missing(subject, name, reason);
}

void fact_quantity(const struct subject *subject, const char *name, bool known, uint64_t value,
                   const char *unit, const char *reason) {
    if (known)
        item_add_quantity(subject->item, name, value, unit);
    else
        fact_missing(subject, name, reason);
}

const struct measure measure_bytes = {"B", 0}, measure_count = {"", 1},
                     measure_machine_memory = {"B", 1 << 20}, measure_host_memory = {"B", 64 << 20},
                     measure_frequency = {"Hz", 1000000};

void fact_measure(const struct subject *subject, const char *name, bool known, uint64_t value,
                  const struct measure *measure, const char *reason) {
    const char *unit = measure->unit;
    bool small = known && value < measure->least;
    if (small)
        reason = arena_printf(subject_arena(subject),
                              "the answer is %" PRIu64 "%s%s, less than anything has", value,
                              unit[0] != '\0' ? " " : "", unit);
    if (unit[0] != '\0')
        fact_quantity(subject, name, known && !small, value, unit, reason);
    else
        fact_int(subject, name, known && !small, value, reason);
}

static int compare_texts(const void *left, const void *right) {
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

void fact_set(const struct subject *subject, const char *name, const char **texts, size_t count,
              const char *reason) {
    if (count == 0 && reason) {
        fact_missing(subject, name, reason);
        return;
    }
    struct item *list = item_add_list(subject->item, name);
    sort_array(texts, count, sizeof *texts, compare_texts);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(texts[i], texts[i - 1]) != 0)
            item_add_text(list, NULL, texts[i]);
    }
}
