// One copy of every distinct text: equal texts have equal pointers and equal small ids.
#ifndef PLIM_BASE_INTERN_H
#define PLIM_BASE_INTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

// A set of distinct NUL-free texts (but for those of intern_append) with dense ids in the order of
// first appearance (0, 1, 2 …). It is the table of names of a policy and the dictionary of a fact
// store. Nothing that is shown may depend on its hash order. Const use (find, text, length) is safe
// from several threads.
struct intern;

enum { INTERN_NONE = UINT32_MAX };

struct intern *intern_new(struct arena *arena); // the texts live in the arena; free nothing
// A set whose first texts are those of another, which does not change while this one is used.
struct intern *intern_over(struct arena *arena, const struct intern *below);
uint32_t intern_add(struct intern *set, const char *bytes, size_t length);
// The hash of a text, where memory is made ready for adding it, which intern_add_hashed does later.
// Between many texts the two cost less than as many intern_add.
uint32_t intern_prepare(const struct intern *set, const char *bytes, size_t length);
uint32_t intern_add_hashed(struct intern *set, const char *bytes, size_t length, uint32_t hash);
// Adds a text that intern_find does not find: without being looked for it costs less, and has an id
// of its own whatever other texts are the same.
uint32_t intern_append(struct intern *set, const char *bytes, size_t length);
uint32_t intern_find(const struct intern *set, const char *bytes,
                     size_t length);                                // INTERN_NONE if absent
const char *intern_text(const struct intern *set, uint32_t id);     // NUL-terminated
uint32_t intern_length(const struct intern *set, uint32_t id);      // bytes
bool intern_same(const struct intern *set, uint32_t a, uint32_t b); // as texts
// Has a text, or only its address and length, brought from memory for a later look.
void intern_fetch_text(const struct intern *set, uint32_t id);
void intern_fetch_entry(const struct intern *set, uint32_t id);
uint32_t intern_count(const struct intern *set);

// The canonical pointer of a NUL-terminated name, for comparing names by pointer.
const char *intern_name(struct intern *set, const char *name);

#endif
