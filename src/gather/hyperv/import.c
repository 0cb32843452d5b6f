// Facts from properties of exported objects.
#include "config.h"

#include "gather/hyperv/import.h"

#include <ctype.h>
#include <string.h>

#include "base/version.h"

const struct scale scale_count = {1, &measure_count}, scale_bytes = {1, &measure_bytes},
                   scale_kibibytes = {1024, &measure_bytes},
                   scale_mebibytes = {1024 * 1024, &measure_bytes},
                   scale_machine_memory = {1, &measure_machine_memory},
                   scale_host_memory = {1, &measure_host_memory},
                   scale_megahertz = {1000000, &measure_frequency};

void import_text(const struct subject *subject, const char *fact, const struct row *row,
                 const char *property) {
    fact_text(subject, fact, field_text(row, property), field_reason(row, property));
}

void import_version(const struct subject *subject, const char *fact, const struct row *row,
                    const char *property) {
    const char *text = field_text(row, property);
    bool valid = text != NULL && version_valid(text, strlen(text));
    fact_text(subject, fact, valid ? text : NULL,
              text != NULL ? "the server's answer is not a version" : field_reason(row, property));
}

void import_bool(const struct subject *subject, const char *fact, const struct row *row,
                 const char *property) {
    bool value = false;
    bool known = field_bool(row, property, &value);
    fact_bool(subject, fact, known, value, field_reason(row, property));
}

void import_number(const struct subject *subject, const char *fact, const struct row *row,
                   const char *property) {
    uint64_t value = 0;
    bool known = field_number(row, property, &value);
    fact_int(subject, fact, known, value, field_reason(row, property));
}

void import_quantity(const struct subject *subject, const char *fact, const struct row *row,
                     const char *property, const struct scale *scale) {
    uint64_t value = 0;
    bool known = field_number(row, property, &value) && value <= UINT64_MAX / scale->factor;
    fact_measure(subject, fact, known, known ? value * scale->factor : 0, scale->measure,
                 field_reason(row, property));
}

const char *import_words(struct arena *arena, const char *name) {
    char *words = arena_alloc(arena, 2 * strlen(name) + 1), *end = words;
    for (const char *c = name; *c != '\0'; c++) {
        bool begins = c > name && isupper((unsigned char)*c) && islower((unsigned char)c[-1]) &&
                      islower((unsigned char)c[1]);
        if (begins)
            *end++ = ' ';
        *end++ = (char)tolower((unsigned char)*c);
    }
    *end = '\0';
    return words;
}

const char *import_name(const struct row *row, const char *property,
                        const struct enumerator *table) {
    const char *name = field_enum(row, property, table);
    if (name == NULL || strspn(name, "0123456789") == strlen(name))
        return NULL;
    return import_words(row->arena, name);
}

const char *import_mac(struct arena *arena, const char *text) {
    char digits[13] = "";
    size_t count = 0;
    for (; text != NULL && *text != '\0'; text++) {
        if (*text == '-' || *text == ':')
            continue;
        if (!isxdigit((unsigned char)*text) || count == 12)
            return NULL;
        digits[count++] = (char)tolower((unsigned char)*text);
    }
    if (count != 12 || strcmp(digits, "000000000000") == 0)
        return NULL;
    return arena_printf(arena, "%.2s:%.2s:%.2s:%.2s:%.2s:%.2s", digits, digits + 2, digits + 4,
                        digits + 6, digits + 8, digits + 10);
}

void import_lists(const struct export *export, const struct subject *host,
                  const struct import_list *lists, size_t count) {
    for (const struct import_list *list = lists; list < lists + count; list++) {
        struct rows rows = {0};
        const char *reason;
        if (!export_all(export, list->cmdlet, &rows, &reason)) {
            fact_missing(host, list->name, reason);
            continue;
        }
        struct subject subject = subject_list(host, list->name);
        for (size_t i = 0; i < rows.count; i++)
            list->add(export, &subject, &rows.first[i]);
    }
}

const struct row *import_find(const struct rows *rows, const char *property, const char *name) {
    for (size_t i = 0; name != NULL && i < rows->count; i++)
        if (field_is(&rows->first[i], property, name))
            return &rows->first[i];
    return NULL;
}
