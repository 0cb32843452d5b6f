// Texts on their way into the dictionary: added many at a time, so that looking for each need not
// wait for memory.
#ifndef PLIM_FACTS_AWAITED_H
#define PLIM_FACTS_AWAITED_H

#include "base/intern.h"
#include "facts/member.h"

// One text, where its id belongs, and what remembers it.
struct awaited_text {
    const char *text;
    uint32_t size, hash;
    uint32_t *id;
    struct recent *recent;
};

enum { AWAITED_TEXTS = 64 };

struct awaited {
    struct intern *dictionary;
    uint32_t count;
    struct awaited_text texts[AWAITED_TEXTS];
};

// Adds a text, whose bytes have to stay until awaited_settle.
void awaited_add(struct awaited *awaited, const char *text, uint32_t size, uint32_t *id,
                 struct recent *recent);

// Puts all of them into the dictionary and their ids where they belong.
void awaited_settle(struct awaited *awaited);

#endif
