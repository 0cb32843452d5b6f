// Patterns: regular expressions (`matches`) and globs (`like`), matched in time that is linear.
#ifndef PLIM_CHECK_PATTERN_H
#define PLIM_CHECK_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

// PATTERN_MATCHES searches for a regular expression of RE2 anywhere in a text; `$` is the very end.
// It has what automata can match: no look-around, no references back to groups, no atomic groups.
// PATTERN_LIKE compares the whole text with a glob: `*` any characters, `?` one, `[a-c]` `[!a-c]`
// one of a set, `\` takes the next literally; `/` and a leading dot are characters like others.
// Both distinguish upper and lower case.
enum pattern_kind { PATTERN_MATCHES, PATTERN_LIKE };

// A pattern has at most that many bytes, and instructions once its repeats are written out.
enum { PATTERN_SIZE_LIMIT = 64 << 10, PATTERN_INSTRUCTIONS = 64 << 10 };

struct pattern_error {
    char message[160]; // lower case, no full stop
    const char *cure;  // what to write instead, or NULL
    size_t offset;     // bytes into the pattern
    size_t size; // the instructions that were made, room by room, until it was too large; else 0
};

// A pattern, const from then on: threads may share it, each with a scratch of its own.
struct pattern;

// The text is UTF-8, and the pattern lives in the arena. NULL with *error filled in where it is no
// pattern. It is checked, and compiled anew when it is first matched, which most patterns of a
// large set of policies never are.
struct pattern *pattern_compile(struct arena *arena, enum pattern_kind kind, const char *text,
                                size_t size, struct pattern_error *error);

// Its instructions. Compiling takes time and memory in proportion: PATTERN_COMPILING times what a
// byte takes that is matched.
enum { PATTERN_COMPILING = 500 };
size_t pattern_size(const struct pattern *pattern);

// What matching makes of each pattern, for one thread at a time. A pattern that was matched lives
// as long as its scratch, or is forgotten with all others.
struct pattern_scratch;
struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *scratch); // NULL is fine
void pattern_scratch_forget(struct pattern_scratch *scratch);

// The same as pattern_compile for a pattern that is matched next: it is compiled once.
struct pattern *pattern_compile_for(struct pattern_scratch *scratch, struct arena *arena,
                                    enum pattern_kind kind, const char *text, size_t size,
                                    struct pattern_error *error);

// The work of matching so far: one for each byte of a text, and more where the pattern is large
// or has to be compiled.
uint64_t pattern_scratch_work(const struct pattern_scratch *scratch);

// A text may be that long: this many bytes over the size of the pattern.
enum { PATTERN_WORK_LIMIT = 100000000 };

// 1: it matches a text, which is UTF-8; 0: it does not; -1: the text is too long. The answer
// depends on nothing but the two.
int pattern_match(const struct pattern *pattern, struct pattern_scratch *scratch,
                  const char *subject, size_t size);

// The same, and where the group with that number (0: the whole match) matched, as offsets in the
// subject; both 0 where it took no part. 0 where it has no such group.
enum { PATTERN_GROUPS = 99 };
int pattern_capture(const struct pattern *pattern, struct pattern_scratch *scratch,
                    const char *subject, size_t size, uint32_t group, size_t *begin, size_t *end);

#endif
