// The names that members of an object usually have. Objects of a list are mostly alike: what stands
// before a value is compared with what stood there in the object before, not scanned again.
#ifndef PLIM_FACTS_USUAL_H
#define PLIM_FACTS_USUAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { USUAL_WORDS = 4, USUAL_SIZE = 8 * USUAL_WORDS, USUAL_NAMES = 256 };

// What stands before the value of a member, such as `"id": `, once it was scanned and found right.
// Most of one chain of them stand in one object, in this order; some may be left out.
struct usual {
    uint64_t words[USUAL_WORDS]; // its bytes, then zeros
    uint64_t masks[USUAL_WORDS]; // ones for each of its bytes
    uint32_t size;
    uint32_t name, name_size; // where the name within its quotes is
    struct usual *before;     // the one that was learnt before it, or NULL
    struct usual *after;      // the next in the object, or NULL
    struct usual *within;     // the first in the value, or in the objects of the list that it is
};

// At most USUAL_NAMES of them, so that a hostile file cannot make them grow; none is forgotten, and
// what comes after them is scanned. Zeroed at first.
struct usual_names {
    struct usual *last; // the latest, on the heap as all before it
    size_t count;
    struct usual *first; // of the values that scan_value is given
};

// Puts what stands from `begin` to `end`, in which the name is at `name`, before *next and returns
// it; NULL where there is no room for it.
struct usual *usual_learn(struct usual_names *names, struct usual **next, const char *begin,
                          const char *end, const char *name, uint32_t name_size);

void usual_clear(struct usual_names *names);

// Sixteen bytes are looked at, and the second sixteen only where the first are all equal: these
// hold no NUL, and so lie within the text. Never more than SCAN_PADDING bytes behind it are read.
static inline bool usual_stands(const struct usual *usual, const char *at) {
    uint64_t first[2], second[2];
    memcpy(first, at, sizeof first);
    uint64_t differ = ((first[0] ^ usual->words[0]) & usual->masks[0]) |
                      ((first[1] ^ usual->words[1]) & usual->masks[1]);
    if (differ != 0 || usual->size <= sizeof first)
        return differ == 0;
    memcpy(second, at + sizeof first, sizeof second);
    differ = ((second[0] ^ usual->words[2]) & usual->masks[2]) |
             ((second[1] ^ usual->words[3]) & usual->masks[3]);
    return differ == 0;
}

// Of a chain, its first or its second, whichever stands at a place that SCAN_PADDING bytes follow;
// NULL if neither does.
static inline struct usual *usual_find(struct usual *chain, const char *at) {
    if (chain == NULL || usual_stands(chain, at))
        return chain;
    chain = chain->after;
    return chain != NULL && usual_stands(chain, at) ? chain : NULL;
}

#endif
