// Patterns: regular expressions (`matches`) and globs (`like`), with a budget.
#ifndef PLIM_CHECK_PATTERN_H
#define PLIM_CHECK_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// PATTERN_MATCHES searches for a PCRE2 expression anywhere in a text; `$` is the very end.
// PATTERN_LIKE compares the whole text with a glob: `*` any characters, `?` one, `[a-c]` `[!a-c]`
// one of a set, `\` takes the next literally; `/` and a leading dot are characters like others.
// Both distinguish upper and lower case.
enum pattern_kind { PATTERN_MATCHES, PATTERN_LIKE };

enum { PATTERN_SIZE_LIMIT = 64 << 10 };

struct pattern_error {
    char message[160]; // lower case, no full stop
    size_t offset;     // bytes into the pattern
};

// A compiled pattern, const from then on: threads may share it, each with a scratch of its own.
struct pattern;

// The text is UTF-8. NULL with *error filled in where it is no pattern.
struct pattern *pattern_compile(enum pattern_kind kind, const char *text, size_t size,
                                struct pattern_error *error);
void pattern_free(struct pattern *pattern); // NULL is fine

// What matching writes to, for one thread at a time.
struct pattern_scratch;
struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch); // NULL is fine

// 1: it matches; 0: it does not; -1: the budget is exhausted before that is known (or the subject
// is no UTF-8). The budget bounds the work for any pattern and subject, and depends on nothing but
// the two, and on whether the system lets PCRE2 make machine code.
int pattern_match(const struct pattern *pattern, struct pattern_scratch *scratch,
                  const char *subject, size_t size);

// The same, and where the group with that number (0: the whole match) matched, as offsets in the
// subject; both 0 where it took no part. 0 where it has no such group.
enum { PATTERN_GROUPS = 99 };
int pattern_capture(const struct pattern *pattern, struct pattern_scratch *scratch,
                    const char *subject, size_t size, uint32_t group, size_t *begin, size_t *end);

// Patterns that are freed together.
struct pattern_list;
struct pattern_list *pattern_list_new(void);
void pattern_list_free(struct pattern_list *list); // NULL is fine

// Compiles a pattern that the list then owns.
const struct pattern *pattern_list_compile(struct pattern_list *list, enum pattern_kind kind,
                                           const char *text, size_t size,
                                           struct pattern_error *error);

#endif
