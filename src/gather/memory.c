// Memory and text for the collectors.
#include "config.h"

#include "gather/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void *checked(void *memory) {
    if (!memory)
        out_of_memory();
    return memory;
}

void *memory_new(size_t size) {
    return checked(calloc(1, size ? size : 1));
}

// Room doubles whenever the count reaches a power of two, so it needs no count of its own.
void *table_add(void *table, size_t *count, size_t size) {
    size_t used = *count;
    if ((used & (used - 1)) == 0)
        table = checked(reallocarray(table, used ? 2 * used : 1, size));
    memset((char *)table + used * size, 0, size);
    *count = used + 1;
    return table;
}

// qsort wants a table even where there is nothing to sort.
void table_sort(void *table, size_t count, size_t size,
                int (*compare)(const void *left, const void *right)) {
    if (count > 1)
        qsort(table, count, size, compare);
}

char *string_format(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = memory_new((size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

char *string_copy(const char *text) {
    return text ? checked(strdup(text)) : NULL;
}

char *string_quote(const char *text) {
    char *quoted = memory_new(2 * strlen(text) + 3), *out = quoted;
    *out++ = '"';
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            *out++ = '\\';
        *out++ = *text;
    }
    *out = '"';
    return quoted;
}
