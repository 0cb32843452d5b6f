// Memory and text for the collectors. Out of memory ends the program: a fact left out for want of
// memory would read as one that the host could not tell.
#ifndef PLIM_GATHER_MEMORY_H
#define PLIM_GATHER_MEMORY_H

#include <stddef.h>

// Returns SIZE zeroed bytes, to be freed by the caller.
void *memory_new(size_t size);
// Makes room for one more element of SIZE bytes, zeroed, behind the COUNT that a table has; returns
// the table, which may have moved. A table begins as NULL with COUNT 0.
void *table_add(void *table, size_t *count, size_t size);

// Sorts a table of COUNT elements of SIZE bytes, which may be empty.
void table_sort(void *table, size_t count, size_t size,
                int (*compare)(const void *left, const void *right));

// Returns printf-style text, to be freed by the caller.
char *string_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
// Returns a copy of TEXT, to be freed by the caller; NULL of NULL.
char *string_copy(const char *text);
// Returns TEXT as a string literal of the language, so that a path that holds it can be pasted into
// a policy; to be freed by the caller.
char *string_quote(const char *text);

#endif
